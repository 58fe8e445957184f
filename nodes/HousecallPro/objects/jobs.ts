import type { IDataObject } from 'n8n-workflow';
import { path } from '../../shared/http/path';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, Field, LiveField, Lookup, Raw, VendorObject, WriteRow } from '../../shared/types';
import { addressFields, addressText, equalAddress, parseAddress } from '../address';
import { bodyOf, pollOf, readList, searchOf, type List } from '../api';
import { changeJob, createJob } from '../schedule';
import { tags } from './customers';

const jobs: List = { path: '/jobs', name: 'jobs', always: { 'expand[]': ['appointments'] } };

/** Words of the answer and of the filter differ (contract section 2). */
const groups: Record<string, 'open' | 'done' | 'cancelled'> = {
	'needs scheduling': 'open', scheduled: 'open', 'in progress': 'open', 'complete rated': 'done', 'complete unrated': 'done', 'user canceled': 'cancelled', 'pro canceled': 'cancelled',
};
const filterWords: Record<string, string> = { 'needs scheduling': 'unscheduled', 'in progress': 'in_progress', 'complete rated': 'completed', 'complete unrated': 'completed', 'user canceled': 'canceled', 'pro canceled': 'canceled' };

const notesOf = ({ notes }: Raw): string[] => ((notes ?? []) as IDataObject[]).map(({ content }) => String(content));
const cents = (value: unknown) => (typeof value === 'number' ? value / 100 : null);

/** What a job has under whatever name it is shown. */
const common: Field[] = [
	{ key: 'customerId', label: 'Customer', kind: 'reference', target: 'customer', read: 'customer.id', write: 'customer_id' },
	{ key: 'contactId', label: 'Contact (the Customer)', kind: 'reference', target: 'contact', read: 'customer.id', write: 'customer_id' },
	// A job has no title: its description is made of its line items (section 2).
	{ key: 'title', label: 'Title (First Line Item)', kind: 'text', read: 'description', write: (value, body) => void (body.line_items = value === null ? [] : [{ name: String(value) }]) },
	{ key: 'notes', label: 'Note', kind: 'longText', read: (raw) => notesOf(raw).pop(), write: 'notes', hint: 'Added to the notes of the job; the newest one is shown' },
	{ key: 'assignees', label: 'Technicians', kind: 'reference', target: 'owner', read: ({ assigned_employees: staff }) => ((staff ?? []) as IDataObject[]).map(({ id }) => String(id)), write: (value, body) => void (body.assigned_employee_ids = value === null ? [] : ([value].flat() as string[])) },
	...stored('', { tags }),
	...shown('', { status: 'work_status', createdAt: 'created_at', updatedAt: 'updated_at' }),
	{ key: 'statusGroup', label: 'Status Group', kind: 'text', read: ({ work_status: status }) => groups[String(status)] },
	{ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `https://pro.housecallpro.com/app/jobs/${String(id)}` },
];

const extras: Record<string, Omit<LiveField, 'name' | 'readOnly' | 'unique'>> = {
	arrival_window: { label: 'Arrival Window (Minutes)', kind: 'number' },
	job_type_id: { label: 'Job Type ID', kind: 'text' },
	lead_source: { label: 'Lead Source', kind: 'text' },
	address_id: { label: 'Address ID', kind: 'text' },
	appointment_id: { label: 'Appointment to Move (When the Job Has Several)', kind: 'text' },
	notify: { label: 'Notify Customer When Moved', kind: 'boolean' },
	notify_pro: { label: 'Notify Technicians When Moved', kind: 'boolean' },
};

function readExtras({ schedule, job_fields: fields, address, lead_source: source }: Raw): IDataObject {
	const { job_type: type } = (fields ?? {}) as { job_type?: IDataObject };
	return { arrival_window: (schedule as IDataObject | undefined)?.arrival_window, job_type_id: type?.id, lead_source: source, address_id: (address as IDataObject | null | undefined)?.id };
}

function writeExtra(name: string, value: unknown, body: IDataObject): void {
	if (name === 'arrival_window') body.schedule = { ...(body.schedule as IDataObject | undefined), arrival_window: Number(value) };
	else if (name === 'job_type_id') body.job_fields = { job_type_id: String(value) };
	else body[name] = name.startsWith('notify') ? value === true || value === 'true' : (value as string);
}

