import type { Leniency, Violation } from '../validation';

const ENVELOPE = new Set(['code', 'details', 'message', 'status']);

const isExtra = ({ keyword, params }: Violation, names: ReadonlySet<string>) =>
	keyword === 'additionalProperties' && names.has(String(params.additionalProperty));

/** Where Zoho's OpenAPI documents differ from its API. */
export const ZOHO_LENIENCIES: readonly Leniency[] = [
	{
		reason: 'Errors of a whole request are wrapped in data[]; they come at the top level (specs README, contract 7).',
		allows: (violation) =>
			violation.kind === 'response' && violation.status >= 400 && violation.at === '' && isExtra(violation, ENVELOPE),
	},
	{
		reason: 'A refused permission is named in details (contract 7), which the document knows for unwrapped refusals only.',
		allows: (violation) => violation.kind === 'response' && violation.status === 403 && isExtra(violation, new Set(['details'])),
	},
	{
		reason: 'An upsert says at item level what it did and by which field (contract 3).',
		allows: (violation) =>
			violation.operation === '/{module}/upsert' && isExtra(violation, new Set(['duplicate_field', 'action'])),
	},
	{
		reason: 'duplicate_check_fields is what upsert is for; the shared request schema lacks it (contract 3).',
		allows: (violation) =>
			violation.operation === '/{module}/upsert' && isExtra(violation, new Set(['duplicate_check_fields'])),
	},
	{
		reason: 'Page tokens are null where there is no page (vendor sample answers); typed string.',
		allows: ({ kind, at, actual }) => kind === 'response' && actual === 'null' && /^\/info\/.*page_token/.test(at),
	},
	{
		reason: 'A list may have 200 records (per_page); the document says 100.',
		allows: ({ kind, at, keyword, operation }) =>
			kind === 'response' && keyword === 'maxItems' && at === '/data' && operation === '/{module}',
	},
	{
		reason: 'Refusals of a search cannot be met as written: their details require api_name and forbid it.',
		allows: ({ kind, operation, status }) => kind === 'response' && operation === '/{module}/search' && status === 400,
	},
	{
		reason: 'A query may answer 2,000 rows (vendor page COQL-Limitations); the document says 200.',
		allows: ({ kind, at, keyword, operation }) =>
			kind === 'response' && keyword === 'maxItems' && at === '/data' && operation === '/coql',
	},
	{
		reason: 'Nothing modified answers 304 (contract 0.6); the document knows neither the status nor the header.',
		allows: ({ kind, keyword, status }) => kind === 'response' && keyword === 'status' && status === 304,
	},
	{
		reason: "The list of fields needs no `include`; the vendor's own SDK does not send it.",
		allows: ({ kind, operation, params }) =>
			kind === 'request' && operation === '/settings/fields' && params.missingProperty === 'include',
	},
	{
		reason: 'Calls beyond a limit answer TOO_MANY_REQUESTS, which the document calls RATE_LIMIT_EXCEEDED (contract 6).',
		allows: ({ kind, status, at }) => kind === 'response' && status === 429 && at === '/code',
	},
	{
		reason: 'Three refusals to cancel have one and the same schema, so that none can be the only one to match.',
		allows: ({ kind, operation, status }) =>
			kind === 'response' && operation === '/Events/{event}/actions/cancel' && status === 400,
	},
	{
		reason: 'Converting again answers ID_ALREADY_CONVERTED (vendor page convert-lead), which the document lacks.',
		allows: ({ kind, operation, status }) =>
			kind === 'response' && operation === '/Leads/{leadId}/actions/convert' && status === 400,
	},
	{
		reason: 'A lead may be converted into a chosen account and contact (vendor page convert-lead).',
		allows: (violation) =>
			violation.operation === '/Leads/{leadId}/actions/convert' &&
			isExtra(violation, new Set(['Accounts', 'Contacts', 'move_attachments_to'])),
	},
];
