import type { IDataObject } from 'n8n-workflow';
import { hubSpotStage, people, seedPeople } from '../support/hubspot';

/** What HubSpot answers (contract sections 6 and 7), and what a user reads. */
const rows: Array<
	[string, { status: number; body: unknown; headers?: Record<string, string> }, { message: RegExp; description: RegExp; cause?: string }]
> = [
	[
		'an unknown property',
		{
			status: 400,
			body: {
				status: 'error',
				category: 'VALIDATION_ERROR',
				correlationId: 'c-1',
				message: 'Property values were not valid: [...]',
				errors: [{ message: 'Property "foo" does not exist', code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['foo'] } }],
			},
		},
		{ message: /^HubSpot has no field "foo"/, description: /internal name.*c-1/ },
	],
	[
		'an unknown property, told inside the message only',
		{
			status: 400,
			body: {
				status: 'error',
				message:
					'Property values were not valid: [{"isValid":false,"message":"Property \\"foo\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"foo"}]',
			},
		},
		{ message: /^HubSpot has no field "foo"/, description: /internal name/ },
	],
	[
		'a bad option',
		{
			status: 400,
			body: {
				status: 'error',
				category: 'VALIDATION_ERROR',
				message:
					'Property values were not valid: [{"isValid":false,"message":"x was not one of the allowed options: [a, b]","error":"INVALID_OPTION","name":"lifecyclestage"}]',
			},
		},
		{ message: /"lifecyclestage": x was not one of the allowed options: \[a, b\]/, description: /Correct the value.*INVALID_OPTION/ },
	],
	[
		'a bad address',
		{
			status: 400,
			body: {
				status: 'error',
				message:
					'Property values were not valid: [{"isValid":false,"message":"Email address x is invalid","error":"INVALID_EMAIL","name":"email"}]',
			},
		},
		{ message: /"email": Email address x is invalid/, description: /INVALID_EMAIL/ },
	],
	[
		'a missing property',
		{
			status: 400,
			body: {
				status: 'error',
				category: 'VALIDATION_ERROR',
				message: 'Error creating CONTACT. Some required properties were not set.',
				context: { properties: ['hs_lead_status'] },
			},
		},
		{ message: /wants a value for "hs_lead_status"/, description: /which properties are required/ },
	],
	[
		'a duplicate',
		{ status: 409, body: { status: 'error', message: 'Contact already exists. Existing ID: 12345', category: 'CONFLICT' } },
		{ message: /exists already.*12345/, description: /Create or Update/ },
	],
	[
		'a duplicate without ID',
		{ status: 409, body: { status: 'error', message: 'Contact already exists', category: 'CONFLICT' } },
		{ message: /already exists/, description: /Create or Update/ },
	],
	[
		'nothing found',
		{ status: 404, body: { status: 'error', message: 'resource not found' } },
		{ message: /not found/, description: /Check the ID/ },
	],
	[
		'a kind of record that is not there',
		{ status: 400, body: { status: 'error', message: 'Unable to infer object type from: x' } },
		{ message: /Unable to infer/, description: /Store As/ },
	],
	[
		'an expired token',
		{
			status: 401,
			body: {
				status: 'error',
				category: 'EXPIRED_AUTHENTICATION',
				message: 'The OAuth token used to make this call expired 75 second(s) ago.',
			},
		},
		{ message: /has expired/, description: /connect it again/, cause: 'credential-invalid' },
	],
	[
		'what never was a token',
		{
			status: 401,
			body: {
				status: 'error',
				category: 'EXPIRED_AUTHENTICATION',
				message: 'The OAuth token used to make this call expired 20,412 day(s) ago.',
			},
		},
		{ message: /does not know this token/, description: /pat-/, cause: 'credential-invalid' },
	],
	[
		'a wrong token',
		{ status: 401, body: { status: 'error', category: 'INVALID_AUTHENTICATION', message: 'Authentication credentials not found.' } },
		{ message: /rejected the credentials/, description: /service key/i, cause: 'credential-invalid' },
	],
	[
		'a missing scope',
		{
			status: 403,
			body: {
				status: 'error',
				category: 'MISSING_SCOPES',
				message: 'no',
				errors: [{ message: 'x', context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
			},
		},
		{ message: /lacks the scope crm\.objects\.contacts\.write/, description: /Add the scope/, cause: 'configuration-invalid' },
	],
	[
		'a missing scope in the context',
		{ status: 403, body: { status: 'error', category: 'MISSING_SCOPES', message: 'no', context: { requiredGranularScopes: ['tickets'] } } },
		{ message: /lacks the scope tickets/, description: /Add the scope/, cause: 'configuration-invalid' },
	],
	[
		'a missing tier',
		{ status: 403, body: { status: 'error', message: 'Sales Hub Professional is required', category: 'FORBIDDEN' } },
		{ message: /Sales Hub Professional/, description: /permission/, cause: 'configuration-invalid' },
	],
	[
		'a rate limit',
		{
			status: 429,
			headers: { 'retry-after': '900' },
			body: {
				status: 'error',
				message: 'You have reached your ten_secondly_rolling limit.',
				errorType: 'RATE_LIMIT',
				policyName: 'TEN_SECONDLY_ROLLING',
			},
		},
		{ message: /limits the rate/, description: /900 s.*Wait at Most/, cause: 'rate-limited' },
	],
	[
		'the daily limit',
		{ status: 429, body: { status: 'error', message: 'You have reached your daily limit.', policyName: 'DAILY' } },
		{ message: /daily HubSpot API limit/, description: /midnight/, cause: 'quota-exhausted' },
	],
	[
		'a search past 10,000',
		{ status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message: 'The requested page ends at 10200' } },
		{ message: /10200/, description: /\S/ },
	],
	[
		'a bad link',
		{
			status: 400,
			body: {
				status: 'error',
				category: 'VALIDATION_ERROR',
				subCategory: 'crm.associations.INVALID_IDENTIFIER',
				message: 'The id 9 is not valid',
			},
		},
		{ message: /cannot link.*The id 9/, description: /Check the ID/ },
	],
	['too long an address', { status: 414, body: '<html>' }, { message: /too many properties/, description: /custom fields/ }],
	[
		'a move of the account',
		{ status: 477, headers: { 'retry-after': '7200' }, body: {} },
		{ message: /moving this account/, description: /nothing was written/, cause: 'temporarily-unavailable' },
	],
	[
		'a gateway',
		{ status: 502, body: '<html>Bad Gateway</html>' },
		{ message: /unavailable \(status 502\)/, description: /Tried|few minutes|again later/, cause: 'temporarily-unavailable' },
	],
	['an answer of another shape', { status: 400, body: [] }, { message: /status 400/, description: /\S/ }],
	['no words at all', { status: 400, body: {} }, { message: /status 400/, description: /\S/ }],
];

