import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, errorOf } from '../shared/http/failure';
import { path } from '../shared/http/path';
import { inTurn } from '../shared/run/turns';
import type { CrmClient, HttpRequest, Raw } from '../shared/types';
import { addAddress, addressText, equalAddress, listAddresses, missingParts, parseAddress } from './address';
import { bodyOf, checked, readList } from './api';

/** A job's body as the fields write it; the endpoints spell its times in five ways (contract section 2). */
type JobBody = IDataObject & { schedule?: IDataObject; address?: IDataObject; assigned_employee_ids?: string[]; tags?: string[] };
const names = ['customer_id', 'schedule', 'assigned_employee_ids', 'line_items', 'tags', 'notes', 'lead_source', 'job_fields', 'invoice_number'];
const refusal = (message: string, hint: string) => new CrmFailure({ kind: 'validation', message, hint });

/** Appointments of a job that was read with them. */
const visitsOf = (job: Raw): Raw[] => ((job.schedule as IDataObject | undefined)?.appointments as Raw[] | undefined) ?? [];

/** Makes a job at one of the customer's addresses. */
export async function createJob({ location, address, address_id: given, notify: _notify, notify_pro: _notifyPro, appointment_id: _visit, ...body }: JobBody, client: CrmClient): Promise<Raw> {
	if (!body.customer_id) throw refusal('A job needs a customer', 'Give customerId (or contactId, which is the same here).');
	checked(body, names);
	const place = String(given ?? location ?? '');
	const wanted = address ?? (location ? parseAddress(String(location)) : {});
	const addressId = place.startsWith('adr_') ? place : await inTurn(client, `addresses of ${String(body.customer_id)}`, async () => await addressFor(String(body.customer_id), wanted, client));
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

/** Changes what can be changed of a job, in this order: times, technicians, note, tags. */
export async function changeJob(id: string, { schedule, assigned_employee_ids: staff, notes, tags, appointment_id: named, notify = false, notify_pro: notifyPro = false, ...fixed }: JobBody, current: Raw, client: CrmClient): Promise<void> {
	const visits = visitsOf(current);
	const several = visits.length > 1;
	const visit = several ? visits.find((one) => one.id === named) : visits[0];
	if (Object.keys(fixed).length) throw refusal(`Housecall Pro has no call that changes ${Object.keys(fixed).join(', ')} of a job`, 'Times, technicians, notes and tags can be changed; change the rest in Housecall Pro.');
	if (notes === null) throw refusal('Notes of a job are only added, never cleared', 'Leave notes out, or delete the note in Housecall Pro.');
	if (schedule && several && !visit) throw refusal(`The job has ${visits.length} appointments: ${visits.map((one) => `${String(one.id)} (${String(one.start_time)})`).join('; ')}`, 'Say which one to move by its ID under customFields.appointment_id.');

	const held = several ? { scheduled_start: visit?.start_time, scheduled_end: visit?.end_time } : (current.schedule as IDataObject | undefined);
	const { scheduled_start: start, scheduled_end: end, arrival_window: window } = { ...held, arrival_window: undefined, ...schedule } as IDataObject;
	const times = { start_time: start, ...(end ? { end_time: end } : {}) };
	const saveVisit = async () => await client.send(visitRequest(id, visit, { ...times, arrival_window_minutes: window ?? visit?.arrival_window_minutes, dispatched_employees_ids: staff ?? visit?.dispatched_employees_ids ?? [] }));
	// An appointment has to have an end, and tells nobody when it is moved.
	const canFallBack = Boolean(start && end) && !notify && !notifyPro;
	const orVisit = async (request: HttpRequest) => await client.send(request).catch(async (thrown: unknown) => await (canFallBack && errorOf(thrown).kind === 'permission' ? saveVisit() : Promise.reject(thrown as Error)));
	const unschedule: HttpRequest = { method: 'DELETE', path: path`/jobs/${id}/schedule`, safeToRepeat: true };
	const reschedule: HttpRequest = { method: 'PUT', path: path`/jobs/${id}/schedule`, body: { ...times, ...(window === undefined ? {} : { arrival_window_in_minutes: window }), notify, notify_pro: notifyPro }, safeToRepeat: !notify && !notifyPro };
	const dispatch: HttpRequest = { method: 'PUT', path: path`/jobs/${id}/dispatch`, body: { dispatched_employees: staff?.map((one) => ({ employee_id: one })) }, safeToRepeat: true };
	const note: HttpRequest = { method: 'POST', path: path`/jobs/${id}/notes`, body: { content: notes } };
	// The schedule and technicians of a job are closed to company keys, its appointments to application keys (section 1).
	await inOrder([
		['times', schedule, async () => await (several ? saveVisit() : start ? orVisit(reschedule) : client.send(unschedule))],
		['technicians', staff, async () => await (several && visit ? saveVisit() : orVisit(dispatch))],
		['note', notes, async () => await client.send(note)],
		['tags', tags, async () => await addTags(id, tags!.filter((tag) => !(current.tags as string[]).includes(tag)), client)],
	]);
}

/** Takes the steps that are asked for; a refusal names those that went through before. */
async function inOrder(steps: Array<[what: string, isAsked: unknown, work: () => Promise<unknown>]>): Promise<void> {
	const done: string[] = [];
	for (const [what, isAsked, work] of steps) {
		if (!isAsked) continue;
		await work().catch((thrown: unknown) => {
			const error = errorOf(thrown);
			throw new CrmFailure(done.length ? { ...error, message: `${error.message} (changed before: ${done.join(', ')})` } : error);
		});
		done.push(what);
	}
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
