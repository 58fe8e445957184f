/** Works through items with at most `limit` at a time; the first throw stops further starts and is thrown. */
export async function parallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
	let next = 0;
	const lane = async () => {
		while (next < items.length) await work(items[next++]);
	};
	await Promise.all(Array.from({ length: Math.min(Math.max(1, limit), items.length) }, lane));
}

/** Slices of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
	const slices: T[][] = [];
	for (let at = 0; at < items.length; at += size) slices.push(items.slice(at, at + size));
	return slices;
}
