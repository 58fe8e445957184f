import type { IDataObject } from 'n8n-workflow';
import { decodeStatus } from '../shared/http/status';
import type { CrmError, HttpResponse, Raw, RowResult } from '../shared/types';
import { alias } from './queries';

interface GraphQLError { message?: string; path?: Array<string | number>; extensions?: { code?: string } }
interface Cost { requestedQueryCost: number; throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number } }
interface Envelope { data?: Record<string, Raw | null> | null; errors?: GraphQLError[]; extensions?: { cost?: Cost } }
const envelopeOf = ({ body }: HttpResponse): Envelope => (body !== null && typeof body === 'object' ? body : {});
const rejected: Partial<CrmError> = { message: 'The access to Jobber has expired or the app was disconnected', hint: 'Open the credential in n8n and connect it again as an admin of the Jobber account.' };
/** Reads an answer's error; `null` when it is good, or when its errors belong to single calls of the document. */
export function decodeError(response: HttpResponse): CrmError | null {
	const base = decodeStatus(response, 'Jobber');
	const { data, errors = [], extensions } = envelopeOf(response);
	if (base?.kind === 'auth') return { ...base, ...rejected };
	// The limiter of requests: 2,500 in five minutes (contract section 6).
	if (base?.kind === 'rateLimit') return { ...base, message: 'Too many requests to Jobber (2,500 in 5 minutes)' };
	if (base) return errors[0] ? { ...base, message: `Jobber says: ${errors[0].message}` } : base;
	if (!errors.length) return data ? null : { kind: 'unknown', message: 'The answer is not one of the Jobber API', hint: 'Check the base URL in the credential.' };
	const whole = errors.find(({ path }) => !data || !path?.length);
	return whole ? decode(whole, extensions?.cost) : null;
}
function decode({ message = '', extensions }: GraphQLError, cost?: Cost): CrmError {
	const code = extensions?.code;
	if (code === 'THROTTLED') return throttled(cost);
	if (code === 'UNAUTHENTICATED') return { kind: 'auth', code, message, ...rejected };
	// The wording of a missing scope is not documented (section 7).
	if (/permission|scope|hidden/i.test(message)) return { kind: 'permission', code, message: `The Jobber app lacks a permission: ${message}`, hint: 'Add the scope to the app in Jobber\'s Developer Center, and connect the credential again.' };
	if (code === 'NOT_FOUND') return { kind: 'notFound', code, message };
	if (/^variable /i.test(message)) return { kind: 'validation', code, message: `Jobber refused a value: ${message}` };
	return { kind: 'unknown', code, message: `Jobber does not accept this query: ${message}`, hint: 'Check the API version in the credential: the node is written for the one that it proposes.' };
}
/** The bucket fills up at a known rate; what is larger than the bucket never passes (section 6). */
function throttled(cost?: Cost): CrmError {
	const shared = { code: 'THROTTLED', message: 'The query budget of the Jobber API is used up' };
	if (!cost) return { ...shared, kind: 'rateLimit' };
	const { requestedQueryCost, throttleStatus: { maximumAvailable, currentlyAvailable, restoreRate } } = cost;
	// A refusal of this kind is tried again in halves.
	if (requestedQueryCost > maximumAvailable) return { ...shared, kind: 'validation', message: `One request costs ${requestedQueryCost} points and Jobber allows ${maximumAvailable}`, hint: 'Lower the batch size in the node\'s options.' };
	return { ...shared, kind: 'rateLimit', retryAfterMs: Math.max(1, Math.ceil((requestedQueryCost - currentlyAvailable) / restoreRate)) * 1_000 };
}
/** What one call of a document came to. */
export function settleCall(response: HttpResponse, at: number, pick: (answer: Raw) => unknown): RowResult {
	const { data, errors = [] } = envelopeOf(response);
	const error = errors.find(({ path }) => path?.[0] === alias(at));
	if (error) return { error: decode(error) };
	const answer = data?.[alias(at)] ?? null;
	const [refusal] = (answer?.userErrors ?? []) as Array<{ message: string; path?: string[] }>;
	if (refusal) return { error: refused(refusal) };
	const raw = answer && pick(answer);
	if (raw) return { raw: raw as IDataObject };
	return { error: answer?.userErrors ? { kind: 'unknown', message: 'Jobber answered neither a record nor a reason', outcomeUnknown: true } : { kind: 'notFound', message: 'Jobber has no such record' } };
}
function refused({ message, path = [] }: { message: string; path?: string[] }): CrmError {
	const place = path.filter((part) => part !== 'input').join('.');
	// A path that ends at an argument names the record itself.
	const missing = /not found/i.test(message) && path.length === 1;
	return { kind: missing ? 'notFound' : 'validation', message: `Jobber refused the record: ${message}${place ? ` (${place})` : ''}`, hint: missing ? undefined : 'Correct the value, or check the ID that it names.' };
}
/** The nodes of a list, plain or paged. */
export const nodesOf = (value: unknown): Raw[] => (Array.isArray(value) ? value : ((value as { nodes?: Raw[] } | null | undefined)?.nodes ?? [])) as Raw[];
/** What a call of a document answered. */
export const answerOf = (response: HttpResponse, at = 0): Raw => envelopeOf(response).data?.[alias(at)] ?? {};
/** What asks for the next page of a document's only list. */
export const nextOf = (response: HttpResponse) => { const { hasNextPage, endCursor } = (answerOf(response).pageInfo ?? {}) as { hasNextPage?: boolean; endCursor?: string }; return hasNextPage && endCursor ? { after: endCursor } : null; };
