import type { IDataObject } from 'n8n-workflow';
import { listed, nodesOf, type Step } from '../../shared/graphql';
import { errorOf, idOrThrow, people, relate, shown, stored } from '../../shared/kit';
import type { CrmClient, Lookup, Raw, VendorObject, WriteRow } from '../../shared/kit';
import { api } from '../api';
import { clientDetails, clientLink, customFieldsOf, personFields, withPoints } from '../fields';

type SearchField = 'EMAILS' | 'PHONES' | 'CUSTOM_FIELDS';
const labelsOf = ({ tags }: Raw) => nodesOf(tags).map(({ label }) => String(label));

/** Makes a client; its address is also that of its first property, where visits take place. */
export function createClient({ source, tags: _later, ...body }: IDataObject): Step {
	const { billingAddress } = body;
	const more = { properties: billingAddress && [{ address: billingAddress }], sourceAttribution: source && { sourceText: source } };
	return { field: 'clientCreate', args: { input: { ...withPoints(body), ...more } } };
}

/** Changes a client as it was just read. */
export function editClient(clientId: string, { tags, ...body }: IDataObject, current: Raw): Step {
	const wanted = (tags === null ? [] : tags) as string[] | undefined;
	const tagsToAdd = wanted?.filter((tag) => !labelsOf(current).includes(tag));
	const tagsToDelete = wanted && labelsOf(current).filter((tag) => !wanted.includes(tag));
	const input = { ...withPoints(body, current), ...movedProperty(body, current), tagsToAdd, tagsToDelete };
	return { field: 'clientEdit', args: { clientId, input } };
}

/** An only property at the billing address moves along; any other is a place of its own. */
function movedProperty({ billingAddress }: IDataObject, current: Raw): IDataObject {
	const [property, ...others] = nodesOf(current.clientProperties);
	const textOf = (address: unknown) => Object.values((address ?? {}) as IDataObject).join('\n').toLowerCase();
	if (!billingAddress || !property || others.length || textOf(property.address) !== textOf(current.billingAddress)) return {};
	return { propertiesToEdit: [{ propertyId: property.id, address: billingAddress }] };
}

/** Clients with a field that resembles one of the values: there is no filter by e-mail or phone (contract section 3). */
export async function findClients(values: readonly string[], field: SearchField, client: CrmClient): Promise<Raw[]> {
	const termOf = (value: string) => (field === 'PHONES' ? value.replace(/\D/g, '').slice(-10) : value);
	const ask = async (searchFields?: SearchField[]) =>
		await api.lists(values.map((value) => ({ field: 'clients', args: { searchTerm: termOf(value), searchFields } })), client);
	return await ask([field]).catch(async (thrown: unknown) => {
		// Older versions of the API do not know the argument, and look into all fields (section 3).
		if (/Argument 'searchFields'/.test(errorOf(thrown).message)) return await ask();
		throw thrown;
	});
}

const lookup = (field: SearchField): Lookup => ({ max: 20, find: async (values, client) => await findClients(values, field, client) });

