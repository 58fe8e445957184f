import type { IDataObject } from 'n8n-workflow';
import { emailKey, phoneKey, samePhone } from '../../shared/map/keys';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, Field, Lookup, Raw, RowResult, Scope, VendorObject, WriteRow } from '../../shared/types';
import { nodesOf } from '../errors';
import { listed, listsOf, mutate, removal, rowsMax, valueInputs, type Shape, type Step } from '../object';
import { refusals, valuesOf } from '../queries';

export const shape: Shape = {
	list: 'clients', one: 'client', node: '...Client ', types: { filter: 'ClientFilterAttributes', sort: 'ClientsSortInput' }, ranges: ['createdAt', 'updatedAt'], values: 'ALL_CLIENTS',
	// Clients cannot be sorted by creation (contract section 5), and names seldom change.
	words: ['email', 'phone', 'mobile', 'firstName', 'lastName', 'company'], steady: 'PRIMARY_NAME', latest: { created: 'UPDATED_AT', updated: 'UPDATED_AT' },
};
interface Slot { key: string; list: 'emails' | 'phones'; value: 'address' | 'number'; find(entries: Raw[]): Raw | undefined }
const isMobile = ({ description }: Raw) => String(description).toUpperCase() === 'MOBILE';
const primary = (entries: Raw[]) => entries.find((entry) => entry.primary) ?? entries[0];
/** Our single values among Jobber's lists of addresses and numbers. */
const slots: readonly Slot[] = [
	{ key: 'email', list: 'emails', value: 'address', find: primary },
	{ key: 'phone', list: 'phones', value: 'number', find: (entries) => primary(entries.filter((entry) => !isMobile(entry))) },
	{ key: 'mobile', list: 'phones', value: 'number', find: (entries) => entries.find(isMobile) },
];
const sameValue = (list: Slot['list'], left: unknown, right: unknown) => (list === 'emails' ? emailKey(left) === emailKey(right) : samePhone(phoneKey(left) ?? String(left), phoneKey(right) ?? String(right)));
/** E-mails and phones as a creation takes them; for a record that exists, what to add, edit and delete: adding blindly would leave one more at every upsert (section 3). */
export function pointInputs(body: IDataObject, current: Raw | null = null): IDataObject {
	const input: Record<string, IDataObject[]> = {};
	const put = (name: string, entry: unknown) => (input[name] ??= []).push(entry as IDataObject);
	for (const { key, list, value, find } of slots.filter((slot) => slot.key in body)) {
		const wanted = body[key];
		const main = key === 'mobile' ? {} : { primary: true };
		const entries = nodesOf(current?.[list]);
		const held = find(entries);
		const twin = entries.find((entry) => entry !== held && sameValue(list, entry[value], wanted));
		const added = { description: key === 'mobile' ? 'MOBILE' : 'MAIN', ...main, [value]: wanted };
		if (wanted === null && !held) continue;
		if (wanted === null) put(`${list}ToDelete`, held?.id);
		else if (!current) put(list, added);
		else if (twin && key !== 'mobile') put(`${list}ToEdit`, { id: twin.id, primary: true });
		else if (held) put(`${list}ToEdit`, { id: held.id, [value]: wanted, ...main });
		else put(`${list}ToAdd`, added);
	}
	return input;
}
/** Fields of the person; of a client itself, of a request's client below `client`, or of a contact. */
export const people = (prefix = ''): Field[] => {
	const holder = (raw: Raw) => (prefix ? ((raw.client ?? {}) as Raw) : raw);
	const points = slots.map(({ key, list, value, find }): Field => ({ key, label: { email: 'Main Email', phone: 'Main Phone', mobile: 'Mobile Phone' }[key]!, kind: key === 'email' ? 'email' : 'phone', read: (raw) => find(nodesOf(holder(raw)[list]))?.[value], write: `${prefix}${key}` }));
	const lists = slots.slice(0, 2).map(({ list, value }): Field => ({ key: list, label: list === 'emails' ? 'Emails' : 'Phones', kind: 'text', read: (raw) => nodesOf(holder(raw)[list]).map((entry) => entry[value]) }));
	return [...stored(prefix, { firstName: 'firstName', lastName: 'lastName' }), ...points, ...lists];
};
/** Fields that a client has besides. */
export const clientDetails = (prefix = ''): Field[] => stored(prefix, {
	company: { name: 'companyName', label: 'Company Name' }, 'address.street': { name: 'billingAddress.street1', label: 'Street 1' }, 'address.city': 'billingAddress.city',
	'address.state': { name: 'billingAddress.province', label: 'Province' }, 'address.postalCode': 'billingAddress.postalCode', 'address.country': 'billingAddress.country',
});
const labelsOf = (raw: Raw) => nodesOf(raw.tags).map(({ label }) => String(label));
const answer = (scope?: Scope) => `{ client { ...Client ${scope ? valuesOf(scope) : ''} } ${refusals} }`;
const plain = ({ email: _email, phone: _phone, mobile: _mobile, tags: _tags, source: _source, customFields: _custom, ...rest }: IDataObject) => rest;
/** Makes a client; its address is also that of its first property, where visits take place. */
export function createStep(body: IDataObject, more: IDataObject = {}, scope?: Scope): Step {
	const { billingAddress, source } = body;
	const input = { ...plain(body), ...pointInputs(body), ...more, ...(billingAddress ? { properties: [{ address: billingAddress }] } : {}), ...(source ? { sourceAttribution: { sourceText: source } } : {}) };
	return { field: 'clientCreate', args: { input: ['ClientCreateInput!', input] }, answer: answer(scope), pick: ({ client }) => client };
}
/** Changes a client as it was just read. */
export function editStep(id: string, body: IDataObject, current: Raw, more: IDataObject = {}, scope?: Scope): Step {
	const { tags, billingAddress } = body;
	const labels = (tags ?? []) as string[];
	const retagged = tags === undefined ? {} : { tagsToAdd: labels.filter((label) => !labelsOf(current).includes(label)), tagsToDelete: labelsOf(current).filter((label) => !labels.includes(label)) };
	const [property, ...others] = nodesOf(current.clientProperties);
	// An only property at the billing address moves along; any other is a place of its own.
	const moved = billingAddress && property && !others.length && placeOf(property.address) === placeOf(current.billingAddress) ? { propertiesToEdit: [{ propertyId: property.id, address: billingAddress }] } : {};
	return { field: 'clientEdit', args: { clientId: ['EncodedId!', id], input: ['ClientEditInput!', { ...plain(body), ...pointInputs(body, current), ...retagged, ...moved, ...more }] }, answer: answer(scope), pick: ({ client }) => client };
}
const placeOf = (address: unknown) => Object.values((address ?? {}) as IDataObject).join('\n').toLowerCase();
async function createAll(rows: WriteRow[], client: CrmClient, scope: Scope): Promise<RowResult[]> {
	const values = await valueInputs('ALL_CLIENTS', rows, client);
	const results = await mutate(rows, client, (row) => [createStep(row.body, values(row), scope)]);
	const tagged = rows.flatMap(({ body }, at) => ((body.tags as string[] | undefined)?.length && 'raw' in results[at] ? [{ at, id: String(results[at].raw.id), body: { tags: body.tags }, current: results[at].raw }] : []));
	// A creation takes no tags. The clients stand, so a refusal of theirs is no reason to make them again.
	const retagged = await mutate(tagged, client, ({ id, body, current }) => [editStep(id, body, current, {}, scope)]).catch((refused: Error) => tagged.map((): RowResult => ({ error: { kind: 'unknown', message: refused.message } })));
	retagged.forEach((result, at) => ('raw' in result ? (results[tagged[at].at] = result) : client.warn(`Tags were not set: ${result.error.message}`)));
	return results;
}
async function updateAll(rows: Array<WriteRow & { id: string }>, client: CrmClient, scope: Scope): Promise<RowResult[]> {
	const values = await valueInputs('ALL_CLIENTS', rows, client);
	return await mutate(rows, client, (row) => [editStep(row.id, row.body, row.current ?? {}, values(row), scope)]);
}
/** Clients whose field resembles one of the values. Versions without `searchFields` (contract section 3) search everywhere. */
export async function findClients(values: readonly string[], where: 'EMAILS' | 'PHONES' | 'CUSTOM_FIELDS', client: CrmClient, scope: Scope): Promise<Raw[]> {
	const lists = values.map((value) => ({ term: where === 'PHONES' ? value.replace(/\D/g, '').slice(-10) : value }));
	return await listsOf(shape, lists, client, valuesOf(scope), { searchFields: ['[ClientSearchField!]', [where]] }).catch(async (thrown: Error) => {
		if (thrown.message.includes('searchFields')) return await listsOf(shape, lists, client, valuesOf(scope));
		throw thrown;
	});
}
const lookup = (where: 'EMAILS' | 'PHONES' | 'CUSTOM_FIELDS'): Lookup => ({ max: 20, find: async (values, client, scope) => await findClients(values, where, client, scope) });
export const clients: VendorObject = {
	...listed(shape),
	id: 'clients', label: 'Client',
	fields: [
		...people(), ...clientDetails(),
		{ key: 'source', label: 'Lead Source', kind: 'text', read: 'sourceAttribution.sourceText', write: 'source', createOnly: true }, { key: 'tags', label: 'Tags', kind: 'choices', read: labelsOf, write: 'tags' },
		{ key: 'status', label: 'Status', kind: 'text', read: ({ isArchived, isLead }) => (isArchived ? 'Archived' : isLead ? 'Lead' : 'Active') },
		...shown('', { isCompany: 'isCompany', createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
	],
	create: { max: rowsMax, perform: createAll }, update: { max: rowsMax, perform: updateAll },
	remove: removal('clientArchive', (id) => ({ clientId: ['EncodedId!', id] }), 'client'), removal: 'Archive',
	match: { email: lookup('EMAILS'), phone: lookup('PHONES'), field: () => lookup('CUSTOM_FIELDS') },
};