/** Drops from an input for a job that exists what it says already and what no call can change. Returns warnings. */
function imply(start: string, end: string) {
	return (values: Map<string, unknown>, custom: Map<string, unknown>, current: Raw | null): string[] => {
		if (!current) return [];
		const held = (current.schedule ?? {}) as IDataObject;
		const movedBy = (key: string, name: string) => values.has(key) && Date.parse(String(values.get(key))) - Date.parse(String(held[name]));
		const later = movedBy(start, 'scheduled_start');
		// A job that is moved keeps its length.
		if (later && held.scheduled_end && !values.has(end)) values.set(end, new Date(Date.parse(String(held.scheduled_end)) + later).toISOString());
		const isStill = [later, movedBy(end, 'scheduled_end')].every((by) => by === false || by === 0) && !values.has('assignees');
		for (const name of isStill ? ['notify', 'notify_pro', 'appointment_id'] : []) custom.delete(name);
		if (notesOf(current).includes(String(values.get('notes')))) values.delete('notes');
		if (values.has('tags')) values.set('tags', [...new Set([...(current.tags as string[]), ...((values.get('tags') ?? []) as string[])])]);
		return [...keep(values, ['title'], values.get('title') === current.description || values.get('title') === null), ...keepAddress(values, current.address as Raw | null)];
	};
}

function keep(values: Map<string, unknown>, keys: readonly string[], isHeld: boolean): string[] {
	const given = keys.filter((key) => values.delete(key));
	return given.length && !isHeld ? [`${given.join(', ')} cannot be changed: Housecall Pro has no call for it once a job exists`] : [];
}

function keepAddress(values: Map<string, unknown>, held: Raw | null): string[] {
	const location = String(values.get('location') ?? '');
	const named = Object.fromEntries(addressFields('').map(({ key, write }) => [write, values.get(key) as string]));
	const wanted = location ? parseAddress(location) : named;
	return keep(values, ['location', ...addressFields('').map(({ key }) => key)], location === held?.id || Boolean(equalAddress([held ?? {}], wanted)));
}

/** Jobs of a customer that start at a moment. One that was cancelled is none: the customer may book again. */
const byCustomerAndStart: Lookup<string[]> = {
	max: 1,
	find: async ([[customer, start]], client) => {
		const found = await readList(jobs, { customer_id: customer, scheduled_start_min: start, scheduled_start_max: start }, client);
		return found.filter(({ work_status: status }) => groups[String(status)] !== 'cancelled');
	},
};

const readJob = async (id: string, client: CrmClient): Promise<Raw> => bodyOf(await client.send({ method: 'GET', path: path`/jobs/${id}`, query: jobs.always }));
async function updateJob(id: string, body: IDataObject, current: Raw, client: CrmClient): Promise<Raw> {
	await changeJob(id, body, current, client);
	return await readJob(id, client);
}

const jobsAs = (label: string, start: string, end: string, own: Field[]): VendorObject => ({
	id: 'jobs', label,
	fields: [...common, ...own],
	customFields: { read: readExtras, write: writeExtra },
	create: { each: async ({ body }: WriteRow, client) => await createJob(body, client) },
	update: { each: async ({ id, body, current }, client) => await updateJob(id, body, current ?? {}, client) },
	get: { each: async ({ id }, client) => await readJob(id, client) },
	remove: { unsupported: 'Housecall Pro has no call that deletes or cancels a job' },
	search: searchOf(jobs, ['customerId', 'status'], ({ field, operator, value }) => {
		if (operator === 'equals' && (field === 'customerId' || field === 'contactId')) return { customer_id: value };
		if (operator === 'equals' && field === 'status') return { 'work_status[]': [filterWords[value] ?? value] };
		const side = field === start ? 'start' : field === end ? 'end' : undefined;
		return side && operator === 'after' ? { [`scheduled_${side}_min`]: value } : side && operator === 'before' ? { [`scheduled_${side}_max`]: value } : null;
	}),
	match: { natural: { label: 'Customer and Start Time', parts: ['customerId|contactId', start], ...byCustomerAndStart } },
	poll: pollOf(jobs),
	imply: imply(start, end),
	metadata: async () => await Promise.resolve(Object.entries(extras).map(([name, field]) => ({ ...field, name, readOnly: false, unique: false }))),
});

const times = (start: string, end: string) => stored('schedule.', { [start]: { name: 'scheduled_start', label: 'Scheduled Start', required: start === 'startTime' }, [end]: { name: 'scheduled_end', label: 'Scheduled End' } });

/** A job as what it is to a calendar. */
export const appointments = jobsAs('Scheduled Job', 'startTime', 'endTime', [
	...times('startTime', 'endTime'),
	{ key: 'location', label: 'Address', kind: 'text', read: ({ address }) => addressText(address as Raw | null), write: 'location', hint: 'The ID of one of the customer\'s addresses, or "street, city, state, ZIP, country"' },
]);

export const job = jobsAs('Job', 'scheduledStart', 'scheduledEnd', [
	...times('scheduledStart', 'scheduledEnd'), ...addressFields('address.'),
	...shown('', { number: 'invoice_number' }),
	{ key: 'total', label: 'Total', kind: 'number', read: ({ total_amount: total }) => cents(total) },
]);
