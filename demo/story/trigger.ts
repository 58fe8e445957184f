import { activateWorkflow, execution, executions, importWorkflows, type Log, type N8n } from '../runtime';
import type { Sandbox } from '../../sandbox/server';
import { waitFor } from '../wait';
import type { StoryCrm } from './crm';
import { example, exampleFor, pollingOften } from './examples';
import { newcomer } from './people';

const limitMs = 150_000;
/** Polls to watch after the trigger has fired. */
const quietPolls = 2;
/** Requests of one poll come together; the next poll is 15 seconds later. */
const pauseMs = 7_000;

/** What a trigger did. */
export interface TriggerResult {
	/** How many times it ran the workflow. */
	fired: number;
	/** From the new customer to the execution. */
	seconds: number;
	faults: string[];
}

/** Makes a customer in the CRM and waits until the trigger workflow has run for it, once. Nobody else uses the CRM meanwhile. */
export async function watchTrigger(n8n: N8n, sandbox: Sandbox, crm: StoryCrm, log: Log): Promise<TriggerResult> {
	const [workflow] = await importWorkflows(n8n, [pollingOften(exampleFor(example('new-customer-trigger'), crm))]);
	const known = new Set((await executions(n8n, workflow.id)).map(({ id }) => id));
	const runs = async () => (await executions(n8n, workflow.id)).filter(({ id }) => !known.has(id));
	await activateWorkflow(n8n, workflow.id);
	const before = await runs();
	const id = await crm.addCustomer(sandbox, newcomer);
	const begun = Date.now();
	const finished = async () => (await runs()).find(({ stoppedAt }) => stoppedAt);
	const run = await waitFor(finished, `The trigger of ${crm.label} does not fire`, limitMs);
	const seconds = Math.round((Date.now() - begun) / 1000);
	log(`${crm.label}: the trigger fired after ${seconds} s; watching ${quietPolls} more polls`);
	const since = Date.now() + pauseMs;
	const polled = async () => (await Promise.resolve(pollsSince(since, sandbox, crm) >= quietPolls)) || undefined;
	await waitFor(polled, `The trigger of ${crm.label} does not poll any more`, limitMs);
	const all = await runs();
	const { status, data } = await execution(n8n, run.id);
	const items = data.resultData.runData.Greeting?.[0].data?.main[0] ?? [];
	const given = items.map(({ json }) => `${String(json.customerId)} ${String(json.name)}`).join();
	const wanted = `${id} ${newcomer.firstName} ${newcomer.lastName}`;
	const faults = [
		...(before.length === 0 ? [] : [`The trigger fired ${before.length} time(s) before anything was new`]),
		...(all.length === 1 ? [] : [`The trigger fired ${all.length} times instead of once`]),
		...(status === 'success' && given === wanted ? [] : [`The trigger gave ${given || 'nothing'} (${status}) instead of ${wanted}`]),
	];
	return { fired: all.length, seconds, faults };
}

/** How often the CRM was asked since then, counting what comes together once. */
function pollsSince(since: number, sandbox: Sandbox, { id }: StoryCrm): number {
	const times = sandbox.crm(id).requests().map(({ time }) => Date.parse(time)).filter((time) => time > since);
	return times.filter((time, at) => at === 0 || time - times[at - 1] > pauseMs).length;
}
