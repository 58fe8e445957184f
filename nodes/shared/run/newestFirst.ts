import { CrmFailure } from '../http/failure';
import { pages } from '../http/paginate';
import type { NewestFirstPoll, NextPage, Page, PollEvent, Raw } from '../types';
import { idOf } from '../map/record';
import type { MatchContext } from './match';

/** How far back a poll reads. */
export interface Reach {
	/** Oldest stamp of interest, included; empty where records carry none. */
	since: string;
	/** Ids that are known. */
	seen: Readonly<Record<string, string>>;
	event: PollEvent;
	/** Epoch ms after which no further page is begun. */
	deadline: number;
	stampOf(raw: Raw): string;
}

/**
 * Reads from the newest record back to what is known and gives it oldest first, in one piece: a part of it would leave a
 * gap behind the watermark.
 * @throws CrmFailure when there is more than a poll can read
 */
export async function* backTo(reach: Reach, strategy: NewestFirstPoll, context: MatchContext): AsyncGenerator<{ rows: Raw[] }> {
	// Rows slide to the next page when others arrive meanwhile: the first sight of a record counts.
	const found = new Map<string, Raw>();
	let order = new Order();
	let pagesRead = 0;
	const next: NextPage = (response, page, rows) => {
		const following = strategy.next(response, page, rows);
		if (following && (++pagesRead >= strategy.mostPages || Date.now() >= reach.deadline)) throw new CrmFailure(tooMuch);
		return following;
	};
	const read = { request: (page: Page) => strategy.newestFirst(reach.event, page, context.scope), read: strategy.read, next };
	for await (const { rows } of pages(read, (request) => context.client.send(request))) {
		for (const raw of rows) {
			const id = idOf(context.object, raw);
			if (!found.has(id)) found.set(id, raw);
		}
		order = order.after(rows.map(reach.stampOf));
		const reached = reach.since ? order.holds && order.last < reach.since : rows.some((raw) => idOf(context.object, raw) in reach.seen);
		if (reached) break;
	}
	yield { rows: reach.since ? byStamp([...found.values()], reach) : newerThanKnown([...found.values()], reach, context) };
}

/** Whether stamps have only fallen so far. A vendor that ignores the wanted order has to be read to its end. */
class Order {
	constructor(readonly holds = true, readonly last = '\uffff') {}

	after(stamps: readonly string[]): Order {
		return stamps.reduce<Order>((order, stamp) => new Order(order.holds && stamp <= order.last, stamp), this);
	}
}

function byStamp(raws: Raw[], { since, stampOf }: Reach): Raw[] {
	const stamped = raws.map((raw) => ({ raw, stamp: stampOf(raw) })).filter(({ stamp }) => stamp >= since);
	return stamped.reverse().sort((a, b) => (a.stamp < b.stamp ? -1 : Number(a.stamp > b.stamp))).map(({ raw }) => raw);
}

/** What stands behind the last known record is old: it moved up because another one was deleted. */
function newerThanKnown(raws: Raw[], { seen }: Reach, { object }: MatchContext): Raw[] {
	const last = raws.findLastIndex((raw) => idOf(object, raw) in seen);
	return (last < 0 ? raws : raws.slice(0, last + 1)).reverse();
}

const tooMuch = {
	kind: 'unavailable' as const, message: 'More records are new than one poll can read, and this vendor lists them newest first',
	hint: 'Nothing was skipped. Poll more often; or set Start From to a later time, which begins anew.',
};
