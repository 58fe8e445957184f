import { createAppointment, updateAppointment } from './appointments';
import { sees } from './access';
import { accessDenied, invalid, notFound } from './errors';
import { unwrapped } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import { pageOf } from './lists';
import { deleted, found } from './moduleRoutes';
import { CONTACTS } from './modules';
import { presentAppointment } from './present';
import { textOf, wordsOf } from './query';
import type { Appointment } from './records';
import { Answer, type Api, type Call, idOf, route } from './router';
import { BESIDE_APPOINTMENTS, sideLoad } from './sideLoad';

const WRAPPER = 'appointment';

/** Appointments have no view, no search, no status and no key of another system (contract 2.3, 3). */
export function addAppointments(api: Api): void {
	route(api, 'GET', '/appointments', (call) => {
		const { account, query } = call;
		const filter = textOf(query, 'filter');
		if (filter !== 'past' && filter !== 'upcoming') throw invalid('filter', 'Filter is mandatory');
		const { items, meta } = pageOf(call, byTime(account, filter).filter((each) => isVisible(call, each)));
		return { ...beside(call, items), appointments: items.map((each) => presentAppointment(account, each)), meta };
	});

	route(api, 'POST', '/appointments', (call) => {
		const appointment = createAppointment(call.account, call.user, unwrapped(call.body, WRAPPER));
		return new Answer(call.account.settings.createStatus ?? 201, one(call, appointment, ['appointment_attendees']));
	});
	route(api, 'GET', '/appointments/:id', (call) => one(call, foundAppointment(call)));
	route(api, 'PUT', '/appointments/:id', (call) =>
		one(call, updateAppointment(call.account, foundAppointment(call), unwrapped(call.body, WRAPPER)), [
			'appointment_attendees',
		]),
	);
	route(api, 'DELETE', '/appointments/:id', (call) => {
		call.account.appointments.forget(foundAppointment(call).id);
		return deleted(call);
	});

	route(api, 'GET', '/contacts/:id/appointments', (call) => {
		const contact = found(call, CONTACTS);
		const appointments = call.account.appointments.live().filter((each) => concerns(each, contact.id));
		return { appointments: appointments.map((each) => presentAppointment(call.account, each)) };
	});
}

/** Upcoming ones soonest first, past ones latest first; what is under way is upcoming [unverified]. */
function byTime({ appointments, clock }: FreshsalesAccount, filter: 'past' | 'upcoming'): Appointment[] {
	const now = clock.now();
	const inTime = appointments.live().filter(({ endDate }) => endDate < now === (filter === 'past'));
	return inTime.sort((a, b) => (filter === 'past' ? b.fromDate - a.fromDate : a.fromDate - b.fromDate));
}

function concerns({ target, attendees }: Appointment, contactId: number): boolean {
	return (
		(target?.type === 'Contact' && target.id === contactId) ||
		attendees.some(({ attendee_type, attendee_id }) => attendee_type === 'Contact' && attendee_id === contactId)
	);
}

function one(call: Call, appointment: Appointment, include: readonly string[] = []) {
	return { [WRAPPER]: presentAppointment(call.account, appointment), ...beside(call, [appointment], include) };
}

function beside({ account, query }: Call, rows: readonly Appointment[], more: readonly string[] = []) {
	return sideLoad(account, BESIDE_APPOINTMENTS, rows, [...wordsOf(query, 'include'), ...more]);
}

/** "Meeting" is what the vendor's pages call it (live). */
function foundAppointment(call: Call): Appointment {
	const appointment = call.account.appointments.get(idOf(call));
	if (!appointment) throw notFound('meeting');
	if (!isVisible(call, appointment)) throw accessDenied();
	return appointment;
}

function isVisible({ account, user }: Call, { createrId, target }: Appointment): boolean {
	const row = target && account.target(target);
	return user.role === 'admin' || createrId === user.id || (row ? sees(user, row) : false);
}
