import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../http/failure';
import { pages, type PagedRead } from '../http/paginate';
import {
	isUnsupported,
	type AscendingPoll,
	type CrmRecord,
	type NewestFirstPoll,
	type Poll,
	type PollEvent,
	type PollFrom,
	type Raw,
	type UnorderedPoll,
} from '../types';
import type { MatchContext } from './match';
import { backTo } from './newestFirst';
import { idOf } from '../map/record';
import { meantOf, recordOf } from './read';

/** What a trigger remembers between polls, by the vendor's clock. */
export interface PollState {
	version: 1;
	/** Counts the polls, so that one that was overtaken notices. */
	turn: number;
	/** Credential, resource, event and filter; another one starts anew. */
	fingerprint: string;
	/** Nothing older is ever emitted. */
	floor: string;
	/** Newest stamp read completely; empty where records carry none. */
	watermark: string;
	/** Where a poll that stopped early left off, and since when it had been looking: the next one goes on there. */
	backlog?: { reached: string; since: string };
	/** Stamp at which a record was last emitted, for the records the next poll reads again. */
	seen: Record<string, string>;
}
/** What to look for. `both` is new or updated. */
export interface PollWish {
	event: PollEvent | 'both';
	/** Vendor names; empty for any change. */
	watch: readonly string[];
	/** Emit what was created or changed since then, at the first poll. */
	startFrom: string | null;
	mostRecords: number;
	fingerprint: string;
	/** Epoch ms after which no further page is begun. */
	deadline: number;
}

/** Records read to find the newest stamp. */
const newestRead = 100;

/** Finds what is new since `state`. Changes nothing by itself: the caller stores the new state when all is done. */
export async function poll(
	wish: PollWish,
	state: PollState | null,
	context: MatchContext,
): Promise<{ records: CrmRecord[]; state: PollState }> {
	const strategy = strategyOf(wish, context);
	if (state?.fingerprint !== wish.fingerprint) {
		const begun = await begin(wish, state?.turn ?? 0, strategy, context);
		return wish.startFrom ? await pollSince(wish, begun, strategy, context) : { records: [], state: begun };
	}
	return await pollSince(wish, state, strategy, context);
}

/** The newest records, for a test run in the editor. */
export async function sample(wish: PollWish, limit: number, context: MatchContext): Promise<CrmRecord[]> {
	const strategy = strategyOf(wish, context);
	const response = await context.client.send(strategy.newest(eventOf(wish), limit, context.scope));
	return await finished((await meantOf(strategy.read(response), context)).slice(0, limit), context);
}

function strategyOf({ event }: PollWish, { object }: MatchContext): Poll {
	if (isUnsupported(object.poll)) throw new CrmFailure({ kind: 'unsupported', message: object.poll.unsupported });
	const { onlyNew } = object.poll as Partial<NewestFirstPoll>;
	if (onlyNew && event !== 'created') {
		throw new CrmFailure({
			kind: 'unsupported',
			message: `${object.label} cannot be watched for changes: ${onlyNew}`,
			hint: 'Set Event to New.',
		});
	}
	return object.poll;
}

const isUnordered = (strategy: Poll): strategy is UnorderedPoll => !('more' in strategy) && !('newestFirst' in strategy);
const eventOf = ({ event }: PollWish): PollEvent => (event === 'created' ? 'created' : 'updated');
const stampOf = (record: CrmRecord, wish: PollWish) => String((eventOf(wish) === 'created' ? record.createdAt : record.updatedAt) ?? '');

