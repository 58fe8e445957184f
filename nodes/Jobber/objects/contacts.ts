import type { IDataObject } from 'n8n-workflow';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, Field, HttpResponse, Raw, RowResult, VendorObject, WriteRow } from '../../shared/types';
import { answerOf, nextOf, nodesOf, settleCall } from '../errors';
import { listCall, mutate, removal, type Step } from '../object';
import { ask, refusals, type Call } from '../queries';
import { findClients, people, pointInputs, shape as clientShape } from './clients';

/** A contact has no query of its own (contract section 2), so its ID here names its client, too. */
const idOf = (clientId: unknown, contactId: unknown) => `${String(clientId)}:${String(contactId)}`;
const partsOf = (id: string) => id.split(':') as [clientId: string, contactId: string | undefined];
/** Up to 50 contacts of a client are read, about 1,500 points (section 6). */
const list = 'contacts(first: 50, sort: { key: UPDATED_AT, direction: DESCENDING }) { nodes { ...Contact } }';
const clientsMax = 4;
const contactsOf = (client: Raw | null | undefined): Raw[] => nodesOf(client?.contacts).map((contact) => ({ ...contact, client: { id: client?.id } }));
const clientIdOf = (raw: Raw) => (raw.client as IDataObject | undefined)?.id;
const own = (raw: Raw) => idOf(clientIdOf(raw), raw.id);
const clientCalls = (ids: readonly string[]): Call[] => ids.map((id) => ({ field: 'client', args: { id: ['EncodedId!', id] }, answer: `{ id ${list} }` }));
const readClients = async (ids: readonly string[], client: CrmClient) => await client.inChunks([...new Set(ids)], clientsMax, (chunk) => ask('query', clientCalls(chunk)), (response) => Array.from({ length: clientsMax }, (_none, at) => contactsOf(answerOf(response, at))).flat());
const edit = (clientId: string, input: IDataObject, pick: Step['pick']): Step => ({ field: 'clientEdit', args: { clientId: ['EncodedId!', clientId], input: ['ClientEditInput!', input] }, answer: `{ client { id ${list} } ${refusals} }`, pick });
const plain = ({ email: _email, phone: _phone, mobile: _mobile, clientId: _client, ...rest }: IDataObject) => rest;
/** The answer to an addition is the client: what was not among its contacts before is the new one. */
async function createAll(rows: WriteRow[], client: CrmClient): Promise<RowResult[]> {
	const known = new Set((await readClients(rows.map(({ body }) => String(body.clientId)), client)).map(own));
	return await mutate(rows, client, ({ body }) => [edit(String(body.clientId), { contactsToAdd: [{ ...plain(body), ...pointInputs(body) }] }, (answer) => {
		const added = contactsOf(answer.client as Raw | null).find((contact) => !known.has(own(contact)));
		if (added) known.add(own(added));
		return added;
	})]);
}
const updateAll = async (rows: Array<WriteRow & { id: string }>, client: CrmClient): Promise<RowResult[]> => (await mutate(rows, client, ({ id, body, current }) => {
	const [clientId, contactId] = partsOf(id);
	return [edit(clientId, { contactsToEdit: [{ id: contactId, ...plain(body), ...pointInputs(body, current) }] }, (answer) => contactsOf(answer.client as Raw | null).find((contact) => own(contact) === id))];
}));
const nested = { ...clientShape, node: `id ${list}` };
const readPage = (response: HttpResponse) => nodesOf(answerOf(response)).flatMap(contactsOf);
export const contacts: VendorObject = {
	id: 'contacts', label: 'Client Contact',
	fields: [
		...people(),
		...stored('', { jobTitle: { name: 'role', label: 'Role' } }),
		{ key: 'companyId', label: 'Client', kind: 'reference', target: 'customer', required: true, createOnly: true, read: clientIdOf, write: 'clientId', hint: 'The client that the contact belongs to' } satisfies Field,
		...shown('', { createdAt: 'createdAt', updatedAt: 'updatedAt' }),
	],
	idOf: own, create: { max: clientsMax, perform: createAll }, update: { max: clientsMax, perform: updateAll },
	get: {
		max: clientsMax, request: (rows: Array<{ id: string }>) => ask('query', clientCalls(rows.map(({ id }) => partsOf(id)[0]))),
		settle: (response: HttpResponse, rows: Array<{ id: string }>) => rows.map(({ id }, at) => settleCall(response, at, (answer) => contactsOf(answer).find((contact) => own(contact) === id))),
	},
	remove: removal('clientEdit', (id) => ({ clientId: ['EncodedId!', partsOf(id)[0]], input: ['ClientEditInput!', { contactsToDelete: [partsOf(id)[1] ?? ''] }] }), 'client'),
	search: {
		recheck: { text: true },
		request: ({ where }, { after }) => {
			const clue = where.find(({ field, operator }) => operator === 'equals' && field === 'email');
			return ask('query', [listCall(nested, { term: clue?.value, sort: { key: 'PRIMARY_NAME', direction: 'ASCENDING' }, first: clientsMax, after })]);
		},
		read: readPage, next: nextOf, mustSortLocally: () => true,
	},
	poll: { unsupported: 'Jobber has no list of contacts with a clock of its own; watch clients instead' },
	match: {
		email: { max: 20, find: async (values, client, scope) => await readClients((await findClients(values, 'EMAILS', client, { ...scope, customFields: [] })).map(({ id }) => String(id)), client) },
		natural: { label: 'Client and Name', parts: ['companyId', 'firstName', 'lastName'], max: 50, find: async (values, client) => await readClients(values.map(([clientId]) => clientId), client) },
	},
};
