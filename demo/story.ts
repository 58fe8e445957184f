import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/server';
import { activateWorkflow, deactivateWorkflow, importWorkflows, type Log, type N8n } from './runtime';
import { bookings } from './story/bookings';
import { findFaults, findRepeats } from './story/check';
import { connect } from './story/connect';
import type { Ledger, StoryCrm } from './story/crm';
import { storyCrms } from './story/crms';
import { bookingIntake, example } from './story/examples';
import { postBookings } from './story/intake';
import { known } from './story/people';
import { printCalls, printForHumans, printSummary, type Play } from './story/table';
import { watchTrigger } from './story/trigger';

/** What a story may use. */
export interface Stage {
	n8n: N8n;
	sandbox: Sandbox;
	log: Log;
}

/** Plays the demo on a running n8n; true when everything came out as it should. */
export async function runStory(stage: Stage): Promise<boolean> {
	const { n8n, sandbox, log } = stage;
	const plays: Play[] = [];
	for (const crm of storyCrms) plays.push(await playWith(crm, stage));

	log('');
	log('=== Triggers');
	log('The workflow "New Customer" is active for each CRM and polls every 15 s; a customer is added in each');
	const triggers = new Map(await Promise.all(storyCrms.map(async (crm) => [crm, await watchTrigger(n8n, sandbox, crm, log)] as const)));

	log('');
	printCalls(log, plays);
	log('');
	printSummary(log, plays, triggers);
	log('');
	const faults = plays.flatMap(({ crm, faults: own }) => [...own, ...triggers.get(crm)!.faults].map((fault) => `${crm.label}: ${fault}`));
	for (const fault of faults) log(`WRONG: ${fault}`);
	log(faults.length ? `${faults.length} thing(s) went wrong` : 'Everything is as it should be');
	return faults.length === 0;
}

/** The bookings of the day, twice, with one CRM. */
async function playWith(crm: StoryCrm, { n8n, sandbox, log }: Stage): Promise<Play> {
	const faults: string[] = [];
	log('');
	log(`=== ${crm.label}`);
	seed(crm, sandbox);
	const test = await connect(n8n, sandbox, crm);
	log(`Credential${crm.credential.needsConsent ? ' connected on the consent page;' : ''} test in n8n: ${test.status} (${test.message})`);
	if (test.status !== 'OK') faults.push(`The credential test says ${test.status}: ${test.message}`);

	const [intake] = await importWorkflows(n8n, [example(bookingIntake(crm))]);
	await activateWorkflow(n8n, intake.id);
	log(`"${intake.name}" is active; the phone agent posts ${bookings.length} bookings`);
	const first = await postBookings(n8n, sandbox, crm);
	printForHumans(log, first);
	const ledger = await ledgerOf(crm, sandbox);
	faults.push(...findFaults(first.answers, ledger));

	log('The same bookings are posted again');
	const second = await postBookings(n8n, sandbox, crm);
	const later = await ledgerOf(crm, sandbox);
	faults.push(...findRepeats(second.answers, ledger, later), ...findFaults(second.answers, later));
	const violations = sandbox.crm(crm.id).invalid();
	faults.push(...violations.map((violation) => `Traffic breaks the vendor's API description: ${JSON.stringify(violation)}`));
	// The workflows are alike down to the address of their webhook, so one at a time can be active.
	await deactivateWorkflow(n8n, intake.id);
	const { people, appointments } = later;
	log(`${people.length} people and ${appointments} appointments are in ${crm.label}`);
	log(`${first.refused + second.refused} requests were refused by the rate limit`);
	return { crm, first, second, people: people.length, appointments, faults };
}

/** What the CRM holds, read when its lists show all that was written. */
async function ledgerOf(crm: StoryCrm, sandbox: Sandbox): Promise<Ledger> {
	await sleep(sandbox.crm(crm.id).settings.get().indexLagMs);
	return await crm.ledger(sandbox);
}

/** Customers of long ago: the search has known them for a while. */
function seed(crm: StoryCrm, sandbox: Sandbox): void {
	const { settings } = sandbox.crm(crm.id);
	const { indexLagMs } = settings.get();
	settings.patch({ indexLagMs: 0 });
	crm.seed(sandbox, known);
	settings.patch({ indexLagMs });
}
