import { answerOf, nodesOf } from '../../shared/graphql/answers';
import type { Step } from '../../shared/graphql/api';
import { listed } from '../../shared/graphql/lists';
import { shown, stored } from '../../shared/map/fields';
import { at } from '../../shared/map/record';
import { inTurn } from '../../shared/run/turns';
import type { CrmClient, Raw, VendorObject } from '../../shared/types';
import { api } from '../api';
import { clientLink, personFields, withPoints } from '../fields';
import { findClients } from './clients';

/** A contact has no query of its own (contract section 2), so its ID here names its client, too. */
const idOf = (raw: Raw) => `${String(at(raw, 'client.id'))}:${String(raw.id)}`;
const partsOf = (id: string) => id.split(':') as [clientId: string, contactId: string | undefined];
/** Up to 50 contacts of a client are read, about 1,500 points, so few clients share a document (section 6). */
const clientsMax = 4;
const contactsOf = (client: unknown): Raw[] =>
	nodesOf(at(client, 'contacts')).map((contact) => ({ ...contact, client: { id: at(client, 'id') as string } }));
const readClient = (id: unknown) => ({ field: 'client', args: { id }, answer: '...Contacts' });

const readClients = async (ids: readonly unknown[], client: CrmClient): Promise<Raw[]> =>
	await client.inChunks([...new Set(ids)], clientsMax, (chunk) => api.ask('query', chunk.map(readClient)), (response) =>
		Array.from({ length: clientsMax }, (_none, number) => contactsOf(answerOf(response, number))).flat());

/** Contacts are written as parts of their client, and the answer is the client. */
const edit = (clientId: unknown, input: object, isWanted: (contact: Raw) => boolean): Step => ({
	field: 'clientEdit', args: { clientId, input }, answer: 'client { ...Contacts }', pick: ({ client }) => contactsOf(client).find(isWanted),
});

/** What was not among the client's contacts before is the new one. */
const creation = api.creating({
	max: clientsMax,
	prepare: async (rows, client) => new Set((await readClients(rows.map(({ body }) => body.clientId), client)).map(idOf)),
	steps: ({ body: { clientId, ...body } }, known) => [
		edit(clientId, { contactsToAdd: [withPoints(body)] }, (contact) => !known.has(idOf(contact)) && known.add(idOf(contact)).size > 0),
	],
});

export const contacts: VendorObject = {
	id: 'contacts', label: 'Client Contact', idOf,
	...listed({
		list: 'clients', one: 'client', answer: 'nodes { ...Contacts }', ranges: [], words: ['email'], steady: 'PRIMARY_NAME', newest: 'UPDATED_AT',
		within: contactsOf, pageSize: clientsMax,
	}, api),
	fields: [
		...personFields(), ...stored('', { jobTitle: { name: 'role', label: 'Role' } }),
		clientLink('companyId', { required: true, hint: 'The client that the contact belongs to' }),
		...shown('', { createdAt: 'createdAt', updatedAt: 'updatedAt' }),
	],
	// One batch at a time: a contact that another one adds meanwhile would be taken for the new one.
	create: { ...creation, perform: async (...given) => await inTurn(given[1], 'contacts', async () => await creation.perform(...given)) },
	update: api.updating({
		max: clientsMax,
		steps: ({ id, body, current }) => {
			const [clientId, contactId] = partsOf(id);
			return [edit(clientId, { contactsToEdit: [{ id: contactId, ...withPoints(body, current) }] }, (contact) => idOf(contact) === id)];
		},
	}),
	get: {
		max: clientsMax,
		request: (rows: Array<{ id: string }>) => api.ask('query', rows.map(({ id }) => readClient(partsOf(id)[0]))),
		settle: (response, rows) => rows.map(({ id }, number) =>
			api.settle(response, number, (client) => contactsOf(client).find((contact) => idOf(contact) === id))),
	},
	remove: api.removing((id) => {
		const [clientId, contactId = ''] = partsOf(id);
		return { field: 'clientEdit', args: { clientId, input: { contactsToDelete: [contactId] } }, answer: 'client { id }' };
	}),
	poll: { unsupported: 'Jobber has no list of contacts with a clock of its own; watch clients instead' },
	match: {
		email: { max: 20, find: async (values, client) => await readClients((await findClients(values, 'EMAILS', client)).map(({ id }) => id), client) },
		natural: {
			label: 'Client and Name', parts: ['companyId', 'firstName', 'lastName'], max: 50,
			find: async (values, client) => await readClients(values.map(([clientId]) => clientId), client),
		},
	},
};
