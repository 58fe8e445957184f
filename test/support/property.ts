import fc from 'fast-check';

/**
 * How property tests run: a gate is no place for surprises, so there the seed stands. `npm run explore` takes a new seed and many more
 * runs; what it finds becomes an example of its property.
 */
export function configureProperties(): void {
	const seed = process.env.PROPERTY_SEED;
	fc.configureGlobal(seed === 'random' ? {} : { seed: Number(seed ?? 20_261_121) });
}

const factor = Number(process.env.PROPERTY_FACTOR ?? 1);
/** @param usual runs in the gate */
export const runs = (usual: number): number => usual * factor;
/** How long a property may take, in milliseconds. */
export const patience = 300_000 * factor;
