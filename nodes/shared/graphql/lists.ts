import type { IDataObject } from 'n8n-workflow';
import { CrmFailure } from '../http/failure';
import { whileNew } from '../kit/whileNew';
import type { HttpRequest, HttpResponse, PollEvent, Raw, Search, SearchCondition, UnorderedPoll, VendorObject } from '../types';
import { nextOf } from './answers';
import type { GraphQLApi } from './api';
import type { Call } from './document';

type Stamp = 'createdAt' | 'updatedAt';

/** How an API lists one kind of record: pages of nodes, filtered by ranges of time, searched by words, in one of its orders. */
export interface Shape {
	/** Root field of the list, and that of one record: by default the same without its last letter. */
	list: string;
	one?: string;
	/** What is read of a node of the list, when not what the vocabulary says. */
	answer?: string;
	/** Stamps that the list can be filtered by. */
	ranges: readonly Stamp[];
	/** Canonical fields whose values its search finds, where it has one. */
	words: readonly string[];
	/** An order that no change moves a record in, so that no page misses one while it is read. */
	steady: string;
	/** The orders that show what is new, by default the steady one, and what was changed first. */
	newest?: string;
	byChange?: string;
	/** Where the records are parts of what is listed: takes them out. */
	within?(node: Raw): Raw[];
	/** Nodes per page, where they cost more than others. */
	pageSize?: number;
}
/** A list as it is asked for. */
interface Reader {
	page(order: string, ascending: boolean, args: Call['args']): HttpRequest;
	read(response: HttpResponse): Raw[];
	max: number;
}

/** Reading of one kind of record: by id, by search, and what is new. */
export function listed(api: GraphQLApi, shape: Shape): Pick<VendorObject, 'get' | 'search' | 'poll'> {
	const { list, one = list.slice(0, -1), answer, within = (node) => [node], pageSize = api.max } = shape;
	const reader: Reader = {
		page: (order, ascending, args) =>
			api.ask('query', [{ field: list, answer, args: { ...args, sort: api.sortBy(list, order, ascending) } }]),
		read: (response) => api.nodes(response).flatMap(within),
		max: pageSize,
	};
	return { get: api.getting((id) => ({ field: one, args: { id } })), search: search(shape, reader), poll: poll(shape, reader) };
}

/** What resembles the words is found, and most fields cannot be filtered by: the engine has the last word. */
function search({ words, ranges, steady, byChange, within }: Shape, { page, read, max }: Reader): Search {
	const sortable = (field?: string) => field === 'updatedAt' && byChange !== undefined;
	return {
		recheck: { text: !words.length || within !== undefined },
		request: ({ text, where, sort, limit }, { after }) => {
			const filter: Record<string, IDataObject> = {};
			for (const { field, operator, value } of where) {
				const bounds = ranges.includes(field as Stamp) && (operator === 'after' || operator === 'before');
				if (bounds) filter[field] = { ...filter[field], [operator]: value };
			}
			const tells = ({ field, operator }: SearchCondition) => words.includes(field) && (operator === 'equals' || operator === 'contains');
			const clue = where.find(tells);
			const searchTerm = (words.length && !within ? text : undefined) ?? clue?.value;
			const args = { filter, searchTerm, first: where.length || within ? max : Math.min(max, limit), after };
			return sort && sortable(sort.field) ? page(byChange!, sort.direction === 'ascending', args) : page(steady, true, args);
		},
		read,
		next: (response) => nextOf(response),
		mustSortLocally: (_response, { sort }) => !sortable(sort?.field),
	};
}

function poll({ ranges, steady, newest = steady, byChange }: Shape, { page, read, max }: Reader): UnorderedPoll {
	const stampOf = (event: PollEvent): Stamp => (event === 'created' ? 'createdAt' : 'updatedAt');
	const latest = (event: PollEvent, args: Call['args']) => {
		const tellsChanges = byChange !== undefined || ranges.includes('updatedAt');
		if (event === 'created' || tellsChanges) return page(event === 'created' ? newest : (byChange ?? newest), false, args);
		const message = 'The CRM does not say when such a record was changed';
		throw new CrmFailure({ kind: 'unsupported', message, hint: 'Choose the event "New".' });
	};
	return {
		overlapMs: 60_000,
		settleMs: 2_000,
		read,
		newest: (event, first) => latest(event, { first: Math.min(first, 100) }),
		request: (event, from) => {
			const args = { first: max, after: from.page?.after };
			if (!ranges.includes(stampOf(event))) return latest(event, args);
			// Whether a bound is included differs between APIs, so it lies a second earlier.
			const after = new Date(Date.parse(from.since) - 1_000).toISOString();
			return page(steady, true, { ...args, filter: { [stampOf(event)]: { after } } });
		},
		// A list that cannot be filtered is read newest first, as far as it is new.
		next: (response, event, since) => {
			const stamp = stampOf(event);
			return ranges.includes(stamp) ? nextOf(response) : whileNew(read(response), (raw) => raw[stamp], since, () => nextOf(response));
		},
	};
}
