import { decodeWords, type CrmError, type ErrorKind, type HttpResponse } from '../shared/kit';

// What ends a run, as all that follows would meet the same, is a used-up quota to the engine.
const end = (message: string, hint: string) => ({ kind: 'quota' as const, message, hint });
const unpaid = end('The Pipedrive account is suspended', 'Its subscription has to be paid or renewed in Pipedrive.');
const blocked = end('Pipedrive\'s network has blocked this server after too many requests', 'Wait some minutes, then run it again.');
const usedUp = end('The daily API tokens of this Pipedrive company are used up',
	'They come back at midnight of Pipedrive\'s server. All integrations share them: poll less often, or buy more in Pipedrive.');
const noScope = { message: 'The Pipedrive app lacks a scope for this', hint: 'Tick it in the settings of the app, then connect again.' };
const hints: Partial<Record<ErrorKind, string>> = {
	auth: 'Check the API token and the company domain in the credential; with OAuth2, connect it again.',
	permission: 'The plan of the account or the rights of the user do not allow it; job titles of persons need Contact Sync.',
	notFound: 'Check the ID: the record may be deleted, or not visible to this Pipedrive user.',
};

/** Reads a refusal of the gateway, of v1 or of v2 (contract section 7). */
export function decodeError(response: HttpResponse): CrmError | null {
	const base = decodeWords(response, 'Pipedrive', hints);
	if (!base) return null;
	const { status, headers, body } = response;
	const { error: said, code, field_code: field } = Object(body) as Record<string, string | undefined>;
	const error = { ...base, code };
	if (status === 402) return { ...error, ...unpaid };
	// Who goes on sending after 429 gets a page instead of JSON (section 6).
	if (status === 403 && typeof body === 'string') return { ...error, ...blocked };
	if (said === 'Scope and URL mismatch') return { ...error, ...noScope };
	if (status === 429 && headers['x-daily-ratelimit-token-remaining'] === '0') return { ...error, ...usedUp };
	if (status === 429) return { ...error, retryAfterMs: error.retryAfterMs ?? (Number(headers['x-ratelimit-reset']) || 2) * 1_000 };
	return field && !error.message.includes(field) ? { ...error, message: `${error.message} (${field})` } : error;
}
