import { GraphQLApi } from '../shared/graphql/api';
import type { Words } from '../shared/graphql/errors';
import { answerOf, fragments, typeOf } from './schema';

/** How Jobber's refusals are told (contract section 7). */
export const words: Words = {
	label: 'Jobber',
	auth: {
		message: 'The access to Jobber has expired or the app was disconnected',
		hint: 'Open the credential in n8n and connect it again as an admin of the Jobber account.',
	},
	permissionHint: 'Add the scope to the app in Jobber\'s Developer Center, and connect the credential again.',
	schemaHint: 'Check the API version in the credential: the node is written for the one that it proposes.',
	tooMany: 'Too many requests to Jobber (2,500 in 5 minutes)',
};

export const api = new GraphQLApi({
	// A client costs about 60 points, so that many cost a third of the documented budget (section 6).
	max: 50, path: '/api/graphql', typeOf, answerOf, fragments, besidesRecord: 'userErrors { message path }', words,
	order: (key, ascending) => ({ key, direction: ascending ? 'ASCENDING' : 'DESCENDING' }),
});
