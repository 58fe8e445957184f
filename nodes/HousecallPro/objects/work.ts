import { extras, refusal, shown, statusGroup, stored } from '../../shared/kit';
import type { CrmClient, Extra, Field, HttpRequest, List, Raw, Scope, VendorObject } from '../../shared/kit';
import { addresses, lists, refuseFixed } from '../api';

/** What sets jobs and estimates apart: both are work for a customer, at an address and a time. */
interface Work {
	list: List;
	/** Canonical keys of its times. */
	times: readonly [start: string, end: string];
	fields: Field[];
	custom: Record<string, Extra>;
	/** Where an answer keeps notes. */
	notesOf(raw: Raw): unknown;
}
/** Times, as `PUT schedule` and new estimates spell them, and technicians. */
export interface Move { schedule?: Raw; staff?: string[] }
interface Change { move?: Move; notes?: string; tags?: string[]; visit?: string }

/** Words of the answer and of the filter differ (contract section 2). */
const groups: Record<string, string> = {
	'needs scheduling': 'open', scheduled: 'open', 'in progress': 'open',
	'complete rated': 'done', 'complete unrated': 'done', 'user canceled': 'cancelled', 'pro canceled': 'cancelled',
};
const filterWords: Record<string, string> = {
	'needs scheduling': 'unscheduled', 'in progress': 'in_progress', done: 'completed', cancelled: 'canceled',
};

const window = { read: 'schedule.arrival_window', write: 'schedule.arrival_window_in_minutes' };
const commonCustom: Record<string, Extra> = {
	arrival_window: { label: 'Arrival Window (Minutes)', kind: 'number', ...window },
	lead_source: { label: 'Lead Source' },
	address_id: { label: 'Address ID', read: 'address.id' },
};

/** An appointment tells its place in one line. */
export const location: Field = {
	key: 'location', label: 'Address', kind: 'text', hint: 'The ID of an address of the customer, or "street, city, state, ZIP, country"',
	read: ({ address }) => addresses.line((address ?? {}) as Raw), write: 'location', createOnly: true,
};

const from = (rows: unknown, name: string): string[] => ((rows ?? []) as Raw[]).map((row) => String(row[name]));
export const staffOf = ({ assigned_employees: staff }: Raw): string[] => from(staff, 'id');

/** How work is described, recognised and found; making and changing it differ. */
export const workObject = ({ list, times: [start, end], fields, custom, notesOf }: Work) => ({
	...extras({ ...commonCustom, ...custom }),
	fields: [
		...stored('', {
			customerId: { name: 'customer.id', write: 'customer_id' },
			contactId: { name: 'customer.id', write: 'customer_id', label: 'Contact (the Customer)' },
			[start]: { name: 'schedule.scheduled_start', write: 'schedule.start_time', required: start === 'startTime' },
			[end]: { name: 'schedule.scheduled_end', write: 'schedule.end_time' },
		}),
		{
			key: 'assignees', label: 'Technicians', kind: 'reference', target: 'owner', read: staffOf,
			write: (value, body) => void (body.assigned_employee_ids = value === null ? [] : ([value].flat() as string[])),
		},
		{ key: 'notes', label: 'Note (Added)', kind: 'longText', read: (raw) => from(notesOf(raw), 'content').pop(), write: 'notes' },
		...shown('', { status: { name: 'work_status', kind: 'text' }, createdAt: 'created_at', updatedAt: 'updated_at' }),
		statusGroup('work_status', groups), ...fields,
	],
	search: lists.search(list, {
		equal: { customerId: 'customer_id', contactId: 'customer_id', status: 'work_status[]' },
		between: { [start]: ['scheduled_start_min', 'scheduled_start_max'], [end]: ['scheduled_end_min', 'scheduled_end_max'] },
		spell: (_field, value) => filterWords[value] ?? filterWords[groups[value]] ?? value,
	}),
	match: { natural: {
		label: 'Customer and Start Time', parts: ['customerId|contactId', start], max: 1,
		// Cancelled work is none: the customer may book again.
		find: async ([[customer_id, time]], client) => {
			const found = await lists.read(list, { customer_id, scheduled_start_min: time, scheduled_start_max: time }, client);
			return found.filter(({ work_status: status }) => groups[String(status)] !== 'cancelled');
		},
	} },
	poll: lists.poll(list),
	// What the work says already in other words is no change.
	imply: (values, _custom, current) => {
		const place = String(values.get('location') ?? '');
		const address = (current?.address ?? {}) as Raw;
		if (current && (place === address.id || addresses.equal([address], addresses.parse(place)))) values.delete('location');
		if (current && from(notesOf(current), 'content').includes(String(values.get('notes')))) values.delete('notes');
		return [] as string[];
	},
}) satisfies Partial<VendorObject>;

/** Makes work at one of the customer's addresses: at the one that is said, else at the only one. */
export async function createWork(body: Raw, client: CrmClient, post: (body: Raw) => Promise<Raw>): Promise<Raw> {
	const { location: line = '', address = addresses.parse(String(line)), address_id: given = line, ...rest } = body;
	const customerId = String(rest.customer_id ?? '');
	if (!customerId) throw refusal('A customer is missing', 'Give customerId (or contactId, which is the same here).');
	return await addresses.inTurn(customerId, client, async () => {
		const isId = String(given).startsWith('adr_');
		const addressId = isId ? given : await addresses.idFor(customerId, address as Raw, client);
		return await post(addressId ? { ...rest, address_id: addressId } : rest);
	});
}

/** Times and technicians, notes and tags can be changed. @throws CrmFailure for anything else */
export function changeOf(body: Raw, what: string): Change {
	const { schedule, assigned_employee_ids: staff, notes, tags, appointment_id: visit, ...fixed } = body;
	refuseFixed(fixed, what);
	const isCleared = notes === null || tags === null;
	if (isCleared) throw refusal(`Notes and tags of ${what} are only added, never cleared`, 'Remove them in Housecall Pro.');
	return { move: schedule || staff ? { schedule, staff } : undefined, notes, tags, visit } as Change;
}

/** Times without those that have no value. */
export const said = (schedule: Raw = {}): Raw =>
	Object.fromEntries(Object.entries(schedule).filter(([, value]) => value !== null && value !== undefined));
export const dispatched = (staff: readonly string[] = []) => ({ dispatched_employees: staff.map((id) => ({ employee_id: id })) });

/** Whom Housecall Pro tells of a change: nobody, unless the user's options say so. */
export const told = ({ switches = [] }: Scope) => ({ notify: switches.includes('notify'), notify_pro: switches.includes('notifyPro') });

/** Moves a job or an option of an estimate. Sent twice, people would be told twice. */
export function reschedule(url: string, { schedule, staff }: Move, scope: Scope): HttpRequest {
	const { notify, notify_pro } = told(scope);
	const body = { ...said(schedule), ...(staff ? dispatched(staff) : {}), notify, notify_pro };
	return { method: 'PUT', path: `${url}/schedule`, body, restricted: true, safeToRepeat: !notify && !notify_pro };
}

export const noteRequest = (url: string, content: unknown): HttpRequest =>
	({ method: 'POST', path: `${url}/notes`, body: { content }, restricted: true });
