import type { IDataObject } from 'n8n-workflow';
import { nodesOf } from '../../shared/graphql/answers';
import type { Step } from '../../shared/graphql/api';
import { listed } from '../../shared/graphql/lists';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, Lookup, Raw, VendorObject } from '../../shared/types';
import { api } from '../api';
import { customFieldsOf, customValues } from '../customFields';
import { clientDetails, clientLink, personFields, withPoints } from '../fields';

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
	const input = { ...withPoints(body, current), ...tagInput(tags as string[] | undefined, labelsOf(current)), ...movedProperty(body, current) };
	return { field: 'clientEdit', args: { clientId, input } };
}

function tagInput(tags: string[] | undefined, held: string[]): IDataObject {
	return tags ? { tagsToAdd: tags.filter((tag) => !held.includes(tag)), tagsToDelete: held.filter((tag) => !tags.includes(tag)) } : {};
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
	return await api.lists(values.map((value) => ({ field: 'clients', args: { searchTerm: termOf(value), searchFields: [field] } })), client);
}
const lookup = (field: SearchField): Lookup => ({ max: 20, find: async (values, client) => await findClients(values, field, client) });

export const clients: VendorObject = {
	id: 'clients', label: 'Client', ...customFieldsOf('ALL_CLIENTS'),
	...listed({
		list: 'clients', one: 'client', ranges: ['createdAt', 'updatedAt'], words: ['email', 'phone', 'mobile', 'firstName', 'lastName', 'company'],
		// Clients cannot be sorted by creation (section 5), and names seldom change.
		steady: 'PRIMARY_NAME', newest: 'UPDATED_AT', byChange: 'UPDATED_AT',
	}, api),
	fields: [
		...personFields(), ...clientDetails(),
		{ key: 'source', label: 'Lead Source', kind: 'text', read: 'sourceAttribution.sourceText', write: 'source', createOnly: true },
		{ key: 'tags', label: 'Tags', kind: 'choices', read: labelsOf, write: 'tags' },
		{ key: 'status', label: 'Status', kind: 'text', read: ({ isArchived, isLead }) => (isArchived ? 'Archived' : isLead ? 'Lead' : 'Active') },
		...shown('', { isCompany: 'isCompany', createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
	],
	create: api.creating({
		prepare: customValues('ALL_CLIENTS'), steps: ({ body }, valuesOf) => [createClient(valuesOf(body))],
		later: ({ body: { tags } }, made) => ((tags as string[] | undefined)?.length ? [editClient(String(made.id), { tags }, made)] : []),
	}),
	update: api.updating({
		prepare: customValues('ALL_CLIENTS'), steps: ({ id, body, current = {} }, valuesOf) => [editClient(id, valuesOf(body), current)],
	}),
	remove: api.removing((clientId) => ({ field: 'clientArchive', args: { clientId } })), removal: 'Archive',
	match: { email: lookup('EMAILS'), phone: lookup('PHONES'), field: () => lookup('CUSTOM_FIELDS') },
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
