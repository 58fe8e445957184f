import { bookings, callerOf, forHumans, goodBookings, startOf, type Booking } from './bookings';
import type { Ledger, LedgerPerson } from './crm';
import { hasChanged, type Answer } from './intake';

const digits = (phone: string) => phone.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^0+/, '');
const samePhone = (left: string, right: string) => left !== '' && right !== '' && digits(left).slice(-9) === digits(right).slice(-9);
const sameEmail = (left: string, right: string) => left.trim().toLowerCase() === right.trim().toLowerCase();

/** The person a booking is about, found in the CRM by e-mail address, or by phone when there is none. */
const peopleOf = ({ email, phone = '' }: Booking, { people }: Ledger): LedgerPerson[] =>
	people.filter((person) => (email ? sameEmail(person.email, email) : samePhone(person.phone, phone)));

/** Compares the CRM's own records with what was posted; one sentence for each thing that is not as it should be. */
export function findFaults(answers: readonly Answer[], ledger: Ledger): string[] {
	const wanted = goodBookings.length;
	return [
		...goodBookings.flatMap((booking) => faultsOf(booking, ledger)),
		...Object.keys(forHumans).flatMap((callId) => strays(callId, ledger)),
		...bookings.flatMap((booking) => answerFaults(booking, answers)),
		...(ledger.appointments === wanted ? [] : [`There are ${ledger.appointments} appointments instead of ${wanted}`]),
	];
}

/** A good booking: one person, and one appointment of that person at that time with what was said. */
function faultsOf(booking: Booking, ledger: Ledger): string[] {
	const caller = `${booking.callId} (${callerOf(booking)})`;
	const people = peopleOf(booking, ledger);
	if (people.length !== 1) return [`${caller} is ${people.length} people in the CRM instead of one`];
	const [{ appointments }] = people;
	const start = startOf(booking);
	const booked = appointments.filter((appointment) => appointment.start === start);
	if (booked.length !== 1) {
		const starts = appointments.map((one) => one.start).join(', ');
		return [`${caller} has ${booked.length} appointments at ${start} instead of one (${starts})`];
	}
	const [{ notes }] = booked;
	return notes.split(booking.summary).length === 2 ? [] : [`The appointment of ${caller} does not say once what was said: ${notes}`];
}

/** A call for a human leaves no appointment anywhere. */
function strays(callId: string, { people }: Ledger): string[] {
	const hold = people.filter(({ appointments }) => appointments.some(({ notes }) => notes.includes(callId)));
	return hold.map(({ name }) => `${callId} left an appointment of ${name}`);
}

function answerFaults(booking: Booking, answers: readonly Answer[]): string[] {
	const own = answers.filter(({ callId }) => callId === booking.callId);
	const caller = `${booking.callId} (${callerOf(booking)})`;
	if (own.length !== 1) return [`${caller} got ${own.length} answers instead of one`];
	const [{ outcome, message }] = own;
	const human = forHumans[booking.callId];
	if (outcome !== (human ? 'needs a human' : 'booked')) return [`${caller} was answered "${outcome}": ${message}`];
	if (!human) return [];
	const missing = [booking.lastName, human.says].filter((word) => !message.includes(word));
	return missing.map((word) => `${caller}: the sentence for the front desk does not say "${word}": ${message}`);
}

/** What a second, equal round must not do. */
export function findRepeats(answers: readonly Answer[], before: Ledger, after: Ledger): string[] {
	const faults = answers.filter(hasChanged).map(({ callId, caller, customer, appointment }) =>
		`${callId} (${caller}) was written again: customer ${customer}, appointment ${appointment}`);
	if (JSON.stringify(before) === JSON.stringify(after)) return faults;
	return [...faults, `The CRM held ${counts(before)} and now holds ${counts(after)}, or other ones`];
}

const counts = ({ people, appointments }: Ledger) => `${people.length} people and ${appointments} appointments`;
