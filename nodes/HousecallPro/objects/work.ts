import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../../shared/http/failure';
import { extras, shown, statusGroup, stored, type Extra } from '../../shared/map/fields';
import type { CrmClient, Field, Raw, VendorObject } from '../../shared/types';
import { addressFor, addressText, findEqual, inTurnOf, parseAddress } from '../address';
import { pollOf, readList, refuseFixed, searchOf, type List } from '../api';
import { staffOf, type Move } from '../schedule';

/** What jobs and estimates share: work for a customer, at an address and a time. */
export interface Work {
	list: List;
	/** Canonical keys of its times. */
	start: string;
	end: string;
	fields: Field[];
	custom: Record<string, Extra>;
	/** Where an answer keeps notes. */
	notesOf(raw: Raw): unknown;
}
/** What an update asks for. */
export interface Change { move?: Move; notes?: string; tags?: string[]; visit?: string }

/** Words of the answer and of the filter differ (contract section 2). */
const groups: Record<string, string> = {
	'needs scheduling': 'open', scheduled: 'open', 'in progress': 'open',
	'complete rated': 'done', 'complete unrated': 'done', 'user canceled': 'cancelled', 'pro canceled': 'cancelled',
};
const filterWords: Record<string, string> = {
	'needs scheduling': 'unscheduled', 'in progress': 'in_progress',
	'complete rated': 'completed', 'complete unrated': 'completed', 'user canceled': 'canceled', 'pro canceled': 'canceled',
};

/** Custom fields of both. */
export const commonCustom: Record<string, Extra> = {
	arrival_window: { label: 'Arrival Window (Minutes)', kind: 'number', read: 'schedule.arrival_window', write: 'schedule.arrival_window_in_minutes' },
	lead_source: { label: 'Lead Source' },
	address_id: { label: 'Address ID', read: 'address.id' },
};

/** An appointment tells its place in one line. */
export const location: Field = {
	key: 'location', label: 'Address', kind: 'text', createOnly: true, read: ({ address }) => addressText((address ?? {}) as Raw), write: 'location',
	hint: 'The ID of one of the customer\'s addresses, or "street, city, state, ZIP, country"',
};

const contents = (notes: unknown): string[] => ((notes ?? []) as Raw[]).map(({ content }) => String(content));

/** How work is described, recognised and found; making and changing it differ. */
export const workObject = ({ list, start, end, fields, custom, notesOf }: Work) => ({
	...extras({ ...commonCustom, ...custom }),
	fields: [
		...stored('', {
			customerId: { name: 'customer.id', write: 'customer_id' },
			contactId: { name: 'customer.id', write: 'customer_id', label: 'Contact (the Customer)' },
			[start]: { name: 'schedule.scheduled_start', write: 'schedule.start_time', label: 'Scheduled Start', required: start === 'startTime' },
			[end]: { name: 'schedule.scheduled_end', write: 'schedule.end_time', label: 'Scheduled End' },
		}),
		{
			key: 'assignees', label: 'Technicians', kind: 'reference', target: 'owner', read: staffOf,
			write: (value, body) => void (body.assigned_employee_ids = value === null ? [] : ([value].flat() as string[])),
		},
		{
			key: 'notes', label: 'Note', kind: 'longText', read: (raw) => contents(notesOf(raw)).pop(), write: 'notes',
			hint: 'Added to the notes; the newest one is shown',
		},
		...shown('', { status: { name: 'work_status', kind: 'text' }, createdAt: 'created_at', updatedAt: 'updated_at' }),
		statusGroup('work_status', groups),
		...fields,
	],
	search: searchOf(list, {
		equal: { customerId: 'customer_id', contactId: 'customer_id', status: 'work_status[]' },
		between: { [start]: ['scheduled_start_min', 'scheduled_start_max'], [end]: ['scheduled_end_min', 'scheduled_end_max'] },
		spell: (field, value) => (field === 'status' ? (filterWords[value] ?? value) : value),
	}),
	match: {
		natural: {
			label: 'Customer and Start Time', parts: ['customerId|contactId', start], max: 1,
			// Cancelled work is none: the customer may book again.
			find: async ([[customer, time]], client) => {
				const found = await readList(list, { customer_id: customer, scheduled_start_min: time, scheduled_start_max: time }, client);
				return found.filter(({ work_status: status }) => groups[String(status)] !== 'cancelled');
			},
		},
	},
	poll: pollOf(list),
	imply: (values, _custom, current) => (current ? dropKnown(values, contents(notesOf(current)), (current.address ?? {}) as Raw) : []),
}) satisfies Partial<VendorObject>;

/** Times and technicians, notes and tags can be changed. @throws CrmFailure for anything else */
export function changeOf(body: IDataObject, what: string): Change {
	const { schedule, assigned_employee_ids: staff, notes, tags, appointment_id: visit, ...fixed } = body;
	refuseFixed(fixed, what);
	if (notes === null) throw refusal(`Notes of ${what} are only added, never cleared`, 'Leave notes out, or delete the note in Housecall Pro.');
	return { move: schedule || staff ? { schedule, staff } : undefined, notes, tags, visit } as Change;
}

/** Drops from an input what the work says already in other words. */
function dropKnown(values: Map<string, unknown>, notes: string[], address: Raw): string[] {
	if (notes.includes(String(values.get('notes')))) values.delete('notes');
	const place = String(values.get('location') ?? '');
	if (place && (place === address.id || findEqual([address], parseAddress(place)))) values.delete('location');
	return [];
}

/** Makes work at one of the customer's addresses: at the one that is said, else at the only one. */
export async function createWork(body: IDataObject, client: CrmClient, post: (body: IDataObject) => Promise<Raw>): Promise<Raw> {
	const { location: place = '', address, address_id: given, ...rest } = body;
	const customerId = String(rest.customer_id ?? '');
	if (!customerId) throw refusal('A customer is missing', 'Give customerId (or contactId, which is the same here).');
	return await inTurnOf(customerId, client, async () => {
		const id = String(given ?? place);
		const addressId = id.startsWith('adr_') ? id : await addressFor(customerId, (address as IDataObject | undefined) ?? parseAddress(String(place)), client);
		return await post(addressId ? { ...rest, address_id: addressId } : rest);
	});
}
