/** The one address of the API. */
export const GRAPHQL_PATH = '/api/graphql';

/** A GraphQL request over HTTP. */
export interface GraphQLRequest {
	query?: string;
	variables: Record<string, unknown>;
	operationName?: string;
}

/** What of a body can be used; the rest counts as absent. */
export function requestOf(body: unknown): GraphQLRequest {
	const { query, variables, operationName } = isObject(body) ? body : {};
	return {
		...(typeof query === 'string' && query.trim() !== '' ? { query } : {}),
		variables: isObject(variables) ? variables : {},
		...(typeof operationName === 'string' ? { operationName } : {}),
	};
}

/** Whether an answer says that the cost bucket was too low (contract 7). */
export function isThrottled(body: unknown): boolean {
	const errors = isObject(body) && Array.isArray(body.errors) ? body.errors : [];
	return errors.some((error) => isObject(error) && isObject(error.extensions) && error.extensions.code === 'THROTTLED');
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