describe('what a user reads', () => {
	const stage = hubSpotStage();

	it.each(rows)('of %s', async (_name, answer, { message, description, cause }) => {
		const { contacts: [recordId] } = stage.hubspot.seed({ contacts: seedPeople(1) });
		stage.hubspot.addFault({ ...answer, times: 20 });
		const { error } = await stage.run({ operation: 'get', recordId, options: { maxWait: 0.001 } });

		expect(error?.message).toMatch(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toMatch(description);
		expect(error?.description).toContain(`HTTP ${answer.status}`);
		expect(error?.failure?.cause).toBe(cause);
		expect(`${error?.message}${error?.description}`).not.toMatch(/undefined|\[object|<html/);
	});

	it('names the item, how many others were refused and how many went through', async () => {
		const { error } = await stage.run(
			{ operation: 'create' },
			people(10).map((row, at) => (at === 3 || at === 7 ? { ...row, status: 'nonsense' } : row)),
		);

		expect(error?.message).toMatch(/nonsense.*\[item 3\]$/);
		expect(error?.description).toMatch(/1 more of 10 items were refused\. 8 were processed/);
		expect(error?.context).toMatchObject({ itemIndex: 3 });
		expect(stage.hubspot.records('contacts')).toHaveLength(8);
	});

	it('gives errors as items that n8n sends to the right output', async () => {
		const input = people(3).map((row, at) => (at === 1 ? { ...row, status: 'nonsense' } : row));
		const regular = await stage.run({ operation: 'create' }, input, { onError: 'continueRegularOutput' });
		stage.hubspot.reset();
		const split = await stage.run({ operation: 'create' }, input, { onError: 'continueErrorOutput' });

		expect(regular.items.map(({ json, pairedItem }) => [typeof json.error, pairedItem])).toEqual([
			['undefined', { item: 0 }],
			['string', { item: 1 }],
			['undefined', { item: 2 }],
		]);
		expect(Object.keys(regular.items[1].json).sort()).toEqual(['details', 'error', 'message']);
		expect(split.errors).toHaveLength(1);
		expect(split.errors[0].json.details as IDataObject).toEqual({
			item: 1,
			kind: 'validation',
			code: 'INVALID_OPTION',
			correlationId: undefined,
		});
	});

	it('says in hints what the items do not show', async () => {
		const { hints } = await stage.run({ operation: 'upsert', matchOn: ['email'] }, [...people(2), ...people(1)]);

		expect(hints.map(({ message, type }) => [message, type])).toEqual([
			[expect.stringMatching(/^1 of 3 rows named a record that another row/), 'info'],
			['2 requests for 3 items.', 'info'],
		]);
	});

	it('gives statistics when asked', async () => {
		const [item] = await stage.json({ operation: 'create', options: { runStatistics: true } }, people(1));

		expect(item._run).toEqual({ requests: 1, retries: 0, secondsWaited: 0, rowsMerged: 0, truncated: 0, warnings: [] });
	});
});
