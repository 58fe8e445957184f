import { jobberBench, NOON } from './jobberBench';

interface Payload {
	userErrors: { message: string; path: string[] }[];
	[name: string]: unknown;
}

interface WithId {
	id: string;
}

const ERRORS = 'userErrors { message path }';
const VISIT = 'id title instructions startAt endAt allDay duration visitStatus isComplete assignedUsers(first: 5) { nodes { id } }';
const REQUEST_CREATE = `mutation ($input: RequestCreateInput!) {
	requestCreate(input: $input) { request { id title requestStatus property { id } assessment { startAt } } ${ERRORS} } }`;
const JOB_CREATE = `mutation ($input: JobCreateAttributes!) {
	jobCreate(input: $input) { job { id jobNumber jobType jobStatus total client { id isLead } visits(first: 5) { nodes { ${VISIT} } } } ${ERRORS} } }`;
const VISIT_CREATE = `mutation ($jobId: EncodedId!, $input: VisitCreateInput!) {
	visitCreate(jobId: $jobId, input: $input) { createdVisits { ${VISIT} } ${ERRORS} } }`;
const VISIT_SCHEDULE = `mutation ($id: EncodedId!, $input: VisitEditScheduleInput!) {
	visitEditSchedule(id: $id, input: $input) { visit { ${VISIT} } ${ERRORS} } }`;

const INVOICING = { invoicingType: 'FIXED_PRICE', invoicingSchedule: 'ON_COMPLETION' };
const at = (date: string, time: string, timezone = 'America/New_York') => ({ date, time, timezone });

