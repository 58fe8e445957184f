import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions, INodeType, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { openAdapter, type CrmAdapter, type CredentialContext, type Target } from '../adapter';
import { errorOf } from '../http/failure';
import { keyLabel, matchKeysOf } from '../map/keys';
import { idOf } from '../map/record';
import { toNodeError } from './errors';
import { isUnsupported, type CrmDefinition, type Field, type LiveField, type OperationName, type ResourceName, type VendorObject } from '../types';
import { listMethod, referencesOf } from '../describe/references';


type Methods = NonNullable<INodeType['methods']>;
/** An open adapter and what the editor's parameters point at. */
interface Desk { adapter: CrmAdapter; object: VendorObject; target: Target }

const mapperTypes: Partial<Record<Field['kind'], ResourceMapperField['type']>> = {
	number: 'number', boolean: 'boolean', dateTime: 'dateTime', date: 'dateTime', choice: 'options',
};

/** The functions behind a node's lists and its field mapper. */
export function methodsOf(crm: CrmDefinition): Methods {
	const targets = new Set(Object.keys(crm.resources).flatMap((name) => referencesOf(crm, name as ResourceName).map(({ target, key }) => target ?? key)));
	const listSearch: NonNullable<Methods['listSearch']> = {
		async searchRecord(filter, token) {
			return await atDesk(this, crm, async (desk) => await searchRecords(desk, filter, token));
		},
	};
	for (const target of targets) {
		listSearch[listMethod(target)] = async function (filter, token) {
			return await atDesk(this, crm, async (desk) => (crm.lists[target] ? await searchList(this, crm, desk, target, filter, token) : await searchRecords(turned(desk, target), filter, token)));
		};
	}
	return {
		listSearch,
		loadOptions: {
			async getMatchKeys() {
				return await atDesk(this, crm, async ({ adapter, object }) => [
					...matchKeysOf(object).map((key) => ({ name: keyLabel(key, object.match?.natural), value: key as string })),
					...(await liveFields(adapter, object)).filter(({ unique }) => unique).map(({ name, label }) => ({ name: label, value: `customFields.${name}` })),
				]);
			},
			async getUniqueFields() {
				return await options(this, crm, ({ unique, readOnly }) => unique === true && !readOnly);
			},
			async getCustomFields() {
				return await options(this, crm, () => true);
			},
			async getSearchFields() {
				return await atDesk(this, crm, async ({ adapter, object }) => {
					const standard = object.fields.filter(({ read }) => typeof read === 'string').map(({ key, label }) => ({ name: label, value: key }));
					return byName([...standard, ...(await otherFields(adapter, object)).map(({ name, label }) => ({ name: label, value: `customFields.${name}` }))]);
				});
			},
			async getWatchFields() {
				return await atDesk(this, crm, async ({ adapter, object }) => byName((await liveFields(adapter, object)).map(({ name, label }) => ({ name: label, value: name }))));
			},
		},
		resourceMapping: {
			async getFields() {
				return await atDesk(this, crm, async (desk) => await mapperFields(desk, parameter(this, 'operation', 'create') as OperationName));
			},
		},
	};
}

const parameter = (context: ILoadOptionsFunctions, name: string, fallback: string) => String(context.getCurrentNodeParameter(name) ?? fallback) || fallback;
const byName = (entries: INodePropertyOptions[]) => [...entries].sort((a, b) => a.name.localeCompare(b.name));

async function atDesk<T>(context: ILoadOptionsFunctions, crm: CrmDefinition, work: (desk: Desk) => Promise<T>): Promise<T> {
	try {
		const adapter = await openAdapter(crm, context as unknown as CredentialContext, parameter(context, 'authentication', ''), { maxWaitMs: 10_000 });
		const target: Target = { resource: parameter(context, 'resource', 'contact') as ResourceName, objectId: parameter(context, 'storeAs', '') || undefined, scope: { customFields: [] } };
		const offered = crm.resources[target.resource]?.objects.some(({ id }) => id === target.objectId);
		const sound = { ...target, objectId: offered ? target.objectId : undefined };
		return await work({ adapter, target: sound, object: adapter.object(sound) });
	} catch (thrown) {
		throw toNodeError(context.getNode(), errorOf(thrown));
	}
}

/** The same desk for another resource, or for one of its objects (`customer.companies`). */
function turned(desk: Desk, wanted: string): Desk {
	const [resource, objectId] = wanted.split('.') as [ResourceName, string | undefined];
	const target = { ...desk.target, resource, objectId };
	return { ...desk, target, object: desk.adapter.object(target) };
}

async function options(context: ILoadOptionsFunctions, crm: CrmDefinition, fits: (field: LiveField) => boolean): Promise<INodePropertyOptions[]> {
	return await atDesk(context, crm, async ({ adapter, object }) => byName((await otherFields(adapter, object)).filter(fits).map(({ name, label }) => ({ name: label, value: name, description: name }))));
}

