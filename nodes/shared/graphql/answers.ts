import type { HttpResponse, Raw } from '../types';
import { alias } from './document';

/** An entry of an answer's `errors`; without a path, or with one that leads nowhere, it is about the whole document. */
export interface GraphQLError { message?: string; path?: Array<string | number>; extensions?: { code?: string } }
/** What every answer of a GraphQL API looks like, whatever its status. */
export interface Envelope<Extensions = unknown> {
	data?: Record<string, Raw | null> | null;
	errors?: GraphQLError[];
	extensions?: Extensions;
}

/** The body of an answer; empty where it is none of a GraphQL API. */
export const envelopeOf = <Extensions>({ body }: HttpResponse): Envelope<Extensions> =>
	(body !== null && typeof body === 'object' ? body : {});

/** What call number `at` of a document answered. */
export const answerOf = (response: HttpResponse, at = 0): Raw => envelopeOf(response).data?.[alias(at)] ?? {};

/** The nodes of a list, plain or paged. */
export function nodesOf(value: unknown): Raw[] {
	const list = Array.isArray(value) ? value : (value as { nodes?: Raw[] } | null | undefined)?.nodes;
	return (list ?? []) as Raw[];
}

/** What asks for the next page of a document's list number `at`. */
export function nextOf(response: HttpResponse, at = 0): { after: string } | null {
	const { hasNextPage, endCursor } = (answerOf(response, at).pageInfo ?? {}) as { hasNextPage?: boolean; endCursor?: string };
	return hasNextPage && endCursor ? { after: endCursor } : null;
}

/** What a mutation answers beside its refusals: the record, or the first of several. */
export function entityOf({ userErrors: _refusals, ...answer }: Raw): unknown {
	const [entity] = Object.values(answer);
	return Array.isArray(entity) ? entity[0] : entity;
}
