import { decodeStatus } from '../http/status';
import type { CrmError, HttpResponse } from '../types';
import { envelopeOf, type GraphQLError } from './answers';

/** The widespread way to price documents: a budget of points that fills up at a known rate. */
interface Cost { requestedQueryCost: number; throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number } }

/** A vendor's words for what it refuses. */
export interface Words {
	/** The vendor's name. */
	label: string;
	/** When access ended, and what brings it back. */
	auth: { message: string; hint: string };
	/** Where the permissions of the connected app are given. */
	permissionHint: string;
	/** What to check when a document does not fit the schema. */
	schemaHint: string;
	/** Of the limit of requests. */
	tooMany: string;
}

/** An entry of `errors`. */
export function decodeEntry({ message = '', extensions }: GraphQLError, { label, auth, permissionHint, schemaHint }: Words): CrmError {
	const code = extensions?.code;
	if (code === 'UNAUTHENTICATED') return { kind: 'auth', code, ...auth };
	if (code === 'NOT_FOUND') return { kind: 'notFound', code, message };
	// Few APIs document the wording of a missing permission.
	if (/permission|scope|hidden/i.test(message)) {
		return { kind: 'permission', code, message: `The ${label} app lacks a permission: ${message}`, hint: permissionHint };
	}
	if (/^variable /i.test(message)) return { kind: 'validation', code, message: `${label} refused a value: ${message}` };
	return { kind: 'unknown', code, message: `${label} does not accept this query: ${message}`, hint: schemaHint };
}

/** Reads an answer's error; `null` when it is good, or when its errors belong to single calls of the document. */
export function decodeGraphQL(response: HttpResponse, words: Words): CrmError | null {
	const { label, auth, tooMany } = words;
	const base = decodeStatus(response, label);
	const { data, errors = [], extensions } = envelopeOf<{ cost?: Cost }>(response);
	if (base?.kind === 'auth') return { ...base, ...auth };
	if (base?.kind === 'rateLimit') return { ...base, message: tooMany };
	if (base) return errors[0] ? { ...base, message: `${label} says: ${errors[0].message}` } : base;
	const ofAll = errors.find(({ path }) => !data || !path?.length);
	if (ofAll) return ofAll.extensions?.code === 'THROTTLED' ? throttled(words, extensions?.cost) : decodeEntry(ofAll, words);
	if (data || errors.length) return null;
	return { kind: 'unknown', message: `The answer is not one of the ${label} API`, hint: 'Check the base URL in the credential.' };
}

/** What is larger than the budget never passes, so it is refused, and tried again in halves. */
function throttled({ label }: Words, cost?: Cost): CrmError {
	const usedUp: CrmError = { kind: 'rateLimit', code: 'THROTTLED', message: `The query budget of the ${label} API is used up` };
	if (!cost) return usedUp;
	const { requestedQueryCost, throttleStatus: { maximumAvailable, currentlyAvailable, restoreRate } } = cost;
	const seconds = Math.max(1, Math.ceil((requestedQueryCost - currentlyAvailable) / restoreRate));
	if (requestedQueryCost <= maximumAvailable) return { ...usedUp, retryAfterMs: seconds * 1_000 };
	const message = `One request costs ${requestedQueryCost} points and ${label} allows ${maximumAvailable}`;
	return { ...usedUp, kind: 'validation', message, hint: 'Lower the batch size in the node\'s options.' };
}

/** A refusal among a mutation's `userErrors`. */
export function decodeRefusal({ message, path = [] }: { message: string; path?: string[] }, { label }: Words): CrmError {
	const place = path.filter((part) => part !== 'input' && part !== 'attributes').join('.');
	// A path that ends at an argument names the record itself.
	if (/not found/i.test(message) && path.length === 1) return { kind: 'notFound', message: `${label} refused the record: ${message}` };
	const said = `${label} refused the record: ${message}${place && ` (${place})`}`;
	return { kind: 'validation', message: said, hint: 'Correct the value, or check the ID that it names.' };
}