const liveFields = async (adapter: CrmAdapter, object: VendorObject): Promise<LiveField[]> => (await object.metadata?.(adapter.client)) ?? [];

const columnOf = ({ column, write, read }: Field): string | undefined => column ?? (typeof write === 'string' ? write : typeof read === 'string' ? read : undefined)?.split('.').pop();

/** Live fields that no canonical field stands for. */
async function otherFields(adapter: CrmAdapter, object: VendorObject): Promise<LiveField[]> {
	const known = new Set(object.fields.map(columnOf));
	return (await liveFields(adapter, object)).filter(({ name }) => !known.has(name));
}

async function searchList(context: ILoadOptionsFunctions, crm: CrmDefinition, { adapter, object }: Desk, list: string, filter = '', token = ''): Promise<INodeListSearchResult> {
	// Not extracted by n8n, which throws where the node does not show the parameter.
	const chosen = context.getCurrentNodeParameter('pipeline') as { value?: unknown } | string | undefined;
	const pipeline = typeof chosen === 'object' ? chosen?.value : chosen;
	const { entries, next } = await crm.lists[list](adapter.client, { filter, page: token ? (JSON.parse(token) as IDataObject) : {}, objectId: object.id, parent: String(pipeline ?? '') });
	const wanted = filter.toLowerCase();
	return { results: entries.filter(({ name }) => name.toLowerCase().includes(wanted)), paginationToken: next ? JSON.stringify(next) : undefined };
}

/** One page of records, found by the vendor's own search. */
async function searchRecords({ adapter, object }: Desk, filter = '', token = ''): Promise<INodeListSearchResult> {
	if (isUnsupported(object.search)) return { results: [] };
	const query = { text: filter || undefined, where: [], limit: 50 };
	const page = token ? (JSON.parse(token) as IDataObject) : {};
	const response = await adapter.client.send(object.search.request(query, page, { customFields: [] }));
	const rows = object.search.read(response);
	const next = object.search.next(response, page, rows);
	const named = (keys: string[], raw: IDataObject) => keys.map((key) => object.fields.find((field) => field.key === key)).map((field) => (field ? readText(field, raw) : '')).filter(Boolean);
	const results = rows.map((raw) => {
		const [title] = [named(['fullName', 'firstName', 'lastName'], raw).join(' '), ...named(['name', 'title', 'body', 'email'], raw)].filter(Boolean);
		const [email] = named(['email'], raw);
		return { name: `${title ?? 'Unnamed'}${email && email !== title ? ` (${email})` : ''}`.slice(0, 100), value: idOf(object, raw), url: named(['url'], raw)[0] };
	});
	return { results, paginationToken: next ? JSON.stringify(next) : undefined };
}

function readText({ read }: Field, raw: IDataObject): string {
	const value = typeof read === 'string' ? read.split('.').reduce<unknown>((held, part) => (held as IDataObject | undefined)?.[part], raw) : read(raw);
	return typeof value === 'string' ? value : '';
}

async function mapperFields({ adapter, object }: Desk, operation: OperationName): Promise<ResourceMapperFields> {
	const live = new Map((await liveFields(adapter, object)).map((field) => [field.name, field]));
	const standard = object.fields
		.filter(({ kind, write }) => write && kind !== 'reference')
		.map((field) => mapperField(field.key, field, live.get(columnOf(field) ?? ''), operation === 'create' && field.required === true, false));
	const extra = (await otherFields(adapter, object))
		.filter(({ readOnly }) => !readOnly)
		.map((field) => mapperField(`customFields.${field.name}`, field, field, operation === 'create' && field.required === true, true));
	const externalId = { id: 'externalId', displayName: 'External ID (Field Set Under Options)', required: false, defaultMatch: false, display: true, type: 'string' as const, removed: true };
	const duration = { id: 'durationMinutes', displayName: 'Duration (Minutes)', required: false, defaultMatch: false, display: true, type: 'number' as const };
	const hasTimes = object.fields.some(({ key, write }) => key === 'endTime' && write);
	return { fields: [...standard, ...(hasTimes ? [duration] : []), externalId, ...extra.sort((a, b) => a.displayName.localeCompare(b.displayName))] };
}

function mapperField(id: string, { label, kind }: Pick<Field, 'label' | 'kind'> & { choices?: Field['choices'] }, live: LiveField | undefined, required: boolean, extra: boolean): ResourceMapperField {
	const choices = live?.choices;
	const type = kind === 'choice' && !choices?.length ? 'string' : (mapperTypes[kind] ?? 'string');
	return {
		id, displayName: label, required, defaultMatch: false, display: true, type, removed: extra && !required, readOnly: live?.readOnly,
		...(type === 'options' ? { options: choices?.map((choice) => ({ name: choice.label, value: choice.value })) } : {}),
	};
}
