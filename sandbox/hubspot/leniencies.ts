import type { Leniency, Violation } from '../validation';

const OPTIONAL_IN_REQUESTS = new Set([
	'associations',
	'after',
	'limit',
	'sorts',
	'properties',
	'propertiesWithHistory',
	'filterGroups',
]);

const isMissing = (violation: Violation, names: ReadonlySet<string>) =>
	violation.keyword === 'required' && names.has(String(violation.params.missingProperty));

/** Where HubSpot's OpenAPI documents are stricter than its API. */
export const HUBSPOT_LENIENCIES: readonly Leniency[] = [
	{
		reason: 'Request bodies list fields as required that the live API does without (specs README; contract 3, 4).',
		allows: (violation) => violation.kind === 'request' && isMissing(violation, OPTIONAL_IN_REQUESTS),
	},
	{
		reason: 'sorts is typed string[], the live API takes objects too (specs README; contract 4).',
		allows: ({ kind, at, keyword }) => kind === 'request' && keyword === 'type' && /^\/sorts\/\d+$/.test(at),
	},
	{
		reason: 'Ids in association answers are typed string and recorded as numbers (contract 3).',
		allows: ({ kind, at, keyword, actual }) =>
			kind === 'response' && keyword === 'type' && actual === 'number' && /\/(toObjectId|fromObjectId)$/.test(at),
	},
	{
		reason: 'An empty property is null; the v3 documents allow strings only (contract 3).',
		allows: ({ kind, at, keyword, actual }) =>
			kind === 'response' && keyword === 'type' && actual === 'null' && /\/properties\/[^/]+$/.test(at),
	},
	{
		reason: 'A plain association has the label null; the document has a string only (contract 3, unverified).',
		allows: ({ kind, at, keyword, actual }) =>
			kind === 'response' && keyword === 'type' && actual === 'null' && at.endsWith('/label'),
	},
	{
		reason: 'Every field of an error is optional: 429 has errorType, a wrong object type has no category (contract 7).',
		allows: (violation) =>
			violation.kind === 'response' &&
			violation.status >= 400 &&
			isMissing(violation, new Set(['category', 'correlationId'])),
	},
	{
		reason: 'subCategory of a batch entry is typed object and is a string (contract 7).',
		allows: ({ kind, at, keyword }) =>
			kind === 'response' && keyword === 'type' && /^\/errors\/\d+\/subCategory$/.test(at),
	},
];
