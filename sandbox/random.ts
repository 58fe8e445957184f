/** A seeded source of numbers in [0, 1) (mulberry32), so that every run of the sandbox is the same. */
export function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** A copy in which no item stands where it stood (Sattolo's algorithm). */
export function derange<Item>(items: readonly Item[], random: () => number): Item[] {
	const copy = [...items];
	for (let last = copy.length - 1; last > 0; last--) {
		const other = Math.floor(random() * last);
		[copy[last], copy[other]] = [copy[other], copy[last]];
	}
	return copy;
}
