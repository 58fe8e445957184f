import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../shared/http/failure';
import type { Batched, CrmClient, CrmError, FieldKind, HttpResponse, LiveField, Performed, UnorderedPoll, PollEvent, Raw, RowResult, Scope, Search, SearchQuery, VendorObject, WriteRow } from '../shared/types';
import { answerOf, nextOf, nodesOf, settleCall } from './errors';
import { ask, pageOf, refusals, valuesOf, type Call } from './queries';

/** Rows per document: a client costs about 60 points, so a third of the documented budget together (contract section 6). */
export const rowsMax = 50;
/** Nodes per page of a list, for the same reason; and of each list in a document of several, where one with more is read to its end. */
const [pageSize, few] = [50, 3];
type Stamp = 'createdAt' | 'updatedAt';
const stampOf = (event: PollEvent): Stamp => (event === 'created' ? 'createdAt' : 'updatedAt');
/** How Jobber lists one kind of record. */
export interface Shape {
	/** Root fields of the list and of one record, what is asked of each, and which custom fields they have. */
	list: string; one: string; node: string; types: { filter: string; sort: string }; values?: 'ALL_CLIENTS' | 'ALL_JOBS';
	/** Stamps that the list can be filtered by; canonical fields whose values its search finds, where it has one. */
	ranges: readonly Stamp[]; words: readonly string[];
	/** An order that no change moves a record in, so that no page misses one while it is read; and the one that shows what is new first. */
	steady: string; latest: Partial<Record<PollEvent, string>>;
}
const custom = (shape: Shape, scope: Scope) => (shape.values ? valuesOf(scope) : '');
/** Custom fields by their name: a value does not tell the ID of its field. */
export const customFields: VendorObject['customFields'] = {
	read: (raw) => Object.fromEntries(nodesOf(raw.customFields).map(({ label, ...values }) => [label, Object.values(values).filter((value) => value !== '')[0] ?? null])) as IDataObject,
	write: (name, value, body) => void (((body.customFields ??= {}) as IDataObject)[name] = value as IDataObject),
};
/** What the lists of an object give: get, search, poll and live fields. */
export function listed(shape: Shape): Pick<VendorObject, 'customFields' | 'get' | 'search' | 'poll' | 'metadata'> {
	return { customFields, get: get(shape), search: search(shape), poll: poll(shape), metadata: async (client) => (shape.values ? (await configurations(shape.values, client)).map(liveField) : []) };
}
function get(shape: Shape): Batched<{ id: string }> {
	const call = (id: string, scope: Scope): Call => ({ field: shape.one, args: { id: ['EncodedId!', id] }, answer: `{ ${shape.node}${custom(shape, scope)} }` });
	return { max: rowsMax, request: (rows, scope) => ask('query', rows.map(({ id }) => call(id, scope))), settle: (response, rows) => rows.map((_row, at) => settleCall(response, at, (answer) => answer)) };
}
interface Wanted { filter?: IDataObject; term?: string; sort?: { key: string; direction: string }; first: number; after?: unknown }
/** A page of a list as a call. */
export function listCall({ list, types, node, words }: Shape, { filter, term, sort, first, after }: Wanted, extra = ''): Call {
	const order = types.sort.startsWith('[') && sort ? [sort] : sort;
	return { field: list, args: { filter: [types.filter, filter], ...(words.length ? { searchTerm: ['String', term] } : {}), sort: [types.sort, order], first: ['Int', first], after: ['String', after] }, answer: pageOf(node + extra) };
}
const read = (response: HttpResponse) => nodesOf(answerOf(response));
/** The records of several lists in one document. */
export async function listsOf(shape: Shape, lists: ReadonlyArray<Pick<Wanted, 'filter' | 'term'>>, client: CrmClient, extra = '', args: Call['args'] = {}): Promise<Raw[]> {
	if (!lists.length) return [];
	const call = (wanted: Wanted): Call => { const plain = listCall(shape, wanted, extra); return { ...plain, args: { ...plain.args, ...args } }; };
	const response = await client.send(ask('query', lists.map((list) => call({ ...list, first: few }))));
	const open = lists.filter((_list, at) => (answerOf(response, at).pageInfo as IDataObject | undefined)?.hasNextPage);
	const rest = await Promise.all(open.map(async (list) => await client.readAll({ request: ({ after }) => ask('query', [call({ ...list, first: pageSize, after })]), read, next: nextOf })));
	return [...lists.flatMap((_list, at) => nodesOf(answerOf(response, at))), ...rest.flat()];
}
function search(shape: Shape): Search {
	const orderOf = ({ sort }: SearchQuery) => (sort?.field === 'updatedAt' && shape.latest.updated === 'UPDATED_AT' ? { key: 'UPDATED_AT', direction: sort.direction.toUpperCase() } : undefined);
	return {
		// Jobber finds what resembles the words and cannot filter by most fields (contract section 3): the engine has the last word.
		recheck: { text: !shape.words.length },
		request: (query, { after }, scope) => {
			const filter: Record<string, IDataObject> = {};
			for (const { field, operator, value } of query.where) { if ((operator === 'after' || operator === 'before') && shape.ranges.includes(field as Stamp)) filter[field] = { ...filter[field], [operator]: value }; }
			const clue = query.where.find(({ field, operator }) => shape.words.includes(field) && (operator === 'equals' || operator === 'contains'));
			const wanted = { filter, term: query.text ?? clue?.value, sort: orderOf(query) ?? { key: shape.steady, direction: 'ASCENDING' }, first: Math.min(pageSize, query.where.length ? pageSize : query.limit), after };
			return ask('query', [listCall(shape, wanted, custom(shape, scope))]);
		},
		read, next: nextOf,
		mustSortLocally: (_response, query) => !orderOf(query),
	};
}
function poll(shape: Shape): UnorderedPoll {
	const latestOf = (event: PollEvent) => {
		const key = shape.latest[event];
		if (key) return { key, direction: 'DESCENDING' };
		throw new CrmFailure({ kind: 'unsupported', message: 'Jobber does not say when such a record was changed', hint: 'Choose the event "New".' });
	};
	return {
		overlapMs: 60_000, settleMs: 2_000, read,
		newest: (event, first, scope) => ask('query', [listCall(shape, { sort: latestOf(event), first: Math.min(first, 100) }, custom(shape, scope))]),
		request: (event, { since, page }, scope) => {
			const latest = latestOf(event);
			const bounded = shape.ranges.includes(stampOf(event));
			// Whether the bound itself is included is not documented (section 5), so it lies a second earlier.
			const filter = bounded ? { [stampOf(event)]: { after: new Date(Date.parse(since) - 1_000).toISOString() } } : {};
			return ask('query', [listCall(shape, { filter, sort: bounded ? { key: shape.steady, direction: 'ASCENDING' } : latest, first: pageSize, after: page?.after }, custom(shape, scope))]);
		},
		// A list that cannot be filtered is read newest first, as far as it is new.
		next: (response, event, since) => { const stamp = String(read(response).pop()?.[stampOf(event)] ?? ''); return shape.ranges.includes(stampOf(event)) || Date.parse(stamp) >= Date.parse(since) ? nextOf(response) : null; },
	};
}
/** A mutation, and where its answer holds the record, or the part of it, that it changed. */
export interface Step extends Call { pick(answer: Raw): unknown }
/** Sends the steps of all rows as one document; a row's record is what its steps answer, and the first refusal counts. */
export async function mutate<Row extends WriteRow>(rows: readonly Row[], client: CrmClient, stepsOf: (row: Row, at: number) => Step[] | CrmError, safeToRepeat = false): Promise<RowResult[]> {
	const plans = rows.map(stepsOf);
	const steps = plans.flatMap((plan) => (Array.isArray(plan) ? plan : []));
	const response = steps.length ? await client.send(ask('mutation', steps, safeToRepeat)) : null;
	let at = 0;
	return plans.map((plan, row) => {
		if (!Array.isArray(plan)) return { error: plan };
		const results = plan.map(({ pick }) => settleCall(response!, at++, pick));
		return results.find((result) => 'error' in result) ?? { raw: Object.assign({}, rows[row].id ? { id: rows[row].id } : {}, ...results.map((result) => ('raw' in result ? result.raw : {}))) as Raw };
	});
}
/** Removes records, one call each. */
export const removal = (field: string, args: (id: string) => Call['args'], entity: string): Performed<{ id: string }> => ({
	max: rowsMax,
	perform: async (rows, client) => await mutate(rows.map(({ id }) => ({ id, body: {} })), client, ({ id }) => [{ field, args: args(id), answer: `{ ${entity} { id } ${refusals} }`, pick: (answer) => nodesOf(answer[entity])[0] ?? answer[entity] }]),
});
interface Configuration { id: string; name: string; valueType: string; archived: boolean; readOnly: boolean; dropdownOptions?: string[] }
const kinds: Record<string, FieldKind> = { TEXT: 'text', NUMERIC: 'number', TRUE_FALSE: 'boolean', DROPDOWN: 'choice' };
const valueKeys: Record<string, [key: string, cast: (value: unknown) => unknown]> = {
	TEXT: ['valueText', (value) => String(value ?? '')], NUMERIC: ['valueNumeric', Number], TRUE_FALSE: ['valueTrueFalse', (value) => value === true || value === 'true'], DROPDOWN: ['valueDropdown', (value) => String(value ?? '')],
};
async function configurations(appliesTo: string, client: CrmClient): Promise<Configuration[]> {
	const call = { field: 'customFieldConfigurations', args: { filter: ['CustomFieldConfigurationsFilterInput', { appliesTo }], first: ['Int', 100] }, answer: pageOf('... on CustomFieldConfigurationInterface { id name valueType archived readOnly } ... on CustomFieldConfigurationDropdown { dropdownOptions }') } satisfies Call;
	return (read(await client.send(ask('query', [call]))) as unknown as Configuration[]).filter(({ archived, valueType }) => !archived && valueType in kinds);
}
/** Nothing in Jobber is unique; a text can hold another system's ID. */
const liveField = ({ name, valueType, readOnly, dropdownOptions }: Configuration): LiveField => ({
	name, label: name, kind: kinds[valueType], readOnly, unique: valueType === 'TEXT', choices: dropdownOptions?.map((option) => ({ label: option, value: option })),
});
/** Turns custom fields by name into what Jobber takes; asks for its fields only where a row has some. */
export async function valueInputs(appliesTo: string, rows: readonly WriteRow[], client: CrmClient): Promise<(row: WriteRow) => IDataObject> {
	const known = rows.some(({ body }) => body.customFields) ? new Map((await configurations(appliesTo, client)).map((one) => [one.name, one])) : new Map<string, Configuration>();
	const unknownFields = rows.flatMap(({ body }) => Object.keys((body.customFields ?? {}) as IDataObject)).filter((name) => !known.has(name));
	if (unknownFields.length) throw new CrmFailure({ kind: 'validation', unknownFields, message: `Jobber has no custom field ${unknownFields.map((name) => `"${name}"`).join(', ')}`, hint: 'Use its name as shown in Jobber under Settings > Custom Fields.' });
	return ({ body }) => (body.customFields ? { customFields: Object.entries(body.customFields).map(([name, value]) => {
		const { id, valueType } = known.get(name)!;
		const [key, cast] = valueKeys[valueType];
		if (value === null && (valueType === 'NUMERIC' || valueType === 'TRUE_FALSE')) throw new CrmFailure({ kind: 'validation', message: `Jobber cannot clear the custom field "${name}"`, hint: 'Give it another value.' });
		return { customFieldConfigurationId: id, [key]: cast(value) } as IDataObject;
	}) } : {});
}
