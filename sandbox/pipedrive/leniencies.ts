import type { Leniency } from '../validation';

/** Where Pipedrive's OpenAPI documents are wrong about its API. */
export const PIPEDRIVE_LENIENCIES: readonly Leniency[] = [
	{
		reason:
			'Hardly any key is marked as nullable, yet values are cleared with null and answered as null (contract 3.1, spec examples).',
		allows: ({ keyword, actual }) => keyword === 'type' && actual === 'null',
	},
	{
		reason: 'A null is none of the allowed values, and no date either (as above).',
		allows: ({ keyword, actual }) => (keyword === 'enum' || keyword === 'format') && actual === 'null',
	},
	{
		reason:
			'Parameters that take comma-separated lists are documented with the values of one element (spec descriptions).',
		allows: ({ kind, keyword, at }) =>
			kind === 'request' && keyword === 'enum' && /^\/(fields|include_fields|item_types|status)$/.test(at),
	},
	{
		reason: 'The allowed values of sort are field names; a direction follows them (spec description).',
		allows: ({ kind, keyword, at }) => kind === 'request' && keyword === 'enum' && at === '/sort',
	},
	{
		reason: 'Times of activity types are typed date-time; the example has neither a "T" nor an offset (spec).',
		allows: ({ operation, keyword, at }) => operation === '/activityTypes' && keyword === 'format' && /_time$/.test(at),
	},
	{
		reason:
			'Lead fields have to be in two lists of types at once, of which the shorter lacks those of built-in fields (spec).',
		allows: ({ operation, keyword, at }) => operation === '/leadFields' && keyword === 'enum' && /field_type$/.test(at),
	},
	{
		reason: 'The consent page takes the response_type of every OAuth client (contract 1.2).',
		allows: ({ operation, params }) =>
			operation === '/oauth/authorize' && params.additionalProperty === 'response_type',
	},
];
