import { sees } from './access';
import { FreshsalesError, InvalidBody, invalid, notFound } from './errors';
import { isObject, type RecordBody } from './formWriter';
import type { Job } from './jobs';
import type { Module } from './modules';
import type { FormRow } from './records';
import { type Api, type Call, idOf, route } from './router';
import { upsert } from './upsert';

const MAX_RECORDS = 100;

/** Up to 100 records at a time, some later, and none with an answer of its own (contract 4). */
export function addBulk<Kind extends FormRow>(api: Api, module: Module<Kind>): void {
	const { plural, called } = module;

	route(api, 'POST', `/${plural}/bulk_upsert`, (call) => {
		const entries = entriesOf(call, plural);
		const { id } = call.account.jobs.add(`${plural}_bulk_upsert`, entries.length, () => {
			for (const entry of entries) ignoringRefusals(() => writeEntry(call, module, entry));
		});
		return {
			message: 'Your request is being processed.',
			job_status_url: `${call.baseUrl}/job_statuses/${id}`,
		};
	});

	route(api, 'POST', `/${plural}/bulk_destroy`, (call) => {
		const { account } = call;
		for (const row of selected(call, module)) module.table(account).save({ ...row, deletedAt: account.clock.now() });
		return { message: `The selected ${called}s are being deleted.` };
	});

	route(api, 'POST', `/${plural}/bulk_assign_owner`, (call) => {
		const { account, body } = call;
		for (const row of selected(call, module)) module.update(account, row, { owner_id: body.owner_id });
		return { message: `The owner of the selected ${called}s is being changed.` };
	});
}

export function addJobStatuses(api: Api): void {
	route(api, 'GET', '/job_statuses/:id', (call) => {
		const job = call.account.jobs.get(idOf(call));
		if (!job) throw notFound('job');
		return presentJob(call, job);
	});
}

/** The sheet names these keys; their values are a guess [unverified]. */
function presentJob({ account }: Call, { id, type, createdAt, dueAt, work }: Job) {
	return {
		id,
		status: work ? 'in_progress' : 'completed',
		progress: work ? 0 : 100,
		data: null,
		job_type_name: type,
		created_at: account.stamp(createdAt),
		status_updated_at: account.stamp(work ? createdAt : dueAt),
	};
}

function entriesOf({ body }: Call, plural: string): RecordBody[] {
	const entries = body[plural];
	if (!Array.isArray(entries) || !entries.every(isObject)) throw invalid(plural, 'Invalid or missing attributes');
	if (entries.length > MAX_RECORDS) throw invalid(plural, `Only ${MAX_RECORDS} records are allowed`);
	return entries;
}

function selected<Kind extends FormRow>(call: Call, module: Module<Kind>): Kind[] {
	const { selected_ids: ids } = call.body;
	if (!Array.isArray(ids)) throw invalid('selected_ids', 'Invalid or missing attributes');
	return ids.flatMap((id) => visible(call, module, Number(id)) ?? []);
}

function visible<Kind extends FormRow>({ account, user }: Call, module: Module<Kind>, id: number): Kind | undefined {
	const row = module.table(account).get(id);
	return row && sees(user, row) ? row : undefined;
}

function writeEntry<Kind extends FormRow>(call: Call, module: Module<Kind>, { id, data, ...keys }: RecordBody): void {
	const body = isObject(data) ? data : {};
	if (id === undefined) return void upsert(call, module, keys, body);
	const row = visible(call, module, Number(id));
	if (row) module.update(call.account, row, body);
}

/** Nobody hears of a record that a job could not write. */
function ignoringRefusals(write: () => void): void {
	try {
		write();
	} catch (error) {
		if (!(error instanceof InvalidBody || error instanceof FreshsalesError)) throw error;
	}
}
