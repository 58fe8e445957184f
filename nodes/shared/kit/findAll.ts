import type { CrmClient, HttpRequest, HttpResponse, NextPage, Page, Raw } from '../types';
import { parallel } from '../run/parallel';

/** Two ways to the records that hold some values, for vendors that look up one value per request. Costs are in any one unit. */
export interface Ways {
	/** What makes two values equal. */
	keyOf(value: unknown): string;
	keysOf(raw: Raw): string[];
	/** Records that may hold a value; `null` where only the list tells. */
	lookUp: { cost: number; find(value: string): Promise<Raw[]> } | null;
	/** All records, those with the highest ids first. `size`: rows of a page. */
	list: { cost: number; size: number; request(page: Page): HttpRequest; read(response: HttpResponse): Raw[]; next: NextPage };
	/** Turns what lookups found into whole records. */
	complete?(found: Raw[]): Promise<Raw[]>;
	/** The records that changed last, for what lookups do not know yet. */
	latest?: HttpRequest;
}

/** Fewer lookups are not worth a look at the list. */
const fewLookups = 5;
const atOnce = 4;

/** Records that hold one of the values: each looked up, or read from the list, whichever costs less. */
export async function findAll(values: readonly string[], ways: Ways, client: CrmClient): Promise<Raw[]> {
	const { lookUp, list, complete, latest, keyOf, keysOf } = ways;
	const wanted = new Set(values.map(keyOf));
	const holds = (raw: Raw) => keysOf(raw).some((key) => wanted.has(key));
	const budget = lookUp ? values.length * lookUp.cost : Infinity;
	const all = !lookUp || values.length >= fewLookups ? await readWithin(budget, list, holds, client) : null;
	if (all || !lookUp) return all ?? [];
	const found: Raw[] = [];
	await parallel(values, atOnce, async (value) => {
		for (const raw of await lookUp.find(value)) found.push(raw);
	});
	const whole = ((await complete?.(found)) ?? found).filter(holds);
	const met = new Set(whole.flatMap(keysOf));
	if (!latest || [...wanted].every((key) => met.has(key))) return whole;
	return [...whole, ...list.read(await client.send(latest)).filter(holds)];
}

/** Those records of a list that are wanted, or `null` as soon as reading it to its end would cost more than `budget`. */
async function readWithin(budget: number, list: Ways['list'], isWanted: (raw: Raw) => boolean, client: CrmClient): Promise<Raw[] | null> {
	const found: Raw[] = [];
	let [highest, rows, spent] = [0, 0, 0];
	for (let page: Page | null = {}; page; ) {
		const response = await client.send(list.request(page));
		const read = list.read(response);
		for (const raw of read) if (isWanted(raw)) found.push(raw);
		highest ||= Number(read[0]?.id);
		rows += read.length;
		spent += list.cost;
		page = list.next(response, page, read);
		const lowest = Number(read[read.length - 1]?.id);
		// Ids count up: those that are left reach from the lowest to 1, and are as dense as those that were read.
		const pagesLeft = Math.max(1, ((lowest - 1) * (rows / (highest - lowest + 1))) / list.size || 0);
		if (page && spent + pagesLeft * list.cost > budget) return null;
	}
	return found;
}
