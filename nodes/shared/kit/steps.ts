import { CrmFailure, errorOf } from '../http/failure';

/** A part of a change, by what the user calls it; what is not asked for has no work. */
export type Steps = Record<string, '' | false | null | undefined | (() => Promise<unknown>)>;

/**
 * Takes the steps that one record's change needs, in order.
 * @throws CrmFailure with the first refusal, which names the steps that went through before
 */
export async function inOrder(steps: Steps): Promise<void> {
	const done: string[] = [];
	for (const [what, work] of Object.entries(steps)) {
		if (!work) continue;
		await work().catch((thrown: unknown) => {
			const error = errorOf(thrown);
			throw new CrmFailure(done.length ? { ...error, message: `${error.message} (changed before: ${done.join(', ')})` } : error);
		});
		done.push(what);
	}
}