const { customFields, metadata, prepare } = customFieldsOf('ALL_CLIENTS');
export const clients: VendorObject = {
	id: 'clients', label: 'Client', customFields, metadata,
	...listed(api, {
		list: 'clients', ranges: ['createdAt', 'updatedAt'], words: ['email', 'phone', 'mobile', 'firstName', 'lastName', 'company'],
		// Clients cannot be sorted by creation (section 5), and names seldom change.
		steady: 'PRIMARY_NAME', newest: 'UPDATED_AT', byChange: 'UPDATED_AT',
	}),
	fields: [
		...personFields(), ...clientDetails(),
		{ key: 'source', label: 'Lead Source', kind: 'text', read: 'sourceAttribution.sourceText', write: 'source', createOnly: true },
		{ key: 'tags', label: 'Tags', kind: 'choices', read: labelsOf, write: 'tags' },
		{ key: 'status', label: 'Status', kind: 'text', read: (raw) => (raw.isArchived ? 'Archived' : raw.isLead ? 'Lead' : 'Active') },
		...shown('', { isCompany: 'isCompany', createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
	],
	imply: (_values, _custom, current) => (current?.isArchived ? ['The client is archived; unarchive it in Jobber to see it there'] : []),
	create: api.creating({
		prepare, steps: ({ body }, valuesOf) => [createClient(valuesOf(body))],
		later: ({ body: { tags } }, made) => ((tags as string[] | undefined)?.length ? [editClient(String(made.id), { tags }, made)] : []),
	}),
	update: api.updating({ prepare, steps: ({ id, body, current = {} }, valuesOf) => [editClient(id, valuesOf(body), current)] }),
	remove: api.removing((clientId) => ({ field: 'clientArchive', args: { clientId } })), removal: 'Archive',
	match: { email: lookup('EMAILS'), phone: lookup('PHONES'), field: () => lookup('CUSTOM_FIELDS') },
};

const personOf = ({ body }: Pick<WriteRow, 'body'>) => (body.client ?? {}) as IDataObject;

/** A request belongs to a client (contract section 3): the one that is named, the one with this e-mail or phone, or a new one. */
async function ownersOf(rows: WriteRow[], client: CrmClient): Promise<(row: WriteRow) => string> {
	const open = rows.filter(({ body }) => !body.clientId);
	const create = async (some: WriteRow[]) => await api.mutate(some, client, (row) => [createClient(personOf(row))]);
	const owners = await relate(open, people(clients, client, personOf, create), client);
	return (row) => String(row.body.clientId ?? idOrThrow(owners[open.indexOf(row)]));
}

/** The person is the client's, so that is where a change of name or address goes; the request is asked for last, as it is then. */
function editSteps({ id, body, current }: WriteRow): Step[] {
	const owner = (current?.client ?? {}) as Raw;
	const person: Step = { ...editClient(String(owner.id), personOf({ body }), owner), pick: ({ client }) => client && { client } };
	const request: Step = { field: 'requestEdit', args: { requestId: id, input: { title: body.title } } };
	return [...(body.client ? [person] : []), ...(body.title === undefined ? [] : [request])];
}

/** Through the clients: no public source says that the words of a request's search include an e-mail. */
const requestLookup = (field: 'EMAILS' | 'PHONES') =>
	api.through(lookup(field), (clientId) => ({ field: 'requests', args: { filter: { clientId } } }));

export const requests: VendorObject = {
	id: 'requests', label: 'Request',
	...listed(api, {
		list: 'requests', ranges: ['createdAt', 'updatedAt'], words: ['email', 'phone', 'firstName', 'lastName', 'company', 'notes'],
		steady: 'REQUESTED_AT',
	}),
	fields: [
		...stored('', { notes: { name: 'title', label: 'Title', kind: 'text' } }),
		...personFields('client.'), ...clientDetails('client.'),
		clientLink('companyId', { hint: 'The client of the request; found or made by e-mail or phone when empty' }),
		...shown('', { source: 'source', status: { name: 'requestStatus', kind: 'text' } }),
		...shown('', { createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
	],
	create: api.creating({
		max: 20, prepare: ownersOf,
		steps: (row, ownerOf) => [{ field: 'requestCreate', args: { input: { clientId: ownerOf(row), title: row.body.title } } }],
	}),
	update: api.updating({ max: 25, steps: editSteps }),
	remove: api.removing((requestId) => ({ field: 'requestArchive', args: { requestId } })), removal: 'Archive',
	match: { email: requestLookup('EMAILS'), phone: requestLookup('PHONES') },
};

const unsupported = 'Jobber shows notes only one client at a time, and the node does not read them';
export const notes: VendorObject = {
	id: 'notes', label: 'Client Note',
	fields: [
		...stored('', { body: { name: 'message', label: 'Note Text', required: true } }), clientLink('parentId', { required: true }),
		...shown('', { createdAt: 'createdAt' }),
		{ key: 'parentResource', label: 'Belongs To', kind: 'text', read: (raw) => (raw.client ? 'customer' : null) },
	],
	create: api.creating({
		steps: ({ body: { message, clientId } }) => [{
			field: 'clientCreateNote', args: { clientId, input: { message } }, answer: 'clientNote { id message createdAt }',
			pick: ({ clientNote }) => clientNote && { ...(clientNote as Raw), client: { id: clientId } },
		}],
	}),
	update: { unsupported }, get: { unsupported }, remove: { unsupported }, search: { unsupported }, poll: { unsupported },
};