async function begin(wish: PollWish, turn: number, strategy: Poll, context: MatchContext): Promise<PollState> {
	const state: PollState = { version: 1, turn: turn + 1, fingerprint: wish.fingerprint, floor: '', watermark: '', seen: {} };
	const isStampless = 'onlyNew' in strategy && strategy.onlyNew !== undefined;
	if (wish.startFrom && !isStampless) return { ...state, floor: wish.startFrom, watermark: wish.startFrom };
	const response = await context.client.send(strategy.newest(eventOf(wish), newestRead, context.scope));
	const records = strategy.read(response).map((raw) => recordOf(raw, context));
	if (isStampless) return { ...state, seen: Object.fromEntries(records.map(({ id }) => [id, ''])) };
	// An empty account has no newest record: the vendor's own clock is the next best, never ours.
	const serverTime = response.headers.date ? new Date(response.headers.date).toISOString() : '1970-01-01T00:00:00.000Z';
	// Where records come in another order, the newest of them may be missing.
	const newest = (isUnordered(strategy) ? null : records.map((record) => stampOf(record, wish)).sort().pop()) ?? serverTime;
	const tied = records.filter((record) => stampOf(record, wish) >= newest);
	// An import gives many records one stamp: all of them are old.
	if (tied.length === newestRead) {
		for await (const { rows } of readSince(newest, {}, wish, strategy, context)) {
			tied.push(...rows.map((raw) => recordOf(raw, context)).filter((record) => stampOf(record, wish) === newest));
		}
	}
	return { ...state, floor: newest, watermark: newest, seen: Object.fromEntries(tied.map((record) => [record.id, stampOf(record, wish)])) };
}

/** Everything since a stamp, oldest first, in as many pages as the strategy takes. */
function readSince(
	since: string,
	seen: Readonly<Record<string, string>>,
	wish: PollWish,
	strategy: Poll,
	context: MatchContext,
): AsyncIterable<{ rows: Raw[] }> {
	if ('more' in strategy) return pages(ascending(since, wish, strategy, context), (request) => context.client.send(request));
	if (isUnordered(strategy)) return sorted(since, wish, strategy, context);
	return backTo(
		{ since, seen, event: eventOf(wish), deadline: wish.deadline, stampOf: (raw) => stampOf(recordOf(raw, context), wish) },
		strategy,
		context,
	);
}

/** Pages by stamp. A stamp that fills a page, as imports give, is read by id, or the next page would be the same. */
const ascending = (since: string, wish: PollWish, strategy: AscendingPoll, context: MatchContext): PagedRead => ({
	request: (page) => strategy.request(eventOf(wish), { since, ...(page as Partial<PollFrom>) }, context.scope),
	read: strategy.read,
	next: (response, page, rows) => {
		const more = strategy.more(response) && rows.length > 0;
		if (page.tie) {
			return more
				? { since: page.since, tie: { afterId: idOf(context.object, rows[rows.length - 1]) } }
				: { since: earlier(String(page.since), -1) };
		}
		const [first, last] = [rows[0], rows[rows.length - 1]].map((raw) => (more ? stampOf(recordOf(raw, context), wish) : ''));
		if (!more) return null;
		return first === last ? { since: last, tie: { afterId: null } } : { since: last };
	},
});

/** All that is new in the order of its stamps, so that a poll that stops early knows how far it came. */
async function* sorted(since: string, wish: PollWish, strategy: UnorderedPoll, context: MatchContext): AsyncGenerator<{ rows: Raw[] }> {
	const all = await context.client.readAll({
		request: (page) => strategy.request(eventOf(wish), { since, page }, context.scope),
		read: strategy.read,
		next: (response, page) => strategy.next(response, eventOf(wish), since, page),
	});
	const stamped = all.map((raw) => ({ raw, stamp: stampOf(recordOf(raw, context), wish) })).filter(({ stamp }) => stamp >= since);
	const unique = [...new Map(stamped.map((one) => [idOf(context.object, one.raw), one])).values()];
	yield { rows: unique.sort((a, b) => a.stamp.localeCompare(b.stamp)).map(({ raw }) => raw) };
}

