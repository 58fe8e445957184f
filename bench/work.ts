import { freshCredential, run, TestTrigger } from '../test/support/n8n';
import type { Setup } from './contestants';
import type { Comparison } from './crm';
import type { Lap, Outcome } from './wire';

/** Makes what runs laps of a comparison: its node, or its trigger, which keeps its place from lap to lap. */
export function worker(setup: Setup, comparison: Comparison, continues: boolean): (lap: Lap) => Promise<Outcome> {
	const { node, typeVersion, parameters, credential } = setup;
	if (comparison.poll) {
		const trigger = new TestTrigger(node, setup);
		return async () => ({ items: (await trigger.poll())?.length ?? 0, failed: 0, error: null });
	}
	return async ({ count, ids }) => {
		// A pacer that has met the account's limits before would know more than a fresh workflow does.
		freshCredential();
		const input = comparison.items(count, ids);
		const onError = continues ? 'continueRegularOutput' : undefined;
		const { items, error } = await run(node, { parameters, input, credential, typeVersion, onError });
		const failed = items.filter(({ json }) => 'error' in json).length;
		return { items: items.length - failed, failed, error: error ? error.message : null };
	};
}
