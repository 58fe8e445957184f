import type { IDataObject } from 'n8n-workflow';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, CrmError, Field, Raw, RowResult, Scope, VendorObject, WriteRow } from '../../shared/types';
import { nodesOf, settleCall } from '../errors';
import { listed, listsOf, mutate, removal, rowsMax, valueInputs, type Shape, type Step } from '../object';
import { ask, refusals, valuesOf } from '../queries';

const idIn = (key: string) => (raw: Raw) => (raw[key] as IDataObject | null | undefined)?.id;
const place = (raw: Raw) => ((raw.property as IDataObject | undefined)?.address ?? {}) as IDataObject;
const client: Field = { key: 'customerId', label: 'Client', kind: 'reference', target: 'customer', createOnly: true, read: idIn('client'), write: 'clientId' };
const jobShape: Shape = { list: 'jobs', one: 'job', node: '...Job ', types: { filter: 'JobFilterAttributes', sort: '[JobsSortInput!]' }, ranges: ['createdAt'], values: 'ALL_JOBS', words: ['title'], steady: 'JOB_NUMBER', latest: { created: 'JOB_NUMBER', updated: 'UPDATED_AT' } };
const visitShape: Shape = { list: 'visits', one: 'visit', node: '...Visit ', types: { filter: 'VisitFilterAttributes', sort: '[VisitsSortInput!]' }, ranges: ['createdAt'], words: [], steady: 'CREATED_AT', latest: { created: 'CREATED_AT' } };
/** The only property of each client, where its jobs take place (contract section 3); a client without one gets one at its billing address. */
async function propertiesOf(clientIds: readonly string[], http: CrmClient): Promise<Map<string, string | CrmError>> {
	const ids = [...new Set(clientIds)];
	const found = new Map<string, string | CrmError>();
	const bare: WriteRow[] = [];
	if (!ids.length) return found;
	const response = await http.send(ask('query', ids.map((id) => ({ field: 'client', args: { id: ['EncodedId!', id] }, answer: '{ id clientProperties(first: 2) { nodes { id } } billingAddress { street1 street2 city province postalCode country } }' }))));
	ids.forEach((id, at) => {
		const result = settleCall(response, at, (answer) => answer);
		const properties = 'raw' in result ? nodesOf(result.raw.clientProperties) : [];
		if ('error' in result) found.set(id, { ...result.error, kind: 'validation', message: `Jobber has no client with ID ${id}`, hint: 'Check the ID under Client.' });
		else if (properties.length > 1) found.set(id, { kind: 'ambiguous', message: 'The client has several properties', hint: 'Make the job in Jobber at the right one, and give its ID under Job.' });
		else if (properties.length) found.set(id, String(properties[0].id));
		else bare.push({ id, body: (result.raw.billingAddress ?? {}) as IDataObject });
	});
	const made = await mutate(bare, http, ({ id, body: address }) => [{ field: 'propertyCreate', args: { clientId: ['EncodedId!', id], input: ['PropertyCreateInput!', { properties: [{ address }] }] }, answer: `{ properties { id } ${refusals} }`, pick: ({ properties }) => nodesOf(properties)[0] }]);
	made.forEach((result, at) => found.set(String(bare[at].id), 'raw' in result ? String(result.raw.id) : result.error));
	return found;
}
const noClient: CrmError = { kind: 'validation', message: 'A client or a job is missing', hint: 'Give customerId, or jobId for a visit to a job that exists.' };
const jobAnswer = (scope?: Scope) => `{ job { ...Job ${scope ? valuesOf(scope) : ''} } ${refusals} }`;
/** One-off jobs without visits. How they are billed is required; the contract recommends this (section 3). */
async function createJobs(rows: WriteRow[], http: CrmClient, scope?: Scope): Promise<RowResult[]> {
	const values = await valueInputs('ALL_JOBS', rows, http);
	const properties = await propertiesOf(rows.flatMap(({ body }) => (body.clientId ? [String(body.clientId)] : [])), http);
	return await mutate(rows, http, (row) => {
		const { clientId, customFields: _custom, ...body } = row.body;
		const propertyId = properties.get(String(clientId)) ?? noClient;
		if (typeof propertyId !== 'string') return propertyId;
		const input = { ...body, ...values(row), propertyId, invoicing: { invoicingType: 'FIXED_PRICE', invoicingSchedule: 'ON_COMPLETION' } };
		return [{ field: 'jobCreate', args: { input: ['JobCreateAttributes!', input] }, answer: jobAnswer(scope), pick: ({ job }) => job }];
	});
}
async function updateJobs(rows: Array<WriteRow & { id: string }>, http: CrmClient, scope: Scope): Promise<RowResult[]> {
	const values = await valueInputs('ALL_JOBS', rows, http);
	return await mutate(rows, http, (row) => {
		const { customFields: _custom, ...body } = row.body;
		return [{ field: 'jobEdit', args: { jobId: ['EncodedId!', row.id], input: ['JobEditInput!', { ...body, ...values(row) }] }, answer: jobAnswer(scope), pick: ({ job }) => job }];
	}, true);
}
const jobGroups: Record<string, string> = { archived: 'done', requires_invoicing: 'done' };
const findJobs = async (terms: string[], http: CrmClient, scope: Scope) => await listsOf(jobShape, [...new Set(terms)].map((term) => ({ term })), http, valuesOf(scope));
export const jobs: VendorObject = {
	...listed(jobShape),
	id: 'jobs', label: 'Job',
	fields: [
		...stored('', { title: { name: 'title', required: true }, notes: { name: 'instructions', label: 'Instructions' } }),
		{ ...client, required: true }, { key: 'owner', label: 'Salesperson', kind: 'reference', target: 'owner', read: idIn('salesperson'), write: 'salespersonId' },
		...shown('', { number: { name: 'jobNumber', label: 'Job Number' }, status: { name: 'jobStatus', kind: 'text' }, total: 'total', scheduledStart: 'startAt', scheduledEnd: 'endAt', createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
		...shown('property.address.', { 'address.street': 'street1', 'address.city': 'city', 'address.state': 'province', 'address.postalCode': 'postalCode', 'address.country': 'country' }),
		{ key: 'statusGroup', label: 'Status Group', kind: 'text', read: ({ jobStatus }) => (jobStatus ? (jobGroups[String(jobStatus)] ?? 'open') : null) },
	],
	create: { max: rowsMax, perform: createJobs },
	update: { max: rowsMax, perform: updateJobs }, remove: { unsupported: 'Jobber has no way to delete a job; it can be closed in Jobber' },
	// Jobs cannot be filtered by client, and one term searches them everywhere (section 3).
	match: {
		field: () => ({ max: 10, find: findJobs }),
		natural: { label: 'Client and Title', parts: ['customerId', 'title'], max: 10, find: async (values, http, scope) => await findJobs(values.map(([, title]) => title), http, scope) },
	},
};
/** A wall time in UTC is an instant: no zone has to be known (contract section 2). */
const local = (instant: unknown) => (instant === null ? null : { date: String(instant).slice(0, 10), time: String(instant).slice(11, 19), timezone: 'UTC' });
const times = ({ startAt, endAt }: IDataObject): IDataObject => ({ ...(startAt === undefined ? {} : { startAt: local(startAt) }), ...(endAt === undefined ? {} : { endAt: local(endAt) }) });
const visitAnswer = `{ visit { ...Visit } ${refusals} }`;
const secondsFrom = (instant: string, seconds: number) => new Date(Date.parse(instant) + seconds * 1_000).toISOString();
/** A visit belongs to a job: to the given one, or to a one-off job made for the client. */
async function createVisits(rows: WriteRow[], http: CrmClient): Promise<RowResult[]> {
	const homeless = rows.filter(({ body }) => !body.jobId);
	const made = homeless.length ? await createJobs(homeless.map(({ body: { clientId, title } }) => ({ body: { clientId, title } })), http) : [];
	const jobOf = new Map(homeless.map((row, at) => [row, made[at]]));
	return await mutate(rows, http, (row) => {
		const job = jobOf.get(row);
		if (job && 'error' in job) return job.error;
		const { title, instructions, teamMemberIds, jobId } = row.body;
		const visit = { title, instructions, schedule: { ...times(row.body), teamMemberIdsToAssign: teamMemberIds ?? [], notifyTeam: false } };
		return [{ field: 'visitCreate', args: { jobId: ['EncodedId!', jobId ?? job?.raw.id], input: ['VisitCreateInput!', { visits: [visit] }] }, answer: `{ createdVisits { ...Visit } ${refusals} }`, pick: ({ createdVisits }) => nodesOf(createdVisits)[0] }];
	});
}
/** Texts, times and people are three mutations whose arguments are named differently (section 3). */
const updateVisits = async (rows: Array<WriteRow & { id: string }>, http: CrmClient): Promise<RowResult[]> => await mutate(rows, http, ({ id, body }) => {
	const { title, instructions, teamMemberIds } = body;
	const steps: Array<[boolean, string, Step['args']]> = [
		[title !== undefined || instructions !== undefined, 'visitEdit', { id: ['EncodedId!', id], attributes: ['VisitEditAttributes!', { title, instructions }] }],
		['startAt' in body || 'endAt' in body, 'visitEditSchedule', { id: ['EncodedId!', id], input: ['VisitEditScheduleInput!', times(body)] }],
		[teamMemberIds !== undefined, 'visitEditAssignedUsers', { visitId: ['EncodedId!', id], input: ['VisitEditAssignedUsersInput!', { assignedUserIds: teamMemberIds ?? [] }] }],
	];
	return steps.filter(([wanted]) => wanted).map(([, field, args]) => ({ field, args, answer: visitAnswer, pick: ({ visit }) => visit }));
}, true);
export const visits: VendorObject = {
	...listed(visitShape),
	id: 'visits', label: 'Visit',
	fields: [
		...stored('', { title: 'title', startTime: { name: 'startAt', required: true }, endTime: 'endAt', notes: { name: 'instructions', label: 'Instructions' } }),
		client, { key: 'jobId', label: 'Job', kind: 'reference', target: 'job', hint: 'The job of the visit; a one-off job is made for the client when empty', createOnly: true, read: idIn('job'), write: 'jobId' },
		{ key: 'assignees', label: 'Team Member IDs', kind: 'choices', read: (raw) => nodesOf(raw.assignedUsers).map(({ id }) => id), write: 'teamMemberIds' },
		{ key: 'location', label: 'Location', kind: 'text', read: (raw) => ['street1', 'city', 'province', 'postalCode'].map((part) => place(raw)[part]).filter(Boolean).join(', ') },
		{ key: 'statusGroup', label: 'Status Group', kind: 'text', read: ({ visitStatus }) => (visitStatus ? (visitStatus === 'COMPLETED' ? 'done' : 'open') : null) },
		...shown('', { allDay: 'allDay', status: { name: 'visitStatus', kind: 'text' }, createdAt: 'createdAt' }),
	],
	create: { max: rowsMax, perform: createVisits },
	update: { max: 25, perform: updateVisits }, remove: removal('visitDelete', (id) => ({ visitIds: ['[EncodedId!]!', [id]] }), 'visits'),
	// Visits cannot be filtered by client (section 3); whether a bound itself is included is not documented.
	match: { natural: { label: 'Client and Start Time', parts: ['customerId', 'startTime'], max: 20, find: async (values, http) => await listsOf(visitShape, [...new Set(values.map(([, start]) => start))].map((start) => ({ filter: { startAt: { after: secondsFrom(start, -1), before: secondsFrom(start, 1) } } })), http) } },
};
const unsupported = 'Jobber\'s API takes notes on clients and shows none [unverified]';
export const notes: VendorObject = {
	id: 'notes', label: 'Client Note',
	fields: [
		...stored('', { body: { name: 'message', label: 'Note Text', required: true } }), { ...client, key: 'parentId', required: true }, ...shown('', { createdAt: 'createdAt' }),
		{ key: 'parentResource', label: 'Belongs To', kind: 'text', read: (raw) => (raw.client ? 'customer' : null) },
	],
	create: { max: rowsMax, perform: async (rows, http) => await mutate(rows, http, ({ body: { message, clientId } }) => [{ field: 'clientCreateNote', args: { clientId: ['EncodedId!', clientId], input: ['ClientCreateNoteInput!', { message }] }, answer: `{ clientNote { id message createdAt } ${refusals} }`, pick: ({ clientNote }) => clientNote && { ...(clientNote as Raw), client: { id: clientId } } }]) },
	update: { unsupported }, get: { unsupported }, remove: { unsupported }, search: { unsupported }, poll: { unsupported },
};
