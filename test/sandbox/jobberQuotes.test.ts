import { jobberBench, NOON } from './jobberBench';

interface Payload {
	userErrors: { message: string; path: string[] }[];
	[name: string]: unknown;
}

const ERRORS = 'userErrors { message path }';
const QUOTE = `id title message quoteNumber quoteStatus amounts { subtotal taxAmount total }
	client { id isLead } property { id } salesperson { id } customFields { ... on CustomFieldText { label valueText } }`;
const CREATE = `mutation ($attributes: QuoteCreateAttributes!) {
	quoteCreate(attributes: $attributes) { quote { ${QUOTE} } ${ERRORS} } }`;
const EDIT = `mutation ($id: EncodedId!, $attributes: QuoteEditAttributes!) {
	quoteEdit(quoteId: $id, attributes: $attributes) { quote { ${QUOTE} } ${ERRORS} } }`;

describe('Jobber sandbox: quotes, and what is reopened', () => {
	const bench = jobberBench();
	let clientId = '';
	let propertyId = '';
	const line = { name: 'Roof', unitPrice: 250, quantity: 2, saveToProductsAndServices: false };
	beforeEach(() => {
		[clientId] = bench.jobber.seed({ clients: [{ firstName: 'Ada', lastName: 'Byron' }] }).clients;
		[propertyId] = bench.jobber.seed({ properties: [{ clientId, address: { street1: '1 Main St' } }] }).properties;
	});
	afterEach(() => expect(bench.jobber.invalid()).toEqual([]));

	test('a quote is a draft, adds up its line items, and ends that its client is a lead', async () => {
		const { quote } = await bench.run<Payload>(CREATE, {
			attributes: { clientId, propertyId, title: 'Roof', lineItems: [line] },
		});

		expect(quote).toMatchObject({
			title: 'Roof',
			quoteNumber: '1',
			quoteStatus: 'draft',
			amounts: { subtotal: 500, taxAmount: 0, total: 500 },
			client: { id: clientId, isLead: false },
		});
	});

	test('a transition on creation sends it', async () => {
		const attributes = { clientId, propertyId, lineItems: [line], transitionQuoteTo: 'AWAITING_RESPONSE' };
		expect((await bench.run<Payload>(CREATE, { attributes })).quote).toMatchObject({ quoteStatus: 'awaiting_response' });
	});

	test.each([
		['Client not found', 'clientId', () => ({ clientId: 'x' })],
		['Property not found', 'propertyId', () => ({ propertyId: 'x' })],
		['Salesperson not found', 'salespersonId', () => ({ salespersonId: 'x' })],
	])('a bad reference is a user error: %s', async (message, key, wrong) => {
		const payload = await bench.run<Payload>(CREATE, {
			attributes: { clientId, propertyId, lineItems: [line], ...wrong() },
		});

		expect(payload).toMatchObject({ quote: null, userErrors: [{ message, path: ['attributes', key] }] });
		expect(bench.jobber.records('quotes')).toEqual([]);
	});

	test('an edit changes what is given; a job made from the quote converts it', async () => {
		const [id] = bench.jobber.seed({ quotes: [{ propertyId, title: 'Roof', message: 'Hello' }] }).quotes;
		const { quote } = await bench.run<Payload>(EDIT, { id, attributes: { title: 'Door' } });
		expect(quote).toMatchObject({ title: 'Door', message: 'Hello', quoteStatus: 'draft' });

		const invoicing = { invoicingType: 'FIXED_PRICE', invoicingSchedule: 'ON_COMPLETION' };
		await bench.run(`mutation ($input: JobCreateAttributes!) { jobCreate(input: $input) { job { id } ${ERRORS} } }`, {
			input: { propertyId, quoteId: id, invoicing },
		});
		expect(await bench.run('query ($id: EncodedId!) { quote(id: $id) { quoteStatus } }', { id })).toEqual({
			quoteStatus: 'converted',
		});
		expect(await bench.run<Payload>(EDIT, { id: 'x', attributes: {} })).toMatchObject({
			userErrors: [{ message: 'Quote not found', path: ['quoteId'] }],
		});
	});

	test('quotes filter by client and stamp, sort, and are searched by title', async () => {
		bench.jobber.seed({
			quotes: [
				{ propertyId, title: 'Roof', createdAt: NOON - 2_000 },
				{ propertyId, title: 'Door', createdAt: NOON },
			],
		});
		const list = `query ($filter: QuoteFilterAttributes, $term: String, $sort: [QuotesSortInput!]) {
			quotes(filter: $filter, searchTerm: $term, sort: $sort, first: 5) { nodes { title } } }`;
		const sort = [{ key: 'CREATED_AT', direction: 'ASCENDING' }];

		expect(await bench.run(list, { filter: { clientId }, sort })).toEqual({
			nodes: [{ title: 'Roof' }, { title: 'Door' }],
		});
		expect(await bench.run(list, { filter: { createdAt: { after: new Date(NOON - 1_000).toISOString() } } })).toEqual({
			nodes: [{ title: 'Door' }],
		});
		expect(await bench.run(list, { term: 'roo' })).toEqual({ nodes: [{ title: 'Roof' }] });
	});

	test('jobs, visits and assessments are completed and reopened', async () => {
		const [jobId] = bench.jobber.seed({ jobs: [{ propertyId }] }).jobs;
		const [visitId] = bench.jobber.seed({ visits: [{ jobId, startAt: NOON }] }).visits;
		const [requestId] = bench.jobber.seed({ requests: [{ clientId }] }).requests;
		const made = await bench.run<{ assessment: { id: string } }>(
			`mutation ($id: EncodedId!) { assessmentCreate(requestId: $id, input: {}) { assessment { id } ${ERRORS} } }`,
			{ id: requestId },
		);
		const on = async (field: string, argument: string, answer: string, id: string) =>
			await bench.run<Payload>(
				`mutation ($id: EncodedId!) { ${field}(${argument}: $id) { ${answer} ${ERRORS} } }`,
				{ id },
			);
		const visit = 'visit { isComplete }';
		const assessment = 'assessment { isComplete }';
		await bench.run(
			`mutation ($id: EncodedId!) {
				jobClose(jobId: $id, input: {modifyIncompleteVisitsBy: DESTROY_ALL}) { job { jobStatus } ${ERRORS} } }`,
			{ id: jobId },
		);

		expect(await on('jobReopen', 'jobId', 'job { jobStatus }', jobId)).toMatchObject({ job: { jobStatus: 'unscheduled' } });
		expect((await on('visitUncomplete', 'visitId', visit, visitId)).userErrors).toMatchObject([{ path: ['visitId'] }]);
		const [second] = bench.jobber.seed({ visits: [{ jobId, completedAt: NOON }] }).visits;
		expect(await on('visitUncomplete', 'visitId', visit, second)).toMatchObject({ visit: { isComplete: false } });
		const { id } = made.assessment;
		expect(await on('assessmentComplete', 'assessmentId', assessment, id)).toMatchObject({ assessment: { isComplete: true } });
		expect(await on('assessmentUncomplete', 'assessmentId', assessment, id)).toMatchObject({ assessment: { isComplete: false } });
		expect(await on('assessmentDelete', 'assessmentId', 'deletedAssessment { id }', id)).toMatchObject({ deletedAssessment: { id } });
		expect(bench.jobber.records('assessments')).toEqual([]);
		expect(bench.jobber.records('requests')).toMatchObject([{ assessmentId: null }]);
	});
});
