import type { IDataObject } from 'n8n-workflow';
import { nodesOf } from '../shared/graphql/answers';
import { pointChange, pointFields, type ContactPoint, type PointKey } from '../shared/map/contactPoints';
import { shown, stored } from '../shared/map/fields';
import type { Field, Raw } from '../shared/types';

const pointsOf = (holder: unknown, list: 'emails' | 'phones'): Array<ContactPoint & { id: unknown }> =>
	nodesOf((holder as Raw | null | undefined)?.[list]).map(({ id, address, number, primary, description }) =>
		({ id, value: String(address ?? number), isPrimary: primary === true, isMobile: /mobile/i.test(String(description)) }));

/**
 * A body with its e-mail and phones as Jobber takes them: lists for a creation; for a record that exists, what to add, edit and delete.
 * Adding blindly would leave one more at every upsert (contract section 3).
 */
export function withPoints({ email, phone, mobile, ...body }: IDataObject, current?: Raw): IDataObject {
	const lists: Record<string, IDataObject[]> = {};
	const put = (list: string, entry: unknown) => (lists[list] ??= []).push(entry as IDataObject);
	for (const [key, wanted] of Object.entries({ email, phone, mobile }).filter(([, value]) => value !== undefined)) {
		const [list, value] = key === 'email' ? (['emails', 'address'] as const) : (['phones', 'number'] as const);
		const change = pointChange(key as PointKey, wanted as string | null, pointsOf(current, list));
		const primary = key === 'mobile' ? {} : { primary: true };
		const description = key === 'mobile' ? 'MOBILE' : 'MAIN';
		if (change?.do === 'add') put(current ? `${list}ToAdd` : list, { description, ...primary, [value]: change.value });
		if (change?.do === 'edit') put(`${list}ToEdit`, { id: change.point.id, [value]: change.value, ...primary });
		if (change?.do === 'makePrimary') put(`${list}ToEdit`, { id: change.point.id, primary: true });
		if (change?.do === 'remove') put(`${list}ToDelete`, change.point.id);
	}
	return { ...body, ...lists };
}

/** Fields of a person: of a client or contact itself, or of a request's client below `client.`. */
export const personFields = (prefix = ''): Field[] => [
	...stored(prefix, { firstName: 'firstName', lastName: 'lastName' }),
	...pointFields(prefix, (raw, list) => pointsOf(prefix ? raw.client : raw, list)),
];

const addressParts = {
	'address.street': { name: 'street1', label: 'Street 1' }, 'address.city': 'city', 'address.state': { name: 'province', label: 'Province' },
	'address.postalCode': 'postalCode', 'address.country': 'country',
};
/** Fields that a client has besides. */
export const clientDetails = (prefix = ''): Field[] =>
	[...stored(prefix, { company: { name: 'companyName', label: 'Company Name' } }), ...stored(`${prefix}billingAddress.`, addressParts)];
/** The address of a job's property, read only. */
export const propertyAddress = shown('property.address.', addressParts);

/** A link that is read in one place and written as an ID in another. */
export const linked = (key: string, path: string, write: string, more: Partial<Field>): Field => ({ ...shown('', { [key]: path })[0], write, ...more });
export const clientLink = (key: string, more: Partial<Field> = {}): Field =>
	linked(key, 'client.id', 'clientId', { label: 'Client', target: 'customer', createOnly: true, ...more });
export const salesperson = linked('owner', 'salesperson.id', 'salespersonId', { label: 'Salesperson', target: 'owner' });

/** Where the property of a record lies, in one line. */
export function placeOf({ property }: Raw): string {
	const address = ((property as Raw | null | undefined)?.address ?? {}) as IDataObject;
	return ['street1', 'city', 'province', 'postalCode'].map((part) => address[part]).filter(Boolean).join(', ');
}
