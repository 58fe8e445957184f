import { CrmFailure, errorOf } from '../http/failure';
import { chunks } from '../run/parallel';
import { inTurn } from '../run/turns';
import type {
	Batched, CrmClient, CrmError, HttpRequest, HttpResponse, Lookup, NaturalKey, Performed, Raw, RowResult, Scope, WriteRow,
} from '../types';
import { entityOf, envelopeOf, nextOf, nodesOf } from './answers';
import { alias, composeDocument, type Call, type Vocabulary } from './document';
import { decodeEntry, decodeGraphQL, decodeRefusal, type Words } from './errors';

/** What sets one GraphQL API apart. */
export interface Dialect extends Vocabulary {
	path: string;
	/** Rows per document, and nodes per page of a list that is read to its end. */
	max: number;
	/** An order as the API writes it; lists that take several get one in a list. */
	order(key: string, ascending: boolean): object;
	words: Words;
}
/** A mutation, and where its answer holds the record, or the part of it, that it changed; by default the only thing beside refusals. */
export interface Step extends Call { pick?(answer: Raw): unknown }
/** How rows are written: each by mutations of its own, all in one document. */
export interface Writing<Row, Context> {
	/** Rows per document, when fewer than the API's. */
	max?: number;
	/** What all rows need to know first. */
	prepare?(rows: Row[], client: CrmClient, scope: Scope): Promise<Context>;
	/** May throw the row's refusal. */
	steps(row: Row, context: Context, scope: Scope): Step[];
	/** What the creation itself does not take. */
	later?(row: Row, made: Raw): Step[];
	/** What was done for a row that is refused, and has to be undone. */
	undo?(row: Row): Step[];
	/** Batches of this name are written one after the other: what is made meanwhile would be mistaken for theirs. */
	turn?: string;
	safeToRepeat?: boolean;
}

/** What a row's work gives, or the refusal that it throws. */
export function tried<T>(work: () => T): { value: T } | { error: CrmError } {
	try {
		return { value: work() };
	} catch (thrown) {
		return { error: errorOf(thrown) };
	}
}

/** A row's refusal, which says so when other steps of the row were carried out. */
function partly({ error }: { error: CrmError }, done: number): RowResult {
	return { error: done ? { ...error, message: `${error.message}. The rest of this item was written` } : error };
}

/** Reads and writes many rows per document, each call for itself. */
export class GraphQLApi {
	constructor(private readonly dialect: Dialect) {}

	get max(): number {
		return this.dialect.max;
	}

	/** Reads an answer's error; `null` when it is good, or when its errors belong to single calls of the document. */
	readonly decodeError = (response: HttpResponse): CrmError | null => decodeGraphQL(response, this.dialect.words);

	/** One document of several calls. */
	ask(kind: 'query' | 'mutation', calls: readonly Call[], safeToRepeat = kind === 'query'): HttpRequest {
		return { method: 'POST', path: this.dialect.path, body: composeDocument(kind, calls, this.dialect), safeToRepeat };
	}

	/** The argument `sort` of a list. */
	sortBy(list: string, key: string, ascending: boolean): unknown {
		const order = this.dialect.order(key, ascending);
		return this.dialect.typeOf(list, 'sort').startsWith('[') ? [order] : order;
	}

	/** What one call of a document came to. */
	settle(response: HttpResponse, at: number, pick: (answer: Raw) => unknown = (answer) => answer): RowResult {
		const { words } = this.dialect;
		const { data, errors = [] } = envelopeOf(response);
		const error = errors.find(({ path }) => path?.[0] === alias(at));
		if (error) return { error: decodeEntry(error, words) };
		const answer = data?.[alias(at)] ?? null;
		const [refusal] = (answer?.userErrors ?? []) as Array<{ message: string; path?: string[] }>;
		if (refusal) return { error: decodeRefusal(refusal, words) };
		const raw = answer && pick(answer);
		if (raw) return { raw: raw as Raw };
		if (!answer?.userErrors) return { error: { kind: 'notFound', message: `${words.label} has no such record` } };
		return { error: { kind: 'unknown', message: `${words.label} answered neither a record nor a reason`, outcomeUnknown: true } };
	}