async function pollSince(
	wish: PollWish,
	state: PollState,
	strategy: Poll,
	context: MatchContext,
): Promise<{ records: CrmRecord[]; state: PollState }> {
	const since = state.backlog?.since ?? later(earlier(state.watermark, strategy.overlapMs), state.floor);
	const seen = { ...state.seen };
	const read = new Set<string>();
	const emitted: Raw[] = [];
	let { watermark } = state;
	let reached = state.backlog?.reached ?? since;
	let stopped = false;
	let broken: unknown = null;
	try {
		for await (const { rows } of readSince(reached, state.seen, wish, strategy, context)) {
			for (const raw of rows) read.add(idOf(context.object, raw));
			const fresh = await freshOnes(rows, wish, since, seen, strategy, context);
			const room = wish.mostRecords - emitted.length;
			for (const { raw, id, stamp, changed } of fresh.slice(0, room)) {
				emitted.push(raw);
				seen[id] = changed;
				reached = stamp;
			}
			if (fresh.length <= room) reached = rows.map((raw) => stampOf(recordOf(raw, context), wish)).reduce(later, reached);
			watermark = later(watermark, reached);
			stopped = fresh.length > room || emitted.length >= wish.mostRecords || Date.now() >= wish.deadline;
			if (stopped) break;
		}
	} catch (thrown) {
		broken = thrown;
	}
	// What was read completely is emitted; the rest comes at the next poll.
	if (broken && !emitted.length) throw broken;
	const backlog = stopped || broken ? { reached, since } : undefined;
	const keepFrom = backlog ? since : earlier(watermark, strategy.overlapMs);
	// Without stamps, ids that are still among the newest are enough to know where the news end.
	const kept = Object.fromEntries(Object.entries(seen).filter(([id, stamp]) => (stamp ? stamp >= keepFrom : read.has(id))));
	return { records: await finished(emitted, context), state: { ...state, turn: state.turn + 1, backlog, watermark, seen: kept } };
}

interface Fresh { raw: Raw; id: string; stamp: string; changed: string }

async function freshOnes(
	rows: Raw[],
	wish: PollWish,
	since: string,
	seen: Record<string, string>,
	strategy: Poll,
	context: MatchContext,
): Promise<Fresh[]> {
	const candidates = (await meantOf(rows, context))
		.map((raw) => ({ raw, record: recordOf(raw, context) }))
		.map(({ raw, record }) => ({ raw, record, id: record.id, stamp: stampOf(record, wish), isNew: isSettling(record, strategy) }))
		.filter(({ id, stamp, isNew }) => {
			if (wish.event === 'created') return !(id in seen);
			if (wish.event === 'updated') return !isNew && seen[id] !== stamp;
			return isNew ? !(id in seen) : seen[id] !== stamp;
		});
	if (!wish.watch.length || !strategy.changedAt || !candidates.length) return candidates.map((one) => ({ ...one, changed: one.stamp }));
	const changedAt = await strategy.changedAt(
		candidates.map(({ id }) => id),
		wish.watch,
		context.client,
	);
	return candidates
		.map((one) => ({ ...one, changed: changedAt.get(one.id) ?? '' }))
		.filter(
			({ id, changed, record, isNew }) =>
				changed >= since && seen[id] !== changed && (isNew || changed > earlier(String(record.createdAt), -strategy.settleMs)),
		);
}

/** True while the update stamp still moves because the record was just created. */
const isSettling = (record: IDataObject, { settleMs }: Poll) =>
	Date.parse(String(record.updatedAt)) - Date.parse(String(record.createdAt)) <= settleMs;

async function finished(raws: Raw[], context: MatchContext): Promise<CrmRecord[]> {
	if (raws.length && context.object.completeReads !== false) await context.object.complete?.(raws, context.client, context.scope);
	return raws.map((raw) => recordOf(raw, context));
}

const later = (a: string, b: string) => (a > b ? a : b);
const earlier = (stamp: string, ms: number) => stamp && new Date(Date.parse(stamp) - ms).toISOString();
