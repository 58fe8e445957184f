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
const REQUEST_CREATE = `mutation ($input: RequestCreateInput!) {
	requestCreate(input: $input) {
		request { id title requestStatus property { id } assessment { startAt } } ${ERRORS} } }`;
const JOB_CREATE = `mutation ($input: JobCreateAttributes!) {
	jobCreate(input: $input) {
		job { id jobNumber jobType jobStatus total client { id isLead } visits(first: 5) { nodes { ${VISIT} } } }
		${ERRORS} } }`;
const INVOICING = { invoicingType: 'FIXED_PRICE', invoicingSchedule: 'ON_COMPLETION' };

const at = (date: string, time: string) => ({ date, time, timezone: 'America/New_York' });

describe('Jobber sandbox: requests, jobs and properties', () => {
	const bench = jobberBench();
	let clientId = '';
	let propertyId = '';
	let jobId = '';
	beforeEach(() => {
		[clientId] = bench.jobber.seed({ clients: [{ firstName: 'Ada', lastName: 'Byron' }] }).clients;
		[propertyId] = bench.jobber.seed({ properties: [{ clientId, address: { street1: '1 Main St' } }] }).properties;
		[jobId] = bench.jobber.seed({ jobs: [{ propertyId, title: 'Boiler' }] }).jobs;
	});
	afterEach(() => expect(bench.jobber.invalid()).toEqual([]));

	test('a request takes the last property of its client', async () => {
		const second = bench.jobber.seed({ properties: [{ clientId, address: {} }] }).properties[0];
		const { request } = await bench.run<Payload>(REQUEST_CREATE, {
			input: {
				clientId,
				title: 'Leak',
				requestDetails: { form: { sections: [{ label: 'More', items: [{ label: 'Where' }] }] } },
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
			{
				id: assessment.id,
				input: { schedule: { startAt: at('2026-11-05', '09:00'), endAt: at('2026-11-05', '10:00') } },
			},
		);
		seen.push(await status());
		bench.jobber.settings.clockFrozenAt = Date.parse('2026-11-06T12:00:00Z');
		seen.push(await status());
		await bench.run(JOB_CREATE, { input: { propertyId, requestId: id, invoicing: INVOICING } });
		seen.push(await status());
		await bench.run(
			`mutation ($id: EncodedId!) { requestArchive(requestId: $id) { request { id } ${ERRORS} } }`,
			{ id },
		);
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
				scheduling: { createVisits: true, notifyTeam: false, startTime: '09:00:00', endTime: '10:30:00' },
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
						assignedUsers: { nodes: [] },
					},
				],
			},
		});
	});

	test('a job needs an existing property', async () => {
		const payload = await bench.run<Payload>(JOB_CREATE, { input: { propertyId: clientId, invoicing: INVOICING } });

		expect(payload).toMatchObject({ job: null, userErrors: [{ message: 'Property not found' }] });
	});

	test('closing a job deals with its open visits', async () => {
		bench.jobber.seed({
			visits: [
				{ jobId, startAt: NOON - 60_000, endAt: NOON },
				{ jobId, startAt: NOON + 60_000, endAt: NOON + 120_000 },
			],
		});
		const payload = await bench.run(
			`mutation ($id: EncodedId!, $input: JobCloseInput!) { jobClose(jobId: $id, input: $input) {
				job { jobStatus visits(first: 5) { nodes { visitStatus } } } ${ERRORS} } }`,
			{ id: jobId, input: { modifyIncompleteVisitsBy: 'COMPLETE_PAST_DESTROY_FUTURE' } },
		);

		expect(payload).toMatchObject({
			job: { jobStatus: 'archived', visits: { nodes: [{ visitStatus: 'COMPLETED' }] } },
		});
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
});
