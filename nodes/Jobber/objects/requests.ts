import type { IDataObject } from 'n8n-workflow';
import type { Step } from '../../shared/graphql/api';
import { listed } from '../../shared/graphql/lists';
import { refusal } from '../../shared/http/failure';
import { shown } from '../../shared/map/fields';
import { people } from '../../shared/run/people';
import { idOrThrow, relate } from '../../shared/run/relate';
import type { CrmClient, Lookup, Raw, RowResult, VendorObject, WriteRow } from '../../shared/types';
import { api } from '../api';
import { clientDetails, clientLink, personFields } from '../fields';
import { clients, createClient, editClient, findClients } from './clients';

const personOf = ({ body }: Pick<WriteRow, 'body'>) => (body.client ?? {}) as IDataObject;

async function makeClients(rows: WriteRow[], client: CrmClient): Promise<RowResult[]> {
	return await api.mutate(rows, client, (row) => {
		const person = personOf(row);
		if (Object.keys(person).length) return [createClient(person)];
		throw refusal('A request needs a client', 'Give an e-mail, a phone or a name, or choose the client.');
	});
}

/** A request belongs to a client (contract section 3): the one that is named, the one with this e-mail or phone, or a new one. */
async function ownersOf(rows: WriteRow[], client: CrmClient): Promise<(row: WriteRow) => string> {
	const open = rows.filter(({ body }) => !body.clientId);
	const owners = await relate(open, people(clients, client, personOf, async (some) => await makeClients(some, client)), client);
	return (row) => (row.body.clientId ? String(row.body.clientId) : idOrThrow(owners[open.indexOf(row)]));
}

/** The person is the client's, so that is where a change of name or address goes; the request is asked for last, as it then is. */
function editSteps({ id, body, current }: WriteRow): Step[] {
	const owner = (current?.client ?? {}) as Raw;
	const person: Step = { ...editClient(String(owner.id), personOf({ body }), owner), pick: ({ client }) => client && { client } };
	const request: Step = { field: 'requestEdit', args: { requestId: id, input: { title: body.title } } };
	return [...(body.client ? [person] : []), ...(body.title === undefined ? [] : [request])];
}

/** Through the clients: no public source says that the words of a request's search include an e-mail. */
const lookup = (field: 'EMAILS' | 'PHONES'): Lookup => ({
	max: 20,
	find: async (values, client) => {
		const ids = [...new Set((await findClients(values, field, client)).map(({ id }) => id))];
		return await api.lists(ids.map((clientId) => ({ field: 'requests', args: { filter: { clientId } } })), client);
	},
});

export const requests: VendorObject = {
	id: 'requests', label: 'Request',
	...listed({
		list: 'requests', one: 'request', ranges: ['createdAt', 'updatedAt'],
		words: ['email', 'phone', 'firstName', 'lastName', 'company', 'notes'], steady: 'REQUESTED_AT', newest: 'REQUESTED_AT',
	}, api),
	fields: [
		{ key: 'notes', label: 'Title', kind: 'text', read: 'title', write: 'title' }, ...personFields('client.'), ...clientDetails('client.'),
		clientLink('companyId', { hint: 'The client of the request; found or made by e-mail or phone when empty' }),
		...shown('', {
			source: 'source', status: { name: 'requestStatus', kind: 'text' }, createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri',
		}),
	],
	create: api.creating({
		max: 25, prepare: ownersOf,
		steps: (row, ownerOf) => [{ field: 'requestCreate', args: { input: { clientId: ownerOf(row), title: row.body.title } } }],
	}),
	update: api.updating({ max: 25, steps: editSteps }),
	remove: api.removing((requestId) => ({ field: 'requestArchive', args: { requestId } })), removal: 'Archive',
	match: { email: lookup('EMAILS'), phone: lookup('PHONES') },
};
