import type { IDataObject } from 'n8n-workflow';
import { nodesOf } from '../shared/graphql';
import { at, namedFields, pointChange, pointFields, shown, stored } from '../shared/kit';
import type { ContactPoint, Field, FieldKind, NamedField, PointKey, Raw } from '../shared/kit';
import { api } from './api';

const pointsOf = (holder: unknown, list: 'emails' | 'phones'): Array<ContactPoint & { id: unknown }> =>
	nodesOf((holder as Raw | null | undefined)?.[list]).map(({ id, address, number, primary, description }) =>
		({ id, value: String(address ?? number), isPrimary: primary === true, isMobile: /mobile/i.test(String(description)) }));

/** A body with its e-mail and phones as lists, or as what to add, edit and delete: adding blindly piles them up (contract section 3). */
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
	'address.street': { name: 'street1', label: 'Street 1' }, 'address.city': 'city',
	'address.state': { name: 'province', label: 'Province' }, 'address.postalCode': 'postalCode', 'address.country': 'country',
};

/** Fields that a client has besides. */
export const clientDetails = (prefix = ''): Field[] =>
	[...stored(prefix, { company: { name: 'companyName', label: 'Company Name' } }), ...stored(`${prefix}billingAddress.`, addressParts)];
export const propertyAddress = shown('property.address.', addressParts);

export const clientLink = (key: string, more: Partial<Field> = {}): Field =>
	({ key, label: 'Client', kind: 'reference', target: 'customer', read: 'client.id', write: 'clientId', createOnly: true, ...more });
export const salesperson: Field = { ...shown('', { owner: { name: 'salesperson.id', label: 'Salesperson' } })[0], write: 'salespersonId' };

/** Where the property of a record lies, in one line. */
export const placeOf = (raw: Raw): string =>
	['street1', 'city', 'province', 'postalCode'].map((part) => at(raw, `property.address.${part}`)).filter(Boolean).join(', ');

/** The types that hold one plain value: what they are to us, and how each is written and emptied (contract section 2). */
const types: Record<string, { kind: FieldKind; key: string; cast(value: unknown): string | number | boolean; empty?: string }> = {
	TEXT: { kind: 'text', key: 'valueText', cast: String, empty: '' },
	NUMERIC: { kind: 'number', key: 'valueNumeric', cast: Number },
	TRUE_FALSE: { kind: 'boolean', key: 'valueTrueFalse', cast: (value) => value === true || value === 'true' },
	DROPDOWN: { kind: 'choice', key: 'valueDropdown', cast: String, empty: '' },
};

interface Configuration { id: string; name: string; valueType: string; archived: boolean; readOnly: boolean; dropdownOptions?: string[] }
const answer = `nodes { ... on CustomFieldConfigurationInterface { id name valueType archived readOnly }
	... on CustomFieldConfigurationDropdown { dropdownOptions } }`;

/** Nothing in Jobber is unique; a text can hold another system's ID. */
function fieldOf({ id, name, valueType, readOnly, dropdownOptions }: Configuration): NamedField {
	const { kind, key, cast, empty } = types[valueType];
	const choices = dropdownOptions?.map((option) => ({ label: option, value: option }));
	const valueOf = (value: unknown) => (value === null ? empty : cast(value));
	const inputOf = (value: unknown) => (valueOf(value) === undefined ? null : { customFieldConfigurationId: id, [key]: valueOf(value) });
	return { name, label: name, kind, choices, readOnly, unique: valueType === 'TEXT', inputOf };
}

const nameAndValue = ({ label, ...values }: Raw) => [label, Object.values(values).find((value) => value !== '')] as const;
/** Custom fields by their name: a value does not tell the ID of its field. */
export const customFieldsOf = (appliesTo: 'ALL_CLIENTS' | 'ALL_QUOTES' | 'ALL_JOBS') => namedFields({
	vendor: 'Jobber', whereNamed: 'Jobber under Settings > Custom Fields', key: 'customFields',
	valuesOf: (list) => Object.fromEntries(nodesOf(list).map(nameAndValue)) as IDataObject,
	defined: async (client) => {
		const args = { filter: { appliesTo }, first: 100 };
		const response = await client.send(api.ask('query', [{ field: 'customFieldConfigurations', args, answer }]));
		const found = api.nodes(response) as unknown as Configuration[];
		return found.filter(({ archived, valueType }) => !archived && valueType in types).map(fieldOf);
	},
});
