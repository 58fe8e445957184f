import { parse } from 'graphql';
import { api } from '../../nodes/Jobber/api';
import { composeDocument, type Call, type Document, type Vocabulary } from '../../nodes/shared/graphql/document';
import type { HttpResponse } from '../../nodes/shared/types';

const response = (body: unknown, status = 200): HttpResponse => ({ status, headers: {}, body });
const documentOf = (kind: 'query' | 'mutation', ...calls: Call[]) => api.ask(kind, calls).body as Document;
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

describe('a document', () => {
	it.each<[string, 'query' | 'mutation', Call, string, Record<string, unknown>]>([
		[
			'of a record', 'query', { field: 'job', args: { id: 'x' } },
			'query CrmSuite($id0: EncodedId!) { a0: job(id: $id0) { ...Job } }', { id0: 'x' },
		],
		[
			'of a list, which says whether it goes on', 'query', { field: 'quotes', args: { first: 5, sort: [] } },
			'query CrmSuite($first0: Int, $sort0: [QuotesSortInput!]) ' +
			'{ a0: quotes(first: $first0, sort: $sort0) { nodes { ...Quote } pageInfo { endCursor hasNextPage } } }',
			{ first0: 5, sort0: [] },
		],
		[
			'of a list with one order, unlike others', 'query', { field: 'clients', args: { sort: {}, searchFields: ['EMAILS'] } },
			'query CrmSuite($sort0: ClientsSortInput, $searchFields0: [ClientSearchField!]) ' +
			'{ a0: clients(sort: $sort0, searchFields: $searchFields0)',
			{ sort0: {}, searchFields0: ['EMAILS'] },
		],
		[
			'of a mutation, which says what it refused', 'mutation', { field: 'jobCreate', args: { input: { title: 'x' } } },
			'mutation CrmSuite($input0: JobCreateAttributes!) { a0: jobCreate(input: $input0) { job { ...Job } userErrors { message path } } }',
			{ input0: { title: 'x' } },
		],
		[
			'with an argument named after its field', 'mutation', { field: 'visitEdit', args: { id: 'x', attributes: {} } },
			'mutation CrmSuite($id0: EncodedId!, $attributes0: VisitEditAttributes!) { a0: visitEdit(id: $id0, attributes: $attributes0)',
			{ id0: 'x', attributes0: {} },
		],
		[
			'without what is undefined', 'query', { field: 'visits', args: { filter: undefined, after: undefined, first: 1 } },
			'query CrmSuite($first0: Int) { a0: visits(first: $first0)', { first0: 1 },
		],
		[
			'that keeps null, which clears', 'mutation', { field: 'visitEditSchedule', args: { id: 'x', input: null } },
			'mutation CrmSuite($id0: EncodedId!, $input0: VisitEditScheduleInput!)', { id0: 'x', input0: null },
		],
		[
			'with another answer', 'mutation', { field: 'clientArchive', args: { clientId: 'x' }, answer: 'client { id }' },
			'mutation CrmSuite($clientId0: EncodedId!) { a0: clientArchive(clientId: $clientId0) { client { id } userErrors { message path } } }',
			{ clientId0: 'x' },
		],
	])('%s', (_what, kind, call, text, variables) => {
		const document = documentOf(kind, call);
		expect(inOneLine(document.query)).toContain(text);
		expect(document).toMatchObject({ variables, operationName: 'CrmSuite' });
		expect(() => parse(document.query)).not.toThrow();
	});

	it('tells several calls apart by number', () => {
		const { query, variables } = documentOf('query', { field: 'job', args: { id: 'x' } }, { field: 'job', args: { id: 'y' } });
		expect(inOneLine(query)).toContain('{ a0: job(id: $id0) { ...Job } a1: job(id: $id1) { ...Job } }');
		expect(variables).toEqual({ id0: 'x', id1: 'y' });
	});

	it('takes along each fragment that it uses, once, and no other', () => {
		const { query } = documentOf('query', { field: 'request', args: { id: 'x' } }, { field: 'client', args: { id: 'y' } });
		const names = [...query.matchAll(/fragment (\w+)/g)].map(([, name]) => name);
		expect(names).toEqual(['Request', 'Client', 'Billing', 'Place', 'Value']);
	});

	it('never holds what a user wrote', () => {
		const { query } = documentOf('query', { field: 'clients', args: { searchTerm: '") { id } }', first: 1 } });
		expect(query).not.toContain('") { id } }');
	});

	it('does not take a fragment for another whose name it begins with', () => {
		const vocabulary: Vocabulary = { typeOf: () => 'ID!', answerOf: () => '...Jobs', fragments: ['fragment Job on Job { id }'] };
		expect(composeDocument('query', [{ field: 'job', args: {} }], vocabulary).query).not.toContain('fragment');
	});

	it.each([['query', true], ['mutation', false]] as const)('%s may be sent twice: %s', (kind, safeToRepeat) => {
		expect(api.ask(kind, [{ field: 'job', args: { id: 'x' } }]).safeToRepeat).toBe(safeToRepeat);
	});
});

