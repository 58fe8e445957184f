import { GraphQLError } from 'graphql';

/** The most a page holds, and what it holds when `first` is omitted (contract 6). */
export const MAX_NODES = 100;

/** Arguments every connection has. */
export interface PageArguments {
	first?: number | null;
	last?: number | null;
	after?: string | null;
	before?: string | null;
}

/** A page of a list as Relay connections answer it. */
export interface Connection<Node> {
	nodes: Node[];
	pageInfo: {
		hasNextPage: boolean;
		hasPreviousPage: boolean;
		startCursor: string | null;
		endCursor: string | null;
	};
	totalCount: number;
}

/** Cuts a page out of a list. Cursors are positions, so rows that move between two pages are missed or seen twice. */
export function connectionOf<Item, Node>(
	items: readonly Item[],
	page: PageArguments,
	present: (item: Item) => Node,
	maxNodes = MAX_NODES,
): Connection<Node> {
	let start = page.after ? positionOf(page.after) : 0;
	let end = page.before ? Math.min(positionOf(page.before) - 1, items.length) : items.length;
	if (page.last != null && page.first == null) start = Math.max(start, end - size(page.last, maxNodes));
	else end = Math.min(end, start + size(page.first ?? maxNodes, maxNodes));
	const shown = items.slice(start, end);
	return {
		nodes: shown.map(present),
		pageInfo: {
			hasNextPage: end < items.length,
			hasPreviousPage: start > 0,
			startCursor: shown.length > 0 ? cursorOf(start + 1) : null,
			endCursor: shown.length > 0 ? cursorOf(start + shown.length) : null,
		},
		totalCount: items.length,
	};
}

function size(asked: number, maxNodes: number): number {
	if (asked < 0) throw new GraphQLError('A page cannot have a negative size');
	return Math.min(asked, maxNodes);
}

const cursorOf = (position: number) => Buffer.from(String(position)).toString('base64url');

function positionOf(cursor: string): number {
	const text = Buffer.from(cursor, 'base64url').toString();
	if (!/^\d+$/.test(text)) throw new GraphQLError(`Invalid cursor: ${JSON.stringify(cursor)}.`);
	return Number(text);
}
