import { bookings, callerOf, forHumans, goodBookings, startOf, type Booking } from './bookings';
import type { Ledger, LedgerPerson } from './crm';
import type { Answer } from './intake';

const digits = (phone: string) => phone.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^0+/, '');
const samePhone = (left: string, right: string) => left !== '' && right !== '' && digits(left).slice(-9) === digits(right).slice(-9);
const sameEmail = (left: string, right: string) => left.trim().toLowerCase() === right.trim().toLowerCase();

/** The person a booking is about, found in the CRM by e-mail address, or by phone when there is none. */
const peopleOf = ({ email, phone = '' }: Booking, { people }: Ledger): LedgerPerson[] =>
	people.filter((person) => (email ? sameEmail(person.email, email) : samePhone(person.phone, phone)));

/** Compares the CRM's own records with what was posted; one sentence for each thing that is not as it should be. */
export function findFaults(answers: readonly Answer[], ledger: Ledger): string[] {
	const faults = [...goodBookings.flatMap((booking) => faultsOf(booking, ledger)), ...Object.keys(forHumans).flatMap((callId) => strays(callId, ledger))];
	for (const booking of bookings) faults.push(...answerFaults(booking, answers));
	const wanted = goodBookings.length;
	if (ledger.appointments !== wanted) faults.push(`There are ${ledger.appointments} appointments instead of ${wanted}`);
	if (ledger.notes !== wanted) faults.push(`There are ${ledger.notes} notes instead of ${wanted}`);
	return faults;
}

/** A good booking: one person, one appointment of that person at that time, one note of that person with that text. */
function faultsOf(booking: Booking, ledger: Ledger): string[] {
	const caller = `${booking.callId} (${callerOf(booking)})`;
	const people = peopleOf(booking, ledger);
	if (people.length !== 1) return [`${caller} is ${people.length} people in the CRM instead of one`];
	const [{ appointments, notes }] = people;
	const starts = appointments.filter((start) => start === startOf(booking)).length;
	const texts = notes.filter((text) => text.includes(booking.summary)).length;
	return [
		...(starts === 1 ? [] : [`${caller} has ${starts} appointments at ${startOf(booking)} instead of one (${appointments.join(', ')})`]),
		...(texts === 1 ? [] : [`${caller} has ${texts} notes of the call instead of one`]),
	];
}

/** A call for a human leaves no note anywhere. */
function strays(callId: string, { people }: Ledger): string[] {
	return people.filter(({ notes }) => notes.some((text) => text.includes(callId))).map(({ name }) => `${callId} left a note at ${name}`);
}

function answerFaults(booking: Booking, answers: readonly Answer[]): string[] {
	const own = answers.filter(({ callId }) => callId === booking.callId);
	const caller = `${booking.callId} (${callerOf(booking)})`;
	if (own.length !== 1) return [`${caller} got ${own.length} answers instead of one`];
	const [{ outcome, message }] = own;
	const human = forHumans[booking.callId];
	if (outcome !== (human ? 'needs a human' : 'booked')) return [`${caller} was answered "${outcome}": ${message}`];
	if (!human) return [];
	return [booking.lastName, human.says].filter((word) => !message.includes(word)).map((word) => `${caller}: the sentence for the front desk does not say "${word}": ${message}`);
}

/** What a second, equal round must not do. */
export function findRepeats(answers: readonly Answer[], before: Ledger, after: Ledger): string[] {
	const created = answers.filter((answer) => [answer.customer, answer.appointment, answer.note].includes('created'));
	const faults = created.map(({ callId, caller }) => `${callId} (${caller}) was created a second time`);
	const counts = ({ people, appointments, notes }: Ledger) => `${people.length} people, ${appointments} appointments, ${notes} notes`;
	return counts(before) === counts(after) ? faults : [...faults, `The CRM had ${counts(before)} and now has ${counts(after)}`];
}
