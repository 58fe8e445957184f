import { invalid } from './errors';
import { instantOf } from './stamps';

/** A query string as it was parsed. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

export function textOf(query: Query, name: string): string | undefined {
	const text = [query[name]].flat()[0];
	return text === '' ? undefined : text;
}

/** A comma-separated parameter. */
export function listOf(query: Query, name: string): string[] {
	return (textOf(query, name) ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}

export function integerOf(query: Query, name: string): number | undefined {
	const text = textOf(query, name);
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) throw invalid(name, "Expected 'integer'");
	return Number(text);
}

/** `true` and `false`, nothing else (contract 0). */
export function booleanOf(query: Query, name: string): boolean | undefined {
	const text = textOf(query, name);
	if (text === undefined) return undefined;
	if (text !== 'true' && text !== 'false') throw invalid(name, "Expected 'boolean'");
	return text === 'true';
}

/** RFC 3339 without fractions, which the vendor refuses (contract 0). */
export function timeOf(query: Query, name: string): number | undefined {
	const text = textOf(query, name);
	if (text === undefined) return undefined;
	const time = instantOf(text);
	if (time === undefined) throw invalid(name, `'${text}' is not a valid datetime`);
	return time;
}

export function choiceOf<Choice extends string>(
	query: Query,
	name: string,
	choices: readonly Choice[],
): Choice | undefined {
	const text = textOf(query, name);
	if (text === undefined) return undefined;
	const choice = choices.find((each) => each === text);
	if (choice === undefined) throw invalid(name, `Expected one of ${choices.join(', ')}`);
	return choice;
}

/** A page size; what happens above the maximum is unverified. */
export function limitOf(query: Query, max: number): number {
	const limit = integerOf(query, 'limit') ?? 100;
	if (limit < 1 || limit > max) throw invalid('limit', `Expected 1 to ${max}`);
	return limit;
}
