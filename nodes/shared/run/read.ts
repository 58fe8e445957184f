import { errorOf } from '../http/failure';
import { pages } from '../http/paginate';
import { at as valueAt, idOf, toRecord } from '../map/record';
import { isUnsupported, type CrmRecord, type NextPage, type Outcome, type Raw, type Scope, type SearchQuery } from '../types';
import { runRows } from './batch';
import { fits } from './fits';
import type { MatchContext } from './match';

/** An input that names one record. */
export interface IdInput { index: number; id: string }

/** Reads records by id: as few requests as the vendor allows, each id once, one outcome per input. */
export async function getRecords(inputs: readonly IdInput[], context: MatchContext): Promise<Outcome[]> {
	const { object, client, scope } = context;
	const ids = [...new Set(inputs.map(({ id }) => id))];
	const results = await runRows(object.get, ids.map((id) => ({ id })), context);
	const raws = results.flatMap((result) => ('raw' in result ? [result.raw] : []));
	if (raws.length && object.completeReads !== false) await object.complete?.(raws, client, scope);
	const byId = new Map(ids.map((id, at) => [id, results[at]]));
	return inputs.map(({ index, id }) => {
		const result = byId.get(id)!;
		return 'raw' in result ? { index, ok: true, records: [recordOf(result.raw, context)] } : { index, ok: false, error: result.error };
	});
}

/** Deletes records by id; each input answers `{deleted: true}` once, also when two inputs name the same record. */
export async function removeRecords(inputs: readonly IdInput[], context: MatchContext): Promise<Outcome[]> {
	const ids = [...new Set(inputs.map(({ id }) => id))];
	const results = await runRows(context.object.remove, ids.map((id) => ({ id })), context);
	const byId = new Map(ids.map((id, at) => [id, results[at]]));
	return inputs.map(({ index, id }) => {
		const result = byId.get(id)!;
		if ('error' in result) return { index, ok: false, error: result.error };
		return { index, ok: true, records: [{ id, resource: context.resource, crm: context.crm, deleted: true } as CrmRecord] };
	});
}

type Complete = (raws: Raw[]) => Promise<void>;
/** Completes every record once, as soon as something depends on it. */
function completing({ object, client, scope }: Pick<MatchContext, 'object' | 'client' | 'scope'>): Complete {
	const whole = new Set<Raw>();
	return async (raws) => {
		const open = raws.filter((raw) => !whole.has(raw));
		for (const raw of open) whole.add(raw);
		if (open.length) await object.complete?.(open, client, scope);
	};
}

/** Reads a search to its limit or end. */
export async function searchRecords(index: number, query: SearchQuery, context: MatchContext): Promise<Outcome> {
	const { object } = context;
	if (isUnsupported(object.search)) return { index, ok: false, error: { kind: 'unsupported', message: object.search.unsupported } };
	try {
		const complete = object.completeReads === false ? async () => {} : completing(context);
		const raws = await readAll(query, context, complete);
		await complete(raws);
		return { index, ok: true, records: raws.map((raw) => recordOf(raw, context)) };
	} catch (thrown) {
		return { index, ok: false, error: errorOf(thrown) };
	}
}

async function readAll(query: SearchQuery, context: MatchContext, complete: Complete): Promise<Raw[]> {
	const { object, scope, client } = context;
	const search = object.search;
	if (isUnsupported(search)) return [];
	const found: Raw[] = [];
	const seen = new Set<string>();
	const next: NextPage = (response, page, rows) => search.next(response, page, rows, query);
	const read = { request: (page: Raw) => search.request(query, page, scope), read: search.read, next };
	for await (const { rows, response } of pages(read, (request) => client.send(request))) {
		if (query.sort && search.mustSortLocally?.(response, query)) {
			const reading = { ...context, scope: readingAlso(query.sort.field, scope) };
			const all = await readAll({ ...query, sort: undefined, limit: Infinity }, reading, complete);
			await complete(lacking([query.sort.field], all, reading));
			return sorted(all, query, reading);
		}
		const meant = await meantOf(rows, context, complete);
		if (search.recheck) await complete(lacking(query.where.map(({ field }) => field), meant, context));
		for (const raw of meant) {
			const id = idOf(object, raw);
			if (seen.has(id)) continue;
			seen.add(id);
			if (!search.recheck || fits(recordOf(raw, context), query, search.recheck)) found.push(raw);
		}
		if (found.length > query.limit || (found.length === query.limit && next(response, {}, rows))) {
			client.statistics.truncated++;
			return found.slice(0, query.limit);
		}
	}
	return found;
}

/** Those of a page that are records of this object: to be told apart they have to be whole. */
export async function meantOf(
	raws: Raw[], context: Pick<MatchContext, 'object' | 'client' | 'scope'>, complete = completing(context),
): Promise<Raw[]> {
	const { meant } = context.object;
	if (!meant) return raws;
	await complete(raws);
	return raws.filter((raw) => meant(raw));
}

/** Records without a value that something depends on: it may stand in another record, which only completion reads. */
const lacking = (keys: string[], raws: Raw[], context: MatchContext): Raw[] =>
	raws.filter((raw) => keys.some((key) => String(valueAt(recordOf(raw, context), key) ?? '') === ''));

/** A field that is sorted by has to be read, too. */
function readingAlso(field: string, scope: Scope): Scope {
	const name = /^customFields\.(.+)/.exec(field)?.[1];
	return name && !scope.customFields.includes(name) ? { ...scope, customFields: [...scope.customFields, name] } : scope;
}

function sorted(raws: Raw[], { sort, limit }: SearchQuery, context: MatchContext): Raw[] {
	if (!sort) return raws;
	const keyed = raws.map((raw) => ({ raw, value: String(valueAt(recordOf(raw, context), sort.field) ?? '') }));
	const order = sort.direction === 'ascending' ? 1 : -1;
	keyed.sort((a, b) => {
		// Empty values come last in both directions.
		if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
		const difference = Number(a.value) - Number(b.value);
		return order * (Number.isNaN(difference) ? a.value.localeCompare(b.value) : difference);
	});
	return keyed.slice(0, limit).map(({ raw }) => raw);
}

/** A vendor's record in the canonical vocabulary. */
export const recordOf = (raw: Raw, { resource, crm, object, scope }: MatchContext): CrmRecord =>
	toRecord(raw, resource, crm, object, scope);
