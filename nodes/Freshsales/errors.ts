import type { IDataObject } from 'n8n-workflow';
import { decodeStatus, type CrmError, type HttpResponse } from '../shared/rest';

const hints: Partial<Record<CrmError['kind'], string>> = {
	auth: 'Check the API key and the bundle alias in the credential. Resetting the key in Freshsales ends the old one at once.',
	permission: 'An API key acts as its user: give that user the right in Freshsales, or use the key of another user.',
	notFound: 'Check the ID: it must belong to a record of this Freshsales account that was not deleted.',
	conflict: 'Use Create or Update, which finds the record; or give another value.',
	validation: 'Correct the value. Which fields are required is set in Freshsales under Admin Settings.',
};
const isPage = (body: unknown): boolean => typeof body === 'string' && /^\s*</.test(body);

/** Reads an answer's error; `null` when it is good. */
export function decodeError(response: HttpResponse): CrmError | null {
	const base = decodeStatus(response, 'Freshsales');
	if (!base || base.kind === 'unavailable') return base;
	if (base.kind === 'rateLimit') return limited(base, response.headers);
	const said = wordsOf(response.body);
	if (base.kind === 'auth') return { ...base, message: `Freshsales rejected the API key${said ? `: ${said}` : ''}`, hint: hints.auth };
	// What is missing answers in JSON or with nothing; a page for people means a host without an account (contract section 7).
	const isNobodys = base.kind === 'notFound' && isPage(response.body);
	if (isNobodys) return { ...base, kind: 'auth', message: 'There is no Freshsales account at this address', hint: hints.auth };
	if (base.kind === 'notFound') return { ...base, message: said ?? 'Freshsales has no such record', hint: hints.notFound };
	const kind = base.kind === 'validation' && /already exists|already been taken/i.test(said ?? '') ? 'conflict' : base.kind;
	return { ...base, kind, message: said ? `Freshsales says: ${said}` : base.message, hint: hints[kind] };
}

/** Where a message can stand, in the order of contract section 7. */
function wordsOf(body: unknown): string | undefined {
	if (typeof body === 'string') return isPage(body) ? undefined : body.trim().split('\n')[0].slice(0, 300) || undefined;
	const { errors = {}, message, description } = (body ?? {}) as IDataObject & { errors?: IDataObject };
	const { code: _code, message: told = [], ...byField } = errors;
	const listed = Object.entries(byField).map(([name, problem]) => `${name}: ${[problem].flat().join(', ')}`).join('; ');
	return [[told].flat().join(' '), listed, message, description].filter(Boolean).map(String)[0];
}

/** The wait when a refusal names none, and the longest that is a pause within a minute and no empty budget (section 6). */
const [usualMs, longestMs] = [15_000, 120_000];
/** One budget for all integrations of an account; whether `reset` counts seconds or names a moment differs. */
function limited(base: CrmError, { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset }: Record<string, string>): CrmError {
	const seconds = Number(reset) > 1e9 ? Number(reset) - Date.now() / 1_000 : Number(reset);
	const retryAfterMs = base.retryAfterMs ?? (remaining === '0' && seconds > 0 ? seconds * 1_000 : usualMs);
	if (retryAfterMs <= longestMs) return { ...base, retryAfterMs };
	const minutes = Math.ceil(retryAfterMs / 60_000);
	return {
		...base, kind: 'quota', message: `The API requests of this Freshsales account are used up; there are new ones in ${minutes} minutes`,
		hint: 'All its integrations share them. Run the rest later, let triggers poll less often, or choose a larger Freshsales plan.',
	};
}
