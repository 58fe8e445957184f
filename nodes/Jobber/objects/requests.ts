import type { IDataObject } from 'n8n-workflow';
import { emailKey, phoneKey, samePhone } from '../../shared/map/keys';
import { shown } from '../../shared/map/fields';
import type { CrmClient, CrmError, Lookup, Raw, RowResult, Scope, VendorObject, WriteRow } from '../../shared/types';
import { nodesOf } from '../errors';
import { listed, listsOf, mutate, removal, type Shape } from '../object';
import { refusals } from '../queries';
import { clientDetails, createStep, editStep, findClients, people } from './clients';

const shape: Shape = {
	list: 'requests', one: 'request', node: '...Request ', types: { filter: 'RequestFilterAttributes', sort: '[RequestsSortInput!]' }, ranges: ['createdAt', 'updatedAt'],
	words: ['email', 'phone', 'firstName', 'lastName', 'company', 'notes'], steady: 'REQUESTED_AT', latest: { created: 'REQUESTED_AT', updated: 'REQUESTED_AT' },
};
const answer = `{ request { ...Request } ${refusals} }`;
const clientIdOf = (raw: Raw) => (raw.client as IDataObject | undefined)?.id;
const bareScope: Scope = { customFields: [] };
/** What a request is recognised by: its client's e-mail, or the phone where there is none. */
const keyOf = ({ email, phone, mobile }: IDataObject) => (email ? `${emailKey(email)}` : (phoneKey(phone ?? mobile) ?? null));
const holds = (client: Raw, key: string) => (key.includes('@') ? nodesOf(client.emails).some(({ address }) => emailKey(address) === key) : nodesOf(client.phones).some(({ number }) => samePhone(phoneKey(number) ?? '', key)));
/** A request belongs to a client (contract section 3): the one that is named, the one with this e-mail or phone, or a new one. */
async function ownersOf(rows: readonly WriteRow[], client: CrmClient): Promise<Array<string | CrmError>> {
	const open = rows.filter(({ body }) => !body.clientId).map(({ body }) => (body.client ?? {}) as IDataObject);
	const groups = [...new Map(open.map((person) => [keyOf(person) ?? person, person])).entries()];
	const keys = groups.map(([key]) => key).filter((key) => typeof key === 'string');
	const [emails, phones] = [keys.filter((key) => key.includes('@')), keys.filter((key) => !key.includes('@'))];
	const near = [...(emails.length ? await findClients(emails, 'EMAILS', client, bareScope) : []), ...(phones.length ? await findClients(phones, 'PHONES', client, bareScope) : [])];
	const owners = new Map<unknown, string | CrmError>();
	for (const key of keys) {
		const ids = [...new Set(near.filter((one) => holds(one, key)).map(({ id }) => String(id)))];
		if (ids.length) owners.set(key, ids.length === 1 ? ids[0] : { kind: 'ambiguous', message: `${ids.length} clients have ${key}: ${ids.join(', ')}`, hint: 'Nothing was written. Choose the client of the request under Client.' });
	}
	const strangers = groups.filter(([key]) => !owners.has(key));
	const made = await mutate(strangers.map(([, body]) => ({ body })), client, ({ body }) => [createStep(body)]);
	made.forEach((result, at) => owners.set(strangers[at][0], 'raw' in result ? String(result.raw.id) : result.error));
	return rows.map(({ body }) => (body.clientId ? String(body.clientId) : owners.get(keyOf((body.client ?? {}) as IDataObject) ?? body.client ?? {}) ?? noOwner));
}
const noOwner: CrmError = { kind: 'validation', message: 'A request needs a client', hint: 'Give an e-mail, a phone or a name, or choose the client.' };
async function createAll(rows: WriteRow[], client: CrmClient): Promise<RowResult[]> {
	const owners = await ownersOf(rows, client);
	return await mutate(rows, client, ({ body: { title } }, at) => {
		const clientId = owners[at];
		return typeof clientId === 'string' ? [{ field: 'requestCreate', args: { input: ['RequestCreateInput!', { clientId, title }] }, answer, pick: ({ request }) => request }] : clientId;
	});
}
/** The person is the client's, so that is where a change of name or address goes; the request is asked for last, as it then is. */
const updateAll = async (rows: Array<WriteRow & { id: string }>, client: CrmClient): Promise<RowResult[]> => await mutate(rows, client, ({ id, body, current }) => [
	...(body.client ? [{ ...editStep(String(clientIdOf(current ?? {})), body.client as IDataObject, (current?.client ?? {}) as Raw), pick: ({ client: one }: Raw) => one && { client: one } }] : []),
	...(body.title === undefined ? [] : [{ field: 'requestEdit', args: { requestId: ['EncodedId!', id] as const, input: ['RequestEditInput!', { title: body.title }] as const }, answer, pick: ({ request }: Raw) => request }]),
]);
/** Through the clients: no public source says that the words of a request's search include an e-mail. */
const lookup = (where: 'EMAILS' | 'PHONES'): Lookup => ({
	max: 20, find: async (values, client) => await listsOf(shape, [...new Set((await findClients(values, where, client, bareScope)).map(({ id }) => String(id)))].map((clientId) => ({ filter: { clientId } })), client),
});
export const requests: VendorObject = {
	...listed(shape),
	id: 'requests', label: 'Request',
	fields: [
		{ key: 'notes', label: 'Title', kind: 'text', read: 'title', write: 'title' },
		...people('client.'), ...clientDetails('client.'),
		{ key: 'companyId', label: 'Client', kind: 'reference', target: 'customer', hint: 'The client of the request; found or made by e-mail or phone when empty', createOnly: true, read: clientIdOf, write: 'clientId' },
		...shown('', { source: 'source', status: { name: 'requestStatus', kind: 'text' }, createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
	],
	create: { max: 25, perform: createAll }, update: { max: 25, perform: updateAll },
	remove: removal('requestArchive', (id) => ({ requestId: ['EncodedId!', id] }), 'request'), removal: 'Archive', match: { email: lookup('EMAILS'), phone: lookup('PHONES') },
};
