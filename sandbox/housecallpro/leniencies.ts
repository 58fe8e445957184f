import type { Leniency } from '../validation';

/** Where Housecall Pro's OpenAPI document is wrong about its API. */
export const HOUSECALLPRO_LENIENCIES: readonly Leniency[] = [
	{
		reason: "An array parameter's allowed values are listed on the array itself, which no array can equal (spec).",
		allows: ({ kind, at, keyword }) => kind === 'request' && keyword === 'enum' && at === '/expand',
	},
	{
		reason: 'Times are typed date-time; the documented form and the examples have no offset (contract 2).',
		allows: ({ kind, at, keyword }) => kind === 'request' && keyword === 'format' && /^\/(start|end)_time$/.test(at),
	},
	{
		reason: 'The answer of the list of addresses is written down as the body of its request (spec).',
		allows: ({ operation, keyword }) => operation.endsWith('/addresses') && keyword === 'body',
	},
	{
		reason: 'Quantities of a lead are typed integer and described as having two decimal places (spec).',
		allows: ({ kind, operation, at, keyword }) =>
			kind === 'request' && operation === '/leads' && keyword === 'type' && /^\/line_items\/\d+\/quantity$/.test(at),
	},
	{
		reason: 'The list of job types is paged (its answer is), although it names no paging parameters (spec).',
		allows: ({ kind, operation, keyword, params }) =>
			kind === 'request' &&
			operation === '/job_fields/job_types' &&
			keyword === 'additionalProperties' &&
			/^page(_size)?$/.test(String(params.additionalProperty)),
	},
];
