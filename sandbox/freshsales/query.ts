/** Query parameters as they came. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** A single parameter; the last one wins. */
export function textOf(query: Query, name: string): string | undefined {
	return [query[name]].flat().at(-1) || undefined;
}

/** Words with commas between them; a repeated parameter adds up. */
export function wordsOf(query: Query, name: string): string[] {
	return [query[name] ?? []].flat().flatMap((text) => text.split(',')).map((word) => word.trim());
}

/** A whole number from zero on, or the default. */
export function countOf(query: Query, name: string, fallback: number): number {
	const text = textOf(query, name);
	const value = Number(text);
	return text !== undefined && Number.isInteger(value) && value >= 0 ? value : fallback;
}
