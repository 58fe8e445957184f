import { setUp } from '../../bench/contestants';
import { crmNames, loadCrm, type Comparison, type CrmBench } from '../../bench/crm';
import { shortfall } from '../../bench/shortfall';
import { worker } from '../../bench/work';
import { startSandbox, type Sandbox, type SandboxCrm } from '../../sandbox/server';

/** Enough for a second batch of two hundred. */
const count = 210;

describe.each(crmNames())('the benchmark of %s', (name) => {
	let sandbox: Sandbox;
	let account: SandboxCrm;
	let bench: CrmBench;
	beforeAll(async () => {
		bench = await loadCrm(name);
		sandbox = await startSandbox();
		account = sandbox.crm(bench.id);
	});
	afterAll(async () => await sandbox.close());

	/** What is wrong with the work of our node, one word per kind; empty when it keeps its promise. */
	async function complaints(comparison: Comparison): Promise<Record<string, unknown>> {
		account.reset();
		account.settings.patch(bench.unlimited);
		const [ids = []] = Object.values(account.seed(comparison.seed(count)));
		const work = worker(setUp('suite', bench, comparison, `${sandbox.url}${Object.values(bench.hosts)[0]}`), comparison, false);
		if (comparison.poll) await work({ count, ids });
		account.clearRequests();
		const undone = shortfall(comparison, count, await work({ count, ids }), account.records(comparison.type));
		const { total, byRoute } = account.counters();
		const promised = comparison.promise(count);
		return {
			...(undone ? { undone } : {}),
			...(total > promised || total === 0 ? { requests: { total, promised, byRoute } } : {}),
			...(account.invalid().length ? { invalid: account.invalid() } : {}),
		};
	}

	it('does the work of each comparison, in no more requests than it promises', async () => {
		const found: Record<string, unknown> = {};
		for (const [key, comparison] of Object.entries(bench.comparisons)) found[key] = await complaints(comparison);
		expect(found).toEqual(Object.fromEntries(Object.keys(bench.comparisons).map((key) => [key, {}])));
	});
});
