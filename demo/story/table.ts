import type { Log } from '../runtime';
import type { Answer } from './intake';

const columns = { call: 8, caller: 26, customer: 10, appointment: 12 };
const fewCallers = 5;

/** Prints what became of each call. */
export function printTable(log: Log, answers: readonly Answer[]): void {
	log(line('call', 'caller', 'customer', 'appointment', 'note'));
	log('-'.repeat(72));
	for (const { callId, caller, outcome, customer = '', appointment = '', note = '', message } of answers) {
		log(outcome === 'booked' ? line(callId, caller, customer, appointment, note) : `${fit(callId, columns.call)}  ${message}`);
	}
}

/** Prints how many answers said the same, for a round in which most do; names the callers where they are few. */
export function printTally(log: Log, answers: readonly Answer[]): void {
	const tally = new Map<string, string[]>();
	for (const { caller, outcome, customer, appointment, note } of answers) {
		const said = outcome === 'booked' ? `customer ${String(customer)}, appointment ${String(appointment)}, note ${String(note)}` : outcome;
		tally.set(said, [...(tally.get(said) ?? []), caller]);
	}
	for (const [said, callers] of tally) log(`${String(callers.length).padStart(4)} x  ${said}${callers.length <= fewCallers ? `: ${callers.join(', ')}` : ''}`);
}

const line = (call: string, caller: string, customer: string, appointment: string, note: string) =>
	`${fit(call, columns.call)}  ${fit(caller, columns.caller)}  ${fit(customer, columns.customer)}  ${fit(appointment, columns.appointment)}  ${note}`;

const fit = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width));
