const objects = { type: 'array', items: { type: 'object' } };
const links = { type: 'array', items: { type: 'object', properties: { types: objects } } };

/** As much shape of a body as the handlers rely on, as JSON Schema; values are checked where they are used. */
export const JSON_BODY = {
	type: 'object',
	properties: {
		associations: links,
		inputs: { type: 'array', items: { type: 'object', properties: { associations: links, types: objects } } },
		filterGroups: { type: 'array', items: { type: 'object', properties: { filters: objects } } },
		sorts: { type: 'array', items: { type: ['string', 'object'] } },
		query: { type: 'string' },
	},
};

/** The v1 form of properties. */
export const LEGACY_CONTACT_BODY = { type: 'object', properties: { properties: objects } };

/** The v1 form of meetings, notes and tasks. */
export const ENGAGEMENT_BODY = {
	type: 'object',
	properties: {
		engagement: { type: 'object' },
		metadata: { type: 'object' },
		associations: { type: 'object', additionalProperties: { type: 'array' } },
	},
};
