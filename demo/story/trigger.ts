import { activateWorkflow, execution, executions, importWorkflows, type Log, type N8n } from '../runtime';
import type { Sandbox } from '../../sandbox/server';
import { waitFor } from '../wait';
import type { StoryCrm } from './crm';
import { exampleFor, pollingOften } from './examples';

const limitMs = 150_000;
/** Polls to watch after the trigger has fired. */
const quietPolls = 2;
const newcomer = { firstName: 'Noor', lastName: 'van Dijk', email: 'noor.vandijk@example.com' };

/** What the trigger did. */
export interface TriggerResult {
	faults: string[];
	/** From the new contact to the execution. */
	seconds: number;
	polls: number;
}

/** Makes a contact in the CRM and waits until the trigger workflow has run for it, once. */
export async function watchTrigger(n8n: N8n, sandbox: Sandbox, crm: StoryCrm, log: Log): Promise<TriggerResult> {
	const [workflow] = await importWorkflows(n8n, [pollingOften(exampleFor('new-contact-trigger', crm, crm.credential(sandbox)))]);
	const known = new Set((await executions(n8n, workflow.id)).map(({ id }) => id));
	const fired = async () => (await executions(n8n, workflow.id)).filter(({ id }) => !known.has(id));
	await activateWorkflow(n8n, workflow.id);
	const before = await fired();
	const id = await crm.addContact(sandbox, newcomer);
	const begun = Date.now();
	log(`"${workflow.name}" is active and polls every 15 s; ${newcomer.firstName} ${newcomer.lastName} is now in ${crm.label}`);
	const run = await progress(log, 'Waiting for the trigger', async () => (await fired()).find(({ stoppedAt }) => stoppedAt));
	const seconds = Math.round((Date.now() - begun) / 1000);
	log(`The trigger fired after ${seconds} s; watching ${quietPolls} more polls`);
	const polled = crm.polls(sandbox);
	await progress(log, 'Watching', async () => crm.polls(sandbox) >= polled + quietPolls || undefined);
	const all = await fired();
	const { status, data } = await execution(n8n, run.id);
	const items = data.resultData.runData.Greeting?.[0].data?.main[0] ?? [];
	const names = items.map(({ json }) => `${String(json.contactId)} ${String(json.name)}`);
	const wanted = `${id} ${newcomer.firstName} ${newcomer.lastName}`;
	const faults = [
		...(before.length === 0 ? [] : [`The trigger fired ${before.length} time(s) before anything was new`]),
		...(all.length === 1 ? [] : [`The trigger fired ${all.length} times instead of once`]),
		...(status === 'success' && names.join() === wanted ? [] : [`The trigger gave ${names.join(', ') || 'nothing'} (${status}) instead of ${wanted}`]),
	];
	return { faults, seconds, polls: crm.polls(sandbox) };
}

/** Waits and says so from time to time. */
async function progress<T>(log: Log, what: string, look: () => Promise<T | undefined>): Promise<T> {
	const begun = Date.now();
	const every = setInterval(() => log(`${what} ... ${Math.round((Date.now() - begun) / 1000)} s`), 10_000);
	try {
		return await waitFor(look, `${what}: nothing happened`, limitMs);
	} finally {
		clearInterval(every);
	}
}