	/** Reads records by id; `pick` finds one in the answer to its call, where it is a part of it. */
	getting(callOf: (id: string) => Call, pick = (answer: Raw, _id: string): unknown => answer, max = this.max): Batched<{ id: string }> {
		return {
			max,
			request: (rows) => this.ask('query', rows.map(({ id }) => callOf(id))),
			settle: (response, rows) => rows.map(({ id }, at) => this.settle(response, at, (answer) => pick(answer, id))),
		};
	}

	/** What each call comes to, at most `max` in a document. */
	async read(calls: readonly Call[], client: CrmClient, max = this.max): Promise<RowResult[]> {
		const settled = (response: HttpResponse, chunk: readonly Call[]) => chunk.map((_call, at) => this.settle(response, at));
		const documents = chunks(calls, max).map(async (chunk) => settled(await client.send(this.ask('query', chunk)), chunk));
		return (await Promise.all(documents)).flat();
	}

	/**
	 * The nodes of a document's list number `at`.
	 * @throws CrmFailure when it could not be read whole: what is missing would pass for what is not there
	 */
	nodes(response: HttpResponse, at = 0): Raw[] {
		const list = this.settle(response, at, (answer) => answer);
		if ('error' in list) throw new CrmFailure(list.error);
		return nodesOf(list.raw);
	}

	/** The nodes of several lists in one document, `few` of each; a list that has more is read to its end by itself. */
	async lists(calls: readonly Call[], client: CrmClient, few = 3): Promise<Raw[]> {
		if (!calls.length) return [];
		const page = (call: Call, first: number, after?: unknown): Call => ({ ...call, args: { ...call.args, first, after } });
		const response = await client.send(this.ask('query', calls.map((call) => page(call, few))));
		const open = calls.filter((_call, at) => nextOf(response, at));
		const found = calls.flatMap((_call, at) => this.nodes(response, at));
		const rest = await Promise.all(open.map(async (call) => await client.readAll({
			request: ({ after }) => this.ask('query', [page(call, this.max, after)]),
			read: (answer) => this.nodes(answer),
			next: (answer) => nextOf(answer),
		})));
		return [...found, ...rest.flat()];
	}

	/**
	 * Sends the steps of all rows as one document. A row's record is what its steps answer, and its first refusal counts.
	 * @param stepsOf may throw a row's refusal
	 */
	async mutate<Row extends { id?: string }>(
		rows: readonly Row[], client: CrmClient, stepsOf: (row: Row) => Step[], safeToRepeat = false,
	): Promise<RowResult[]> {
		const plans = rows.map((row) => tried(() => stepsOf(row)));
		const steps = plans.flatMap((plan) => ('value' in plan ? plan.value : []));
		const response = steps.length ? await client.send(this.ask('mutation', steps, safeToRepeat)) : null;
		let next = 0;
		return plans.map((plan, at) => {
			if ('error' in plan) return plan;
			const results = plan.value.map(({ pick = entityOf }) => this.settle(response!, next++, pick));
			const raws = results.flatMap((result) => ('raw' in result ? [result.raw] : []));
			const refused = results.find((result) => 'error' in result);
			return refused ? partly(refused, raws.length) : { raw: Object.assign({ id: rows[at].id }, ...raws) as Raw };
		});
	}

	/** Does to new records what their creation does not take. They stand, so a refusal is told as a hint and makes none of them again. */
	private async afterwards<Row>(
		rows: readonly Row[], made: RowResult[], client: CrmClient, stepsOf: (row: Row, made: Raw) => Step[],
	): Promise<RowResult[]> {
		const steps = made.map((result, at) => ('raw' in result ? stepsOf(rows[at], result.raw) : []));
		const results = await this.attempted(steps, client, (message) => `A record was made, but not completely: ${message}`);
		return made.map((result, at) => results[at] ?? result);
	}

