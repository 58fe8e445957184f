/** Query parameters as they came. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** A repeated parameter. Without its brackets it is another parameter (contract 6). */
export function listOf(query: Query, name: string): string[] {
	return [query[`${name}[]`] ?? []].flat();
}

/** A single parameter; the last one wins. */
export function textOf(query: Query, name: string): string | undefined {
	return [query[name]].flat().at(-1) || undefined;
}

/** A whole number above zero, or the default. */
export function countOf(query: Query, name: string, fallback: number): number {
	const value = Number(textOf(query, name));
	return Number.isInteger(value) && value > 0 ? value : fallback;
}
