import { decodeError, decodeRefusal } from '../../nodes/ZohoCrm/errors';

const at = (status: number, body: unknown, headers: Record<string, string> = {}) => decodeError({ status, headers, body });
const refusal = (code: string, details = {}, message = 'said') => ({ code, details, message, status: 'error' });

describe('refusals of Zoho CRM', () => {
	it.each([200, 201, 202, 204, 207])('%d is good', (status) => expect(at(status, '')).toBeNull());

	it.each([400, 412])('a batch with status %d has a result for each row', (status) =>
		expect(at(status, { data: [refusal('DUPLICATE_DATA')] })).toBeNull(),
	);

	it.each([
		[401, refusal('INVALID_TOKEN'), 'auth', /data centre/],
		[401, refusal('OAUTH_SCOPE_MISMATCH'), 'auth', /scopes/],
		[401, '', 'auth', /data centre/],
		[403, refusal('NO_PERMISSION'), 'permission', /profile/],
		[404, refusal('INVALID_URL_PATTERN'), 'notFound', undefined],
		[400, refusal('SYNTAX_ERROR'), 'validation', undefined],
		[400, '<html>', 'validation', undefined],
		[500, refusal('INTERNAL_ERROR'), 'unavailable', undefined],
	])('%d %j is %s, at the top and wrapped', (status, body, kind, hint) => {
		for (const answer of status === 400 || typeof body === 'string' ? [body] : [body, { data: [body] }]) {
			const error = at(status, answer);
			expect(error).toMatchObject({ kind, status, message: expect.stringMatching(/\S/) });
			if (hint) expect(error?.hint).toMatch(hint);
		}
	});

	it('tells used-up credits from calls at once', () => {
		expect(at(429, refusal('TOO_MANY_REQUESTS', {}, 'limit of concurrent API calls'))?.kind).toBe('rateLimit');
		expect(at(429, refusal('TOO_MANY_REQUESTS', {}, 'number of API credits'))?.kind).toBe('quota');
		expect(at(429, refusal('TOO_MANY_REQUESTS'), { 'x-api-credits-remaining': '0' })?.kind).toBe('quota');
	});

	it.each([
		[
			refusal('MANDATORY_NOT_FOUND', { api_name: 'Last_Name' }, 'required field not found'),
			'validation',
			/Last Name: required field not found$/,
		],
		[
			refusal('INVALID_DATA', { api_name: 'Email', expected_data_type: 'email' }, 'invalid data'),
			'validation',
			/Email: invalid data \(wanted: email\)$/,
		],
		[
			refusal('INVALID_DATA', { api_name: 'Venue', maximum_length: 255 }, 'invalid data'),
			'validation',
			/Venue: .*\(at most 255 characters\)$/,
		],
		[refusal('INVALID_DATA', { id: '42' }, 'the id given seems to be invalid'), 'notFound', /no record with ID 42/],
		[
			refusal('EXPECTED_FIELD_MISSING', { expected_fields: [{ api_name: 'Note_Content' }, { api_name: 'Parent_Id' }] }),
			'validation',
			/Note Content: Parent Id: said/,
		],
		[refusal('INVALID_QUERY', { column_name: 'Nope' }), 'validation', /no field "Nope"/],
		[refusal('RECORD_LOCKED', { id: '42' }), 'permission', /said/],
		[refusal('ID_ALREADY_CONVERTED', { id: '42' }), 'conflict', /said/],
		[
			refusal('MULTIPLE_OR_MULTI_ERRORS', {
				errors: [refusal('MANDATORY_NOT_FOUND', { api_name: 'A' }), refusal('MANDATORY_NOT_FOUND', { api_name: 'B' })],
			}),
			'validation',
			/A: said; .*B: said/,
		],
	])('%j', (said, kind, words) => expect(decodeRefusal(said)).toMatchObject({ kind, message: expect.stringMatching(words) }));

	it.each([
		{ id: '42', api_name: 'Email' },
		{ duplicate_record: { id: '42' }, api_name: 'Email' },
	])('names the record in the way: %j', (details) =>
		expect(decodeRefusal(refusal('DUPLICATE_DATA', details))).toMatchObject({
			kind: 'conflict',
			existingId: '42',
			hint: expect.stringMatching(/same Email/),
		}),
	);
});
