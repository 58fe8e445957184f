import type { Log } from '../runtime';
import type { Answer } from './intake';

const columns = { call: 8, caller: 26, customer: 10, appointment: 12 };

/** Prints what became of each call. */
export function printTable(log: Log, answers: readonly Answer[]): void {
	log(line('call', 'caller', 'customer', 'appointment', 'note'));
	log('-'.repeat(72));
	for (const { callId, caller, outcome, customer = '', appointment = '', note = '', message } of answers) {
		log(outcome === 'booked' ? line(callId, caller, customer, appointment, note) : `${fit(callId, columns.call)}  ${message}`);
	}
}

/** Prints how many answers said the same, for a round in which most do. */
export function printTally(log: Log, answers: readonly Answer[]): void {
	const tally = new Map<string, number>();
	for (const { outcome, customer, appointment, note } of answers) {
		const said = outcome === 'booked' ? `customer ${String(customer)}, appointment ${String(appointment)}, note ${String(note)}` : outcome;
		tally.set(said, (tally.get(said) ?? 0) + 1);
	}
	for (const [said, count] of tally) log(`${String(count).padStart(4)} x  ${said}`);
}

const line = (call: string, caller: string, customer: string, appointment: string, note: string) =>
	`${fit(call, columns.call)}  ${fit(caller, columns.caller)}  ${fit(customer, columns.customer)}  ${fit(appointment, columns.appointment)}  ${note}`;

const fit = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width));
