import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, errorOf } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { CrmClient, HttpRequest, Raw } from '../shared/types';
import { addAddress, addressText, equalAddress, listAddresses, missingParts, parseAddress } from './address';
import { bodyOf, readList } from './api';

/** A job's body as the fields write it; the endpoints spell its times in five ways (contract section 2). */
type JobBody = IDataObject & { schedule?: IDataObject; address?: IDataObject; assigned_employee_ids?: string[]; tags?: string[] };
const refusal = (message: string, hint: string) => new CrmFailure({ kind: 'validation', message, hint });

/** Appointments of a job that was read with them. */
export const visitsOf = (job: Raw | undefined): Raw[] => ((job?.schedule as IDataObject | undefined)?.appointments as Raw[] | undefined) ?? [];

/** Makes a job at one of the customer's addresses. */
export async function createJob({ location, address, address_id: given, notify: _notify, notify_pro: _notifyPro, appointment_id: _visit, ...body }: JobBody, client: CrmClient): Promise<Raw> {
	if (!body.customer_id) throw refusal('A job needs a customer', 'Give customerId (or contactId, which is the same here).');
	const place = String(given ?? location ?? '');
	const wanted = address ?? (location ? parseAddress(String(location)) : {});
	const addressId = place.startsWith('adr_') ? place : await oneByOne(client, String(body.customer_id), async () => await addressFor(String(body.customer_id), wanted, client));
	return bodyOf(await client.send({ method: 'POST', path: '/jobs', body: { ...body, address_id: addressId } }));
}

/** The address of a new job: the one that is said, added when it is new; else the only one the customer has. */
async function addressFor(customerId: string, wanted: IDataObject, client: CrmClient): Promise<string> {
	const held = await listAddresses(customerId, client);
	const isSaid = Object.values(wanted).some((part) => part !== null && part !== '');
	const fitting = isSaid ? equalAddress(held, wanted) : held.length === 1 ? held[0] : undefined;
	if (fitting) return String(fitting.id);
	if (!isSaid && held.length) throw refusal(`The customer has ${held.length} addresses: ${held.map((one) => `${String(one.id)} (${addressText(one)})`).join('; ')}`, 'Say which by its ID under location or customFields.address_id.');
	const missing = missingParts(wanted);
	if (missing.length) throw refusal(isSaid ? `The customer has no such address, and for a new one ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing` : 'The customer has no address, and every job needs one', 'Give street, city, state, ZIP code and country.');
	return String((await addAddress(customerId, wanted, client)).id);
}

/** Ends with the run that its client serves. */
const queues = new WeakMap<CrmClient, Map<string, Promise<unknown>>>();
/** Work for one customer in turn: two jobs at a new address would add it twice. */
async function oneByOne<T>(client: CrmClient, customerId: string, work: () => Promise<T>): Promise<T> {
	const queue = queues.get(client) ?? new Map<string, Promise<unknown>>();
	queues.set(client, queue);
	const turn = (queue.get(customerId) ?? Promise.resolve()).then(work, work);
	queue.set(customerId, turn);
	return await turn;
}

/** Changes what can be changed of a job, in this order: times, technicians, note, tags. */
export async function changeJob(id: string, body: JobBody, visits: readonly Raw[], current: Raw, client: CrmClient): Promise<void> {
	const { schedule, assigned_employee_ids: staff, notes, tags, appointment_id: named, notify = false, notify_pro: notifyPro = false, ...rest } = body;
	const fixed = Object.keys(rest);
	if (fixed.length) throw refusal(`Housecall Pro has no call that changes ${fixed.join(', ')} of a job`, 'Times, technicians, notes and tags can be changed; change the rest in Housecall Pro.');
	if (notes === null) throw refusal('Notes of a job are only added, never cleared', 'Leave notes out, or delete the note in Housecall Pro.');
	const visit = visits.length > 1 ? visits.find((one) => one.id === named) : visits[0];
	if (schedule && visits.length > 1 && !visit) throw refusal(`The job has ${visits.length} appointments: ${visits.map((one) => `${String(one.id)} (${String(one.start_time)})`).join('; ')}`, 'Say which one to move by its ID under customFields.appointment_id.');
	const held = (visits.length > 1 ? { scheduled_start: visit?.start_time, scheduled_end: visit?.end_time } : (current.schedule ?? {})) as IDataObject;
	const { scheduled_start: start, scheduled_end: end, arrival_window: window } = { ...held, arrival_window: undefined, ...schedule } as IDataObject;
	const times = { start_time: start, ...(end ? { end_time: end } : {}) };
	const saveVisit = async () => void (await client.send(visitRequest(id, visit, { ...times, arrival_window_minutes: window ?? visit?.arrival_window_minutes, dispatched_employees_ids: staff ?? visit?.dispatched_employees_ids ?? [] })));
	const done: string[] = [];
	const step = async (what: string, work: () => Promise<unknown>) => {
		await work().catch((thrown: unknown) => {
			const error = errorOf(thrown);
			throw new CrmFailure(done.length ? { ...error, message: `${error.message} (changed before: ${done.join(', ')})` } : error);
		});
		done.push(what);
	};
	// The schedule and technicians of a job are closed to company keys, its appointments to application keys (section 1).
	const orVisit = async (request: HttpRequest, mayFall: boolean) => {
		await client.send(request).catch(async (thrown: unknown) => {
			if (!mayFall || errorOf(thrown).kind !== 'permission') throw thrown;
			await saveVisit();
		});
	};
	const put = (path: string, content: IDataObject): HttpRequest => ({ method: 'PUT', path, body: content, safeToRepeat: !content.notify && !content.notify_pro });
	if (schedule && !start) await step('schedule', async () => await client.send({ method: 'DELETE', path: path`/jobs/${id}/schedule`, safeToRepeat: true }));
	else if (schedule && visits.length > 1) await step('times', saveVisit);
	else if (schedule) await step('times', async () => await orVisit(put(path`/jobs/${id}/schedule`, { ...times, ...(window === undefined ? {} : { arrival_window_in_minutes: window }), notify, notify_pro: notifyPro }), !notify && !notifyPro && Boolean(end)));
	if (staff) await step('technicians', async () => await (visits.length > 1 && visit ? saveVisit() : orVisit(put(path`/jobs/${id}/dispatch`, { dispatched_employees: staff.map((one) => ({ employee_id: one })) }), visits.length === 1 || (Boolean(schedule) && Boolean(end)))));
	if (notes) await step('note', async () => await client.send({ method: 'POST', path: path`/jobs/${id}/notes`, body: { content: notes } }));
	if (tags) await step('tags', async () => await addTags(id, tags.filter((tag) => !(current.tags as string[]).includes(tag)), client));
}

function visitRequest(jobId: string, visit: Raw | undefined, body: IDataObject): HttpRequest {
	const all = path`/jobs/${jobId}/appointments`;
	return visit ? { method: 'PUT', path: `${all}${path`/${String(visit.id)}`}`, body, safeToRepeat: true } : { method: 'POST', path: all, body };
}

/** A job takes tags by id; a new name becomes a tag first. */
async function addTags(jobId: string, names: readonly string[], client: CrmClient): Promise<void> {
	const known = new Map((await readList({ path: '/tags', name: 'tags' }, {}, client)).map((tag) => [String(tag.name), String(tag.id)]));
	for (const name of names) {
		const id = known.get(name) ?? String(bodyOf(await client.send({ method: 'POST', path: '/tags', body: { name } })).id);
		await client.send({ method: 'POST', path: path`/jobs/${jobId}/tags`, body: { tag_id: id }, safeToRepeat: true });
	}
}