describe('Jobber sandbox: requests, jobs and visits', () => {
	const bench = jobberBench();
	let clientId = '';
	let propertyId = '';
	let jobId = '';
	let omar = '';
	let ines = '';
	beforeEach(async () => {
		clientId = bench.jobber.seed({ clients: [{ firstName: 'Ada', lastName: 'Byron' }] }).clients[0];
		propertyId = bench.jobber.seed({ properties: [{ clientId, address: { street1: '1 Main St' } }] }).properties[0];
		jobId = bench.jobber.seed({ jobs: [{ propertyId, title: 'Boiler' }] }).jobs[0];
		const users = await bench.run<{ nodes: WithId[] }>('{ users(filter: {status: ACTIVATED}, first: 5) { nodes { id } } }');
		[, omar, ines] = users.nodes.map(({ id }) => id);
	});
	afterEach(() => expect(bench.jobber.invalid()).toEqual([]));

	const createVisits = (...visits: object[]) =>
		bench.run<Payload & { createdVisits: WithId[] }>(VISIT_CREATE, { jobId, input: { visits } });
	const newVisit = async (visit: object = {}) => (await createVisits(visit)).createdVisits[0].id;

	test('a request takes the last property of its client', async () => {
		const second = bench.jobber.seed({ properties: [{ clientId, address: {} }] }).properties[0];
		const { request } = await bench.run<Payload>(REQUEST_CREATE, {
			input: {
				clientId,
				title: 'Leak',
				requestDetails: { form: { sections: [{ label: 'More', items: [{ label: 'Where', answerText: 'Roof' }] }] } },
			},
		});

		expect(request).toMatchObject({ title: 'Leak', requestStatus: 'new', property: { id: second }, assessment: null });
		expect(bench.jobber.records('requests')).toMatchObject([{ details: { form: { sections: [{ label: 'More' }] } } }]);
	});

	test.each([
		['Client not found', () => ({ clientId: 'x' })],
		['Property not found', () => ({ clientId, propertyId: 'x' })],
		['Salesperson not found', () => ({ clientId, salespersonId: 'x' })],
	])('a bad reference is a user error: %s', async (message, input) => {
		const payload = await bench.run<Payload>(REQUEST_CREATE, { input: input() });

		expect(payload).toMatchObject({ request: null, userErrors: [{ message }] });
		expect(bench.jobber.records('requests')).toEqual([]);
	});

	test('the status of a request is derived', async () => {
		const status = () => bench.run('query ($id: EncodedId!) { request(id: $id) { requestStatus } }', { id });
		const { request } = await bench.run<{ request: WithId }>(REQUEST_CREATE, { input: { clientId } });
		const { id } = request;
		const seen = [];
		const { assessment } = await bench.run<{ assessment: WithId }>(
			`mutation ($id: EncodedId!) { assessmentCreate(requestId: $id, input: {instructions: "Ladder"}) {
				assessment { id isComplete client { id } } ${ERRORS} } }`,
			{ id },
		);
		seen.push(await status());
		await bench.run(
			`mutation ($id: EncodedId!, $input: AssessmentEditInput!) {
				assessmentEdit(assessmentId: $id, input: $input) { assessment { startAt } ${ERRORS} } }`,
			{ id: assessment.id, input: { schedule: { startAt: at('2026-11-05', '09:00'), endAt: at('2026-11-05', '10:00') } } },
		);
		seen.push(await status());
		bench.jobber.settings.clockFrozenAt = Date.parse('2026-11-06T12:00:00Z');
		seen.push(await status());
		await bench.run(JOB_CREATE, { input: { propertyId, requestId: id, invoicing: INVOICING } });
		seen.push(await status());
		await bench.run(`mutation ($id: EncodedId!) { requestArchive(requestId: $id) { request { id } ${ERRORS} } }`, { id });
		seen.push(await status());

		expect(seen).toEqual(
			['unscheduled', 'upcoming', 'overdue', 'converted', 'archived'].map((requestStatus) => ({ requestStatus })),
		);
	});

	test('requests sort by a list and filter by client', async () => {
		const other = bench.jobber.seed({ clients: [{ firstName: 'Bob' }] }).clients[0];
		bench.jobber.seed({
			requests: [
				{ clientId, title: 'b' },
				{ clientId: other, title: 'c' },
				{ clientId, title: 'a' },
			],
		});
		const list = await bench.run(
			`query ($filter: RequestFilterAttributes, $sort: [RequestsSortInput!]) {
				requests(filter: $filter, sort: $sort, first: 5) { nodes { title } } }`,
			{ filter: { clientId }, sort: [{ key: 'TITLE', direction: 'ASCENDING' }] },
		);

		expect(list).toEqual({ nodes: [{ title: 'a' }, { title: 'b' }] });
	});

	test('a one-off job creates its visit: the date from the timeframe, the times from the scheduling', async () => {
		const { job } = await bench.run<Payload>(JOB_CREATE, {
			input: {
				propertyId,
				title: 'Pump',
				invoicing: INVOICING,
				timeframe: { startAt: '2026-11-10', durationUnits: 'DAYS', durationValue: 1 },
				scheduling: { createVisits: true, notifyTeam: false, assignedTo: [omar], startTime: '09:00:00', endTime: '10:30:00' },
				lineItems: [{ name: 'Work', saveToProductsAndServices: false, unitPrice: 80, quantity: 1.5 }],
			},
		});

		expect(job).toMatchObject({
			jobNumber: 2,
			jobType: 'ONE_OFF',
			jobStatus: 'upcoming',
			total: 120,
			client: { id: clientId, isLead: false },
			visits: {
				nodes: [
					{
						title: 'Ada Byron - Pump',
						startAt: '2026-11-10T14:00:00Z',
						endAt: '2026-11-10T15:30:00Z',
						allDay: false,
						duration: 90,
						visitStatus: 'UPCOMING',
						assignedUsers: { nodes: [{ id: omar }] },
					},
				],
			},
		});
	});

	test('a job needs an existing property', async () => {
		const payload = await bench.run<Payload>(JOB_CREATE, { input: { propertyId: clientId, invoicing: INVOICING } });

		expect(payload).toMatchObject({ job: null, userErrors: [{ message: 'Property not found' }] });
	});

	test('visits have wall times in a zone, also where the clock changes', async () => {
		const schedule = (startAt: object, endAt: object) => ({ schedule: { startAt, endAt } });
		const { createdVisits } = await createVisits(
			schedule(at('2026-03-08', '02:30:00'), at('2026-03-08', '03:30:00')),
			schedule(at('2026-11-01', '01:30:00'), at('2026-11-01', '03:00:00')),
			schedule(at('2026-07-01', '09:00', 'Europe/Berlin'), at('2026-07-01', '10:00', 'Europe/Berlin')),
			schedule({ date: '2026-12-24', timezone: 'America/New_York' }, { date: '2026-12-24', timezone: 'America/New_York' }),
		);

		expect(createdVisits).toMatchObject([
			{ startAt: '2026-03-08T07:30:00Z', endAt: '2026-03-08T07:30:00Z' },
			{ startAt: '2026-11-01T05:30:00Z', endAt: '2026-11-01T08:00:00Z', duration: 150 },
			{ startAt: '2026-07-01T07:00:00Z' },
			{ startAt: '2026-12-24T05:00:00Z', endAt: '2026-12-25T04:59:59Z', allDay: true, duration: null },
		]);
	});

	test.each([
		['timezone', { date: '2026-11-10', time: '09:00', timezone: 'Mars/Olympus' }],
		['date', { date: '10.11.2026', time: '09:00', timezone: 'America/New_York' }],
		['time', { date: '2026-11-10', time: '9 am', timezone: 'America/New_York' }],
	])('a bad %s fails the variables', async (name, startAt) => {
		const answer = await bench.ask(VISIT_CREATE, { jobId, input: { visits: [{ schedule: { startAt } }] } });

		expect(answer.errors).toMatchObject([{ message: expect.stringContaining(`schedule.startAt.${name}`) }]);
		expect(answer).not.toHaveProperty('data');
	});

	test('fewer visits are created than asked for when some are wrong', async () => {
		const payload = await createVisits(
			{ title: 'first', schedule: { teamMemberIdsToAssign: [ines], notifyTeam: false } },
			{ schedule: { teamMemberIdsToAssign: ['x'] } },
			{ schedule: { startAt: at('2026-11-10', '09:00'), endAt: at('2026-11-10', '08:00') } },
		);

		expect(payload).toMatchObject({
			createdVisits: [{ title: 'first', visitStatus: 'UNSCHEDULED', assignedUsers: { nodes: [{ id: ines }] } }],
			userErrors: [
				{ message: 'User not found', path: ['input', 'visits', '1', 'schedule', 'teamMemberIdsToAssign', '0'] },
				{ message: 'End must be after start', path: ['input', 'visits', '2', 'schedule', 'endAt'] },
			],
		});
		expect(bench.jobber.records('visits')).toMatchObject([{ notifyTeam: false }]);
	});

	test('an unknown job is a user error, or no data at all when the job is asked for', async () => {
		const variables = { jobId: 'x', input: { visits: [{}] } };
		const payload = await bench.run<Payload>(VISIT_CREATE, variables);
		const answer = await bench.ask(VISIT_CREATE.replace('createdVisits', 'job { id } createdVisits'), variables);

		expect(payload).toMatchObject({ createdVisits: [], userErrors: [{ message: 'Job not found' }] });
		expect(answer).toMatchObject({ data: null, errors: [{ message: expect.stringContaining('non-nullable') }] });
	});

	test('a visit is changed by three mutations', async () => {
		const id = await newVisit({
			instructions: 'Ring twice',
			schedule: { startAt: at('2026-11-10', '09:00'), endAt: at('2026-11-10', '10:00'), teamMemberIdsToAssign: [omar] },
		});
		await bench.run(
			`mutation ($id: EncodedId!) { visitEdit(id: $id, attributes: {title: "Pump"}) { visit { id } ${ERRORS} } }`,
			{ id },
		);
		await bench.run(
			`mutation ($id: EncodedId!, $users: [EncodedId!]!) {
				visitEditAssignedUsers(visitId: $id, input: {assignedUserIds: $users}) { visit { id } ${ERRORS} } }`,
			{ id, users: [ines] },
		);
		const { visit } = await bench.run<Payload>(VISIT_SCHEDULE, { id, input: { endAt: at('2026-11-10', '11:00') } });
		const wrong = await bench.run<Payload>(VISIT_SCHEDULE, { id, input: { endAt: at('2026-11-10', '07:00') } });

		expect(visit).toMatchObject({
			title: 'Pump',
			instructions: 'Ring twice',
			duration: 120,
			assignedUsers: { nodes: [{ id: ines }] },
		});
		expect(wrong).toMatchObject({ visit: null, userErrors: [{ path: ['input', 'endAt'] }] });
	});

	test('a visit is completed and deleted', async () => {
		const [done, gone] = [await newVisit(), await newVisit()];
		const completed = await bench.run(
			`mutation ($id: EncodedId!) { visitComplete(visitId: $id) { visit { visitStatus completedAt } ${ERRORS} } }`,
			{ id: done },
		);
		const remove = (ids: string[]) =>
			bench.run(
				`mutation ($ids: [EncodedId!]!) { visitDelete(visitIds: $ids) { visits { id } ${ERRORS} } }`,
				{ ids },
			);
		const refused = await remove([gone, 'x']);
		const deleted = await remove([gone]);
		const job = await bench.run(
			'query ($id: EncodedId!) { job(id: $id) { jobStatus visits(first: 5) { nodes { id } } } }',
			{ id: jobId },
		);

		expect(completed).toMatchObject({ visit: { visitStatus: 'COMPLETED', completedAt: '2026-11-02T17:00:00Z' } });
		expect(refused).toMatchObject({ visits: null, userErrors: [{ path: ['visitIds', '1'] }] });
		expect(deleted).toEqual({ visits: [{ id: gone }], userErrors: [] });
		expect(job).toEqual({ jobStatus: 'requires_invoicing', visits: { nodes: [{ id: done }] } });
	});

	test('visits filter by time, status and user', async () => {
		bench.jobber.seed({
			visits: [
				{ jobId, title: 'past', startAt: NOON - 7_200_000, endAt: NOON - 3_600_000 },
				{ jobId, title: 'now', startAt: NOON - 60_000, endAt: NOON + 60_000, assignedUserIds: [omar] },
				{ jobId, title: 'later', startAt: '2026-11-20T10:00:00Z', endAt: '2026-11-20T11:00:00Z' },
				{ jobId, title: 'some day' },
			],
		});
		const titles = async (filter: object) => {
			const list = await bench.run<{ nodes: { title: string }[] }>(
				'query ($filter: VisitFilterAttributes) { visits(filter: $filter, first: 9) { nodes { title } } }',
				{ filter },
			);
			return list.nodes.map(({ title }) => title);
		};

		expect(await titles({})).toEqual(['past', 'now', 'later', 'some day']);
		expect(await titles({ startAt: { after: '2026-11-02T16:59:00Z' } })).toEqual(['now', 'later']);
		expect(await titles({ status: 'UNSCHEDULED' })).toEqual(['some day']);
		expect(await titles({ assignedTo: omar })).toEqual(['now']);
	});

	test('closing a job deals with its open visits', async () => {
		bench.jobber.seed({
			visits: [
				{ jobId, startAt: NOON - 60_000, endAt: NOON },
				{ jobId, startAt: NOON + 60_000, endAt: NOON + 120_000 },
			],
		});
		const payload = await bench.run(
			`mutation ($id: EncodedId!) { jobClose(jobId: $id, input: {modifyIncompleteVisitsBy: COMPLETE_PAST_DESTROY_FUTURE}) {
				job { jobStatus visits(first: 5) { nodes { visitStatus } } } ${ERRORS} } }`,
			{ id: jobId },
		);

		expect(payload).toMatchObject({ job: { jobStatus: 'archived', visits: { nodes: [{ visitStatus: 'COMPLETED' }] } } });
	});

	test('properties are created, edited and found by client', async () => {
		await bench.run(
			`mutation ($id: EncodedId!) { propertyCreate(clientId: $id, input: {properties: [{address: {city: "Turin"}}]}) {
				properties { id } ${ERRORS} } }`,
			{ id: clientId },
		);
		const edited = await bench.run(
			`mutation ($id: EncodedId!) { propertyEdit(propertyId: $id, input: {name: "Home", address: {city: "Rome"}}) {
				property { name address { street1 city } } ${ERRORS} } }`,
			{ id: propertyId },
		);
		const list = await bench.run(
			'query ($id: EncodedId!) { properties(filter: {clientId: $id}, first: 5) { nodes { address { city } } } }',
			{ id: clientId },
		);

		expect(edited).toMatchObject({ property: { name: 'Home', address: { street1: '1 Main St', city: 'Rome' } } });
		expect(list).toEqual({ nodes: [{ address: { city: 'Rome' } }, { address: { city: 'Turin' } }] });
	});

	test('a field that the app may not see is null beside an error, the rest is answered', async () => {
		await newVisit({ schedule: { teamMemberIdsToAssign: [omar] } });
		bench.jobber.settings.missingScopes = ['read_users'];
		const { data, errors } = await bench.ask(
			'{ visits(first: 5) { nodes { isComplete assignedUsers(first: 5) { nodes { id } } } } }',
		);

		expect(data).toEqual({ visits: { nodes: [{ isComplete: false, assignedUsers: null }] } });
		expect(errors).toMatchObject([{ path: ['visits', 'nodes', 0, 'assignedUsers'] }]);
	});
});