	/** Steps of many rows, where a refusal changes nothing but is told. @returns what each row with steps came to, `null` when refused */
	private async attempted(stepsOf: Step[][], client: CrmClient, tell: (message: string) => string): Promise<Array<RowResult | null>> {
		const open = stepsOf.map((steps, at) => ({ id: undefined, at, steps })).filter(({ steps }) => steps.length);
		const failed = (thrown: unknown) => open.map((): RowResult => ({ error: errorOf(thrown) }));
		const results = await this.mutate(open, client, ({ steps }) => steps).catch(failed);
		const settled = stepsOf.map((): RowResult | null => null);
		results.forEach((result, number) => {
			if ('raw' in result) settled[open[number].at] = result;
			else client.warn(tell(result.error.message));
		});
		return settled;
	}

	/** A natural key whose records stand in lists: `argsOf` asks for that of a value, `within` takes the records out of its nodes. */
	keyed(
		natural: NaturalKey, list: Omit<Call, 'args'>, argsOf: (values: string[]) => Call['args'], within = (node: Raw): Raw[] => [node],
	): NaturalKey & Lookup<string[]> {
		const find = async (values: string[][], client: CrmClient) => {
			const asked = new Map(values.map((value) => [JSON.stringify(argsOf(value)), { ...list, args: argsOf(value) }]));
			return (await this.lists([...asked.values()], client)).flatMap(within);
		};
		return { ...natural, max: 20, find };
	}

	/** Finds records through others that they hang on: `callOf` lists those of one. */
	through({ max, find }: Lookup, callOf: (id: unknown) => Call): Lookup {
		const idsOf = (raws: Raw[]) => [...new Set(raws.map(({ id }) => id))];
		return { max, find: async (values, client, scope) => await this.lists(idsOf(await find(values, client, scope)).map(callOf), client) };
	}

	/** Makes records. */
	creating<Context = undefined>(writing: Writing<WriteRow, Context>): Performed<WriteRow> {
		return this.performing(writing);
	}

	/** Changes records. */
	updating<Context = undefined>(writing: Writing<WriteRow & { id: string }, Context>): Performed<WriteRow & { id: string }> {
		return this.performing(writing);
	}

	private performing<Row extends WriteRow, Context>(
		{ max = this.max, prepare, steps, later, undo, turn, safeToRepeat }: Writing<Row, Context>,
	): Performed<Row> {
		const undone = async (rows: Row[], results: RowResult[], client: CrmClient) => {
			const work = results.map((result, at) => ('error' in result && !result.error.outcomeUnknown ? undo!(rows[at]) : []));
			await this.attempted(work, client, (message) => `What a refused record left behind could not be undone: ${message}`);
			return results;
		};
		const perform: Performed<Row>['perform'] = async (rows, client, scope) => {
			const context = (await prepare?.(rows, client, scope)) as Context;
			const written = this.mutate(rows, client, (row) => steps(row, context, scope), safeToRepeat);
			const results = await written.catch(async (thrown: unknown) => {
				const error = errorOf(thrown);
				// Whether the records exist is looked up then, and what was done for them is kept for those that do not.
				if (undo && !error.outcomeUnknown) await undone(rows, rows.map(() => ({ error })), client);
				throw thrown;
			});
			if (undo) await undone(rows, results, client);
			return later ? await this.afterwards(rows, results, client, later) : results;
		};
		return {
			max,
			perform: async (rows, client, scope) => {
				const work = async () => await perform(rows, client, scope);
				return await (turn ? inTurn(client, turn, work) : work());
			},
		};
	}

	/** Removes records by id, one call each. */
	removing(stepOf: (id: string) => Step): Performed<{ id: string }> {
		return { max: this.max, perform: async (rows, client) => await this.mutate(rows, client, ({ id }) => [stepOf(id)]) };
	}
}
