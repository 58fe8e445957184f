import { jobberBench, NOON } from './jobberBench';

interface Payload {
	userErrors: { message: string; path: string[] }[];
	[name: string]: unknown;
}

interface WithId {
	id: string;
}

const ERRORS = 'userErrors { message path }';
const VISIT = `id title instructions startAt endAt allDay duration visitStatus isComplete
	assignedUsers(first: 5) { nodes { id } }`;
const VISIT_CREATE = `mutation ($jobId: EncodedId!, $input: VisitCreateInput!) {
	visitCreate(jobId: $jobId, input: $input) { createdVisits { ${VISIT} } ${ERRORS} } }`;
const VISIT_SCHEDULE = `mutation ($id: EncodedId!, $input: VisitEditScheduleInput!) {
	visitEditSchedule(id: $id, input: $input) { visit { ${VISIT} } ${ERRORS} } }`;

const at = (date: string, time: string, timezone = 'America/New_York') => ({ date, time, timezone });
const day = (date: string) => ({ date, timezone: 'America/New_York' });

describe('Jobber sandbox: visits', () => {
	const bench = jobberBench();
	let jobId = '';
	let omar = '';
	let ines = '';
	beforeEach(async () => {
		const [clientId] = bench.jobber.seed({ clients: [{ firstName: 'Ada' }] }).clients;
		const [propertyId] = bench.jobber.seed({ properties: [{ clientId, address: {} }] }).properties;
		[jobId] = bench.jobber.seed({ jobs: [{ propertyId, title: 'Boiler' }] }).jobs;
		const users = '{ users(filter: {status: ACTIVATED}, first: 5) { nodes { id } } }';
		[, omar, ines] = (await bench.run<{ nodes: WithId[] }>(users)).nodes.map(({ id }) => id);
	});
	afterEach(() => expect(bench.jobber.invalid()).toEqual([]));

	const createVisits = (...visits: object[]) =>
		bench.run<Payload & { createdVisits: WithId[] }>(VISIT_CREATE, { jobId, input: { visits } });
	const newVisit = async (visit: object = {}) => (await createVisits(visit)).createdVisits[0].id;

	test('visits have wall times in a zone, also where the clock changes', async () => {
		const schedule = (startAt: object, endAt: object) => ({ schedule: { startAt, endAt } });
		const { createdVisits } = await createVisits(
			schedule(at('2026-03-08', '02:30:00'), at('2026-03-08', '03:30:00')),
			schedule(at('2026-11-01', '01:30:00'), at('2026-11-01', '03:00:00')),
			schedule(at('2026-07-01', '09:00', 'Europe/Berlin'), at('2026-07-01', '10:00', 'Europe/Berlin')),
			schedule(day('2026-12-24'), day('2026-12-24')),
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
			schedule: {
				startAt: at('2026-11-10', '09:00'),
				endAt: at('2026-11-10', '10:00'),
				teamMemberIdsToAssign: [omar],
			},
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
