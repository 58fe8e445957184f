import { markdownTable } from 'markdown-table';
import type { Log } from '../runtime';
import type { StoryCrm } from './crm';
import { hasChanged, type Answer, type Round } from './intake';
import type { TriggerResult } from './trigger';

/** How the story went with one CRM. */
export interface Play {
	crm: StoryCrm;
	first: Round;
	second: Round;
	people: number;
	appointments: number;
	faults: string[];
}

/** Prints what became of each call, a column for each CRM. */
export function printCalls(log: Log, plays: readonly Play[]): void {
	const [{ first }] = plays;
	const cell = (play: Play, callId: string) => cellOf(play.first.answers.find((answer) => answer.callId === callId));
	const rows = first.answers.map(({ callId, caller }) => [callId, caller, ...plays.map((play) => cell(play, callId))]);
	print(log, ['Call', 'Caller', ...plays.map(({ crm }) => crm.label)], rows);
}

function cellOf(answer: Answer | undefined): string {
	if (!answer) return 'no answer';
	if (answer.outcome !== 'booked') return answer.outcome;
	return answer.customer === 'created' ? 'booked, new' : 'booked, known';
}

/** Prints the sentences for the front desk. */
export function printForHumans(log: Log, { answers }: Round): void {
	for (const { callId, message } of answers.filter(({ outcome }) => outcome !== 'booked')) log(`${callId}  ${message}`);
}

const summaryHead = [
	'CRM', 'Calls', 'Booked', 'For a human', 'People', 'Appointments', '1st round', '2nd round', 'Written twice', 'Trigger', 'Result',
];

/** Prints how it went, a row for each CRM. */
export function printSummary(log: Log, plays: readonly Play[], triggers: ReadonlyMap<StoryCrm, TriggerResult>): void {
	const rows = plays.map((play) => {
		const { crm, first, second, people, appointments } = play;
		const booked = first.answers.filter(({ outcome }) => outcome === 'booked').length;
		const trigger = triggers.get(crm);
		const faults = play.faults.length + (trigger?.faults.length ?? 0);
		return [
			crm.label, first.answers.length, booked, first.answers.length - booked, people, appointments,
			costOf(first), costOf(second), second.answers.filter(hasChanged).length,
			trigger ? `fired ${trigger.fired} x` : '', faults ? `${faults} wrong` : 'right',
		].map(String);
	});
	print(log, summaryHead, rows);
}

const costOf = ({ requests, seconds }: Round) => `${requests} requests, ${seconds} s`;

const print = (log: Log, head: string[], rows: string[][]): void => markdownTable([head, ...rows]).split('\n').forEach(log);