describe('an answer\'s error', () => {
	const cost = (requestedQueryCost: number, currentlyAvailable: number) => ({
		cost: { requestedQueryCost, actualQueryCost: 0, throttleStatus: { maximumAvailable: 10_000, currentlyAvailable, restoreRate: 500 } },
	});
	const throttled = { message: 'Throttled', extensions: { code: 'THROTTLED' } };

	it.each<[string, HttpResponse, object | null]>([
		['is none when there is data', response({ data: { a0: null } }), null],
		['is none when it belongs to single calls', response({ data: { a0: null }, errors: [{ message: 'x', path: ['a0'] }] }), null],
		[
			'of all calls counts', response({ data: { a0: null }, errors: [{ message: 'x' }] }),
			{ kind: 'unknown', message: expect.stringMatching(/not accept this query: x/) },
		],
		['without data counts, wherever it is', response({ data: null, errors: [{ message: 'x', path: ['a0'] }] }), { kind: 'unknown' }],
		['is told of what is no answer of Jobber', response('<html>'), { kind: 'unknown', hint: expect.stringMatching(/base URL/) }],
		[
			'waits until the budget is there', response({ errors: [throttled], extensions: cost(3_000, 1_000) }),
			{ kind: 'rateLimit', retryAfterMs: 4_000 },
		],
		[
			'waits a second at least', response({ errors: [throttled], extensions: cost(3_000, 2_999) }),
			{ kind: 'rateLimit', retryAfterMs: 1_000 },
		],
		['of a used-up budget without numbers', response({ errors: [throttled] }), { kind: 'rateLimit', code: 'THROTTLED' }],
		[
			'of a document that is too dear', response({ errors: [throttled], extensions: cost(10_001, 0) }),
			{ kind: 'validation', message: expect.stringMatching(/10001 points/) },
		],
		[
			'of an ended access under 200', response({ errors: [{ message: 'x', extensions: { code: 'UNAUTHENTICATED' } }] }),
			{ kind: 'auth', hint: expect.stringMatching(/connect it again/) },
		],
		['of an ended access', response({ error: 'invalid_request' }, 401), { kind: 'auth', status: 401 }],
		[
			'of a missing scope', response({ errors: [{ message: 'hidden due to permissions: read_jobs' }] }),
			{ kind: 'permission', hint: expect.stringMatching(/Developer Center/) },
		],
		['of a record that is not there', response({ errors: [{ message: 'x', extensions: { code: 'NOT_FOUND' } }] }), { kind: 'notFound' }],
		[
			'of a value', response({ errors: [{ message: 'Variable $input0 of type JobCreateAttributes! was provided invalid value' }] }),
			{ kind: 'validation' },
		],
		['of too many requests', response('slow down', 429), { kind: 'rateLimit', message: expect.stringMatching(/2,500 in 5 minutes/) }],
		[
			'of a broken server says what Jobber says', response({ errors: [{ message: 'maintenance' }] }, 503),
			{ kind: 'unavailable', message: expect.stringMatching(/maintenance/) },
		],
	])('%s', (_what, answer, expected) => {
		if (expected) expect(api.decodeError(answer)).toMatchObject(expected);
		else expect(api.decodeError(answer)).toBeNull();
	});
});

describe('one call of a document', () => {
	it.each<[string, unknown, object]>([
		['gives its record', { data: { a0: { id: 'x' } } }, { raw: { id: 'x' } }],
		['gives what it changed', { data: { a0: { job: { id: 'x' }, userErrors: [] } } }, { raw: { job: { id: 'x' } } }],
		['finds nothing', { data: { a0: null } }, { error: { kind: 'notFound' } }],
		[
			'fails alone', { data: { a0: null }, errors: [{ message: 'x', path: ['a0'], extensions: { code: 'NOT_FOUND' } }] },
			{ error: { kind: 'notFound' } },
		],
		[
			'is refused for a value, and says where',
			{ data: { a0: { job: null, userErrors: [{ message: 'Too long', path: ['input', 'title'] }] } } },
			{ error: { kind: 'validation', message: 'Jobber refused the record: Too long (title)' } },
		],
		[
			'is refused for its record', { data: { a0: { job: null, userErrors: [{ message: 'Job not found', path: ['jobId'] }] } } },
			{ error: { kind: 'notFound' } },
		],
		[
			'is refused for a record that it names',
			{ data: { a0: { job: null, userErrors: [{ message: 'Property not found', path: ['input', 'propertyId'] }] } } },
			{ error: { kind: 'validation', message: expect.stringMatching(/\(propertyId\)/) } },
		],
	])('%s', (_what, body, expected) => {
		expect(api.settle(response(body), 0)).toMatchObject(expected);
	});

	it('of a mutation that answers neither a record nor a reason may have taken effect', () => {
		expect(api.settle(response({ data: { a0: { job: null, userErrors: [] } } }), 0, ({ job }) => job)).toMatchObject({
			error: { kind: 'unknown', outcomeUnknown: true },
		});
	});
});
