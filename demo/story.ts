import type { Sandbox } from '../sandbox/server';
import { activateWorkflow, importWorkflows, type Log, type N8n } from './runtime';
import { bookings, goodBookings } from './story/bookings';
import { findFaults, findRepeats } from './story/check';
import { connect } from './story/connect';
import type { StoryCrm } from './story/crm';
import { exampleFor } from './story/examples';
import { hubSpot } from './story/hubspot';
import { postBookings } from './story/intake';
import { printTable, printTally } from './story/table';
import { watchTrigger } from './story/trigger';

/** What a story may use. */
export interface Stage {
	n8n: N8n;
	sandbox: Sandbox;
	log: Log;
}

/** The CRMs that the story is played with, one after the other. */
export const storyCrms: readonly StoryCrm[] = [hubSpot];

/** Plays the demo on a running n8n; true when everything came out as it should. */
export async function runStory(stage: Stage): Promise<boolean> {
	let right = true;
	for (const crm of storyCrms) right = (await playWith(crm, stage)) && right;
	return right;
}

async function playWith(crm: StoryCrm, { n8n, sandbox, log }: Stage): Promise<boolean> {
	const faults: string[] = [];
	log('');
	log(`=== ${crm.label}`);
	seed(crm, sandbox);
	const test = await connect(n8n, sandbox, crm);
	log(`Credential test in n8n: ${test.status} (${test.message})`);
	if (test.status !== 'OK') faults.push(`The credential test says ${test.status}: ${test.message}`);

	const [intake] = await importWorkflows(n8n, [exampleFor('booking-intake', crm, crm.credential(sandbox))]);
	await activateWorkflow(n8n, intake.id);
	log(`"${intake.name}" is active; the phone agent posts ${bookings.length} bookings`);
	const first = await postBookings(n8n, sandbox, crm);
	printTable(log, first.answers);
	const ledger = await crm.ledger(sandbox);
	faults.push(...findFaults(first.answers, ledger));
	log(`${ledger.people.length} people, ${ledger.appointments} appointments and ${ledger.notes} notes are now in ${crm.label}`);

	log('');
	log('The same bookings are posted again');
	const second = await postBookings(n8n, sandbox, crm);
	printTally(log, second.answers);
	const later = await crm.ledger(sandbox);
	const repeats = findRepeats(second.answers, ledger, later);
	faults.push(...repeats, ...findFaults(second.answers, later));

	log('');
	const trigger = await watchTrigger(n8n, sandbox, crm, log);
	faults.push(...trigger.faults);

	log('');
	log(`${crm.label}: ${first.answers.length} calls, ${goodBookings.length} booked, ${bookings.length - goodBookings.length} for a human`);
	for (const [name, { requests, refused, seconds }] of [['first', first], ['second', second]] as const) {
		log(`${crm.label}: ${name} round ${requests} requests (${refused} refused by the rate limit) in ${seconds} s`);
	}
	log(`${crm.label}: trigger fired once after ${trigger.seconds} s, ${trigger.polls} polls`);
	log(`${crm.label}: duplicates ${repeats.length}`);
	for (const fault of faults) log(`WRONG: ${fault}`);
	log(faults.length ? `${crm.label}: ${faults.length} thing(s) went wrong` : `${crm.label}: everything is as it should be`);
	return faults.length === 0;
}

/** Contacts of long ago: the search has known them for a while. */
function seed(crm: StoryCrm, sandbox: Sandbox): void {
	const { settings } = sandbox.crm(crm.id);
	const { indexLagMs } = settings.get();
	settings.patch({ indexLagMs: 0 });
	crm.seed(sandbox);
	settings.patch({ indexLagMs });
}
