import { Problems } from './errors';
import { isObject, type RecordBody } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import { LISTS, type User, USERS } from './portal';
import type { Appointment, Attendee } from './records';
import { readTarget } from './targets';
import { RAILS_TIME_ZONES } from './timeZones';

const TEXTS = ['location', 'description', 'latitude', 'longitude'] as const;

export function createAppointment(account: FreshsalesAccount, user: User, body: RecordBody): Appointment {
	const blank: Appointment = {
		...account.newRow(user.id),
		title: '',
		fromDate: NaN,
		endDate: NaN,
		isAllday: false,
		timeZone: null,
		location: null,
		description: null,
		latitude: null,
		longitude: null,
		outcomeId: null,
		target: null,
		attendees: [],
	};
	return saved(account, blank, written(account, blank, body));
}

export function updateAppointment(account: FreshsalesAccount, current: Appointment, body: RecordBody): Appointment {
	return saved(account, current, { ...written(account, current, body), updatedAt: account.clock.now() });
}

/** Whoever is new among the attendees may get an e-mail (contract 2.3). */
function saved(account: FreshsalesAccount, previous: Appointment, appointment: Appointment): Appointment {
	for (const { id, attendee_type, attendee_id } of appointment.attendees) {
		if (previous.attendees.some((attendee) => attendee.id === id)) continue;
		account.invitations.push({ appointmentId: appointment.id, attendee: { attendee_type, attendee_id } });
	}
	if (appointment.target) account.touch(appointment.target);
	return account.appointments.save(appointment);
}

function written(account: FreshsalesAccount, current: Appointment, body: RecordBody): Appointment {
	const problems = new Problems();
	const { settings } = account;
	const title = 'title' in body ? String(body.title ?? '').trim() : current.title;
	if (title === '') problems.add('title', "Title can't be blank");
	const fromDate = timeOf(account, body, 'from_date', current.fromDate);
	const endDate = timeOf(account, body, 'end_date', current.endDate);
	if (Number.isNaN(fromDate)) problems.add('from_date', "From date can't be blank");
	if (Number.isNaN(endDate)) problems.add('end_date', "End date can't be blank");
	if (endDate < fromDate) problems.add('end_date', 'End date should be later than the from date');
	const timeZone = 'time_zone' in body ? ((body.time_zone as string | null) ?? null) : current.timeZone;
	const isKnownZone = timeZone === null || RAILS_TIME_ZONES.has(timeZone) || settings.ianaTimeZones;
	if (!isKnownZone) problems.add('time_zone', 'Not a supported time zone');
	const target = readTarget(account, body, problems) ?? current.target;
	if (!target && settings.appointmentTargetable === 'required') problems.add('targetable_id', "Targetable can't be blank");
	const attendees = writeAttendees(account, current.attendees, body.appointment_attendees_attributes, problems);
	const outcomeId = 'outcome_id' in body ? Number(body.outcome_id) || null : current.outcomeId;
	const isKnownOutcome = outcomeId === null || LISTS.sales_activity_outcomes.some(({ id }) => id === outcomeId);
	if (!isKnownOutcome) problems.add('outcome_id', "Outcome doesn't exist");
	problems.check();
	const texts = Object.fromEntries(TEXTS.filter((name) => name in body).map((name) => [name, textOf(body[name])]));
	const isAllday = typeof body.is_allday === 'boolean' ? body.is_allday : current.isAllday;
	const createrId = USERS.find(({ id }) => id === Number(body.creater_id))?.id ?? current.createrId;
	return { ...current, ...texts, title, fromDate, endDate, isAllday, timeZone, outcomeId, target, attendees, createrId };
}

/** What is no time counts as none [unverified]. */
function timeOf(account: FreshsalesAccount, body: RecordBody, name: string, current: number): number {
	return name in body ? account.instant(String(body[name] ?? '')) : current;
}

/** Nested attributes: an entry is added, or taken out by its id and `_destroy`. */
function writeAttendees(
	account: FreshsalesAccount,
	current: readonly Attendee[],
	sent: unknown,
	problems: Problems,
): readonly Attendee[] {
	if (!Array.isArray(sent)) return current;
	let attendees = current;
	for (const entry of sent.filter(isObject)) {
		const { id, attendee_type: type, _destroy } = entry;
		const attendee_id = Number(entry.attendee_id);
		if (id !== undefined) {
			if (_destroy === true || _destroy === 'true') attendees = attendees.filter((each) => each.id !== Number(id));
		} else if (type === 'Contact' ? account.contacts.get(attendee_id) : isUser(type, attendee_id)) {
			const attendee: Attendee = { id: account.newId(), attendee_type: type as Attendee['attendee_type'], attendee_id };
			attendees = [...attendees, attendee];
		} else {
			problems.add('appointment_attendees', "Attendee doesn't exist");
		}
	}
	return attendees;
}

function isUser(type: unknown, userId: number): boolean {
	return type === 'FdMultitenant::User' && USERS.some(({ id }) => id === userId);
}

const textOf = (value: unknown) => (value == null || value === '' ? null : String(value));
