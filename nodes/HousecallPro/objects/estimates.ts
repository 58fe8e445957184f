import { bodyOf, CrmFailure, errorOf, inOrder, path, refusal, stored } from '../../shared/kit';
import type { CrmClient, HttpRequest, List, Raw, Scope, VendorObject, WriteRow } from '../../shared/kit';
import { checked, lists } from '../api';
import { changeOf, createWork, location, noteRequest, reschedule, said, told, workObject } from './work';

const estimates: List = { path: '/estimates', name: 'estimates' };
const names = ['customer_id', 'address_id', 'assigned_employee_ids', 'options', 'lead_source', 'estimate_fields'];

/** A company key may list estimates, and not read one (contract section 1): then it is looked for, newest first. */
async function read(id: string, query: Raw, client: CrmClient): Promise<Raw> {
	const isIt = (row: Raw) => row.id === id;
	const request: HttpRequest = { method: 'GET', path: path`/estimates/${id}`, restricted: true };
	const found = await client.send(request).then(bodyOf, async (thrown: unknown) => {
		if (errorOf(thrown).kind === 'permission') return (await lists.read(estimates, query, client, isIt)).find(isIt);
		throw new CrmFailure(errorOf(thrown));
	});
	if (found) return found;
	throw new CrmFailure({ kind: 'notFound', message: `Housecall Pro lists no estimate ${id}`, hint: 'Check the ID.' });
}

/** The options of an estimate are offers for one visit: it is moved and noted through any of them, so through the first. */
const optionsOf = ({ options }: Raw): Raw[] => (options ?? []) as Raw[];
const optionUrl = (id: unknown, { id: option }: Raw) => path`/estimates/${String(id)}/options/${String(option)}`;

async function create({ body }: WriteRow, client: CrmClient, scope: Scope): Promise<Raw> {
	const { options, schedule, notes, ...estimate } = checked(body, [...names, 'schedule', 'notes', 'location']);
	const times = schedule ? { schedule: { ...said(schedule as Raw), notify_customer: told(scope).notify } } : {};
	const made = await createWork(estimate, client, async (placed) => {
		// Without an option it could not be moved later.
		const whole = { ...placed, ...times, options: [{ name: 'Option 1', ...(options as Raw) }] };
		return bodyOf(await client.send({ method: 'POST', path: '/estimates', body: whole }));
	});
	const [option] = optionsOf(made);
	if (!notes || !option) return made;
	// The estimate is there: a note that is refused must not make it look as if it were not.
	const note = await client.send(noteRequest(optionUrl(made.id, option), notes)).then(bodyOf, (thrown: unknown) =>
		client.warn(`The note was not added to estimate ${String(made.id)}: ${errorOf(thrown).message}`));
	option.notes = note ? [note] : [];
	return made;
}

async function update({ id, body, current = {} }: WriteRow & { id: string }, client: CrmClient, scope: Scope): Promise<Raw> {
	const { move, notes } = changeOf(body, 'an estimate');
	const [option] = optionsOf(current);
	if (!option) throw refusal('The estimate has no option, and only through one can it be changed', 'Add an option in Housecall Pro.');
	const { scheduled_start: start_time, scheduled_end: end_time } = (current.schedule ?? {}) as Raw;
	const schedule: Raw = { start_time, end_time, ...move?.schedule };
	if (move && !schedule.start_time) throw refusal('An estimate needs a start for its technicians, and cannot lose it', 'Give the start.');
	const url = optionUrl(id, option);
	await inOrder({
		times: move && (async () => await client.send(reschedule(url, { ...move, schedule }, scope))),
		note: notes && (async () => await client.send(noteRequest(url, notes))),
	});
	return await read(id, { customer_id: (current.customer as Raw).id }, client);
}

/** A visit to offer work, instead of doing it. */
export const estimateVisits: VendorObject = {
	...workObject({
		list: estimates, times: ['startTime', 'endTime'], notesOf: (raw) => optionsOf(raw)[0]?.notes,
		fields: [
			...stored('', {
				title: { name: 'options.0.name', write: 'options.name', label: 'Title (First Option)', createOnly: true },
				tags: { name: 'options.0.tags', write: 'options.tags', kind: 'choices', createOnly: true },
			}),
			location,
		],
		custom: { job_type_id: { label: 'Job Type ID', read: 'estimate_fields.job_type_id', write: 'estimate_fields.job_type_id' } },
	}),
	id: 'estimates', label: 'Estimate',
	create: { each: create }, update: { each: update },
	get: { each: async ({ id }, client) => await read(id, {}, client) },
	remove: { unsupported: 'Housecall Pro has no call that deletes or cancels an estimate' },
};
