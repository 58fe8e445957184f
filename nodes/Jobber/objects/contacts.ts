import { listed, nodesOf, type Step } from '../../shared/graphql';
import { at, shown, stored, type CrmClient, type Raw, type VendorObject } from '../../shared/kit';
import { api } from '../api';
import { clientLink, personFields, withPoints } from '../fields';
import { findClients } from './clients';

/** A contact has no query of its own (contract section 2), so its ID here names its client, too. */
const idOf = (raw: Raw) => `${String(at(raw, 'client.id'))}:${String(raw.id)}`;
const idIn = ({ id }: Raw) => id;
const partsOf = (id: string) => id.split(':') as [clientId: string, contactId: string | undefined];
/** Up to 50 contacts of a client are read, about 1,500 points, so few clients share a document (section 6). */
const clientsMax = 4;
const contactsOf = (client: unknown): Raw[] =>
	nodesOf(at(client, 'contacts')).map((contact) => ({ ...contact, client: { id: at(client, 'id') as string } }));
const readClient = (id: unknown) => ({ field: 'client', args: { id }, answer: '...Contacts' });

const readClients = async (ids: readonly unknown[], client: CrmClient) =>
	(await api.read([...new Set(ids)].map(readClient), client, clientsMax)).flatMap((one) => ('raw' in one ? contactsOf(one.raw) : []));

/** Contacts are written as parts of their client, and the answer is the client. */
const edit = (clientId: unknown, input: object, isWanted: (contact: Raw) => boolean): Step => ({
	field: 'clientEdit', args: { clientId, input }, answer: 'client { ...Contacts }', pick: ({ client }) => contactsOf(client).find(isWanted),
});

export const contacts: VendorObject = {
	id: 'contacts', label: 'Client Contact', idOf,
	...listed(api, {
		list: 'clients', answer: 'nodes { ...Contacts }', within: contactsOf, pageSize: clientsMax,
		ranges: [], words: ['email'], steady: 'PRIMARY_NAME',
	}),
	fields: [
		...personFields(), ...stored('', { jobTitle: { name: 'role', label: 'Role' } }),
		clientLink('companyId', { required: true, hint: 'The client that the contact belongs to' }),
		...shown('', { createdAt: 'createdAt', updatedAt: 'updatedAt' }),
	],
	create: api.creating({
		turn: 'contacts', max: clientsMax,
		// What was not among the client's contacts before is the new one.
		prepare: async (rows, client) => new Set((await readClients(rows.map(({ body }) => body.clientId), client)).map(idOf)),
		steps: ({ body: { clientId, ...body } }, known) => [
			edit(clientId, { contactsToAdd: [withPoints(body)] }, (contact) => !known.has(idOf(contact)) && known.add(idOf(contact)).size > 0),
		],
	}),
	update: api.updating({
		max: clientsMax,
		steps: ({ id, body, current }) => [
			edit(partsOf(id)[0], { contactsToEdit: [{ id: partsOf(id)[1], ...withPoints(body, current) }] }, (contact) => idOf(contact) === id),
		],
	}),
	get: api.getting((id) => readClient(partsOf(id)[0]), (client, id) => contactsOf(client).find((one) => idOf(one) === id), clientsMax),
	remove: api.removing((id) => ({
		field: 'clientEdit', answer: 'client { id }', args: { clientId: partsOf(id)[0], input: { contactsToDelete: [partsOf(id)[1] ?? ''] } },
	})),
	poll: { unsupported: 'Jobber has no list of contacts with a clock of its own; watch clients instead' },
	match: {
		email: { max: 20, find: async (values, client) => await readClients((await findClients(values, 'EMAILS', client)).map(idIn), client) },
		natural: {
			label: 'Client and Name', parts: ['companyId', 'firstName', 'lastName'], max: 50,
			find: async (values, client) => await readClients(values.map(([clientId]) => clientId), client),
		},
	},
};
