import { decodeStatus } from '../http/status';
import type { CrmError, HttpResponse } from '../types';

/** Problems by attribute. */
const listed = (errors: object): string =>
	Object.entries(errors).map(([name, problem]) => `${name} ${[problem].flat().join(', ')}`).join('; ');

const joined = (words: unknown): unknown => (Array.isArray(words) ? words.join(' ') : words);
const innerOf = (holder: unknown): unknown => (holder as { message?: unknown } | null | undefined)?.message;

/**
 * What a body says in one of the usual places: `error.message`, `errors.message`, `error_description`, `error`, `message`,
 * `description`, `errors`, or the first line of a text.
 */
export function wordsOf(body: unknown): string | undefined {
	if (typeof body === 'string') return /^\s*</.test(body) ? undefined : body.trim().split('\n')[0].slice(0, 300) || undefined;
	const { error, error_description: why, message, description, errors } = (body ?? {}) as Record<string, unknown>;
	const problems = errors && typeof errors === 'object' ? listed(errors) : errors;
	const places = [innerOf(error), innerOf(errors), why, error, message, description, problems];
	return places.map(joined).find((words): words is string => typeof words === 'string' && words !== '');
}

/**
 * A refusal by its status and the words in its body.
 * @param hints what to do, by kind
 * @returns `null` for a good answer
 */
export function decodeWords(response: HttpResponse, crm: string, hints: Partial<Record<CrmError['kind'], string>>): CrmError | null {
	const error = decodeStatus(response, crm);
	if (!error) return null;
	const words = wordsOf(response.body);
	if (words === 'invalid_grant') {
		const message = `${crm} refused to renew the access`;
		return { ...error, kind: 'auth', message, hint: 'Open the credential in n8n and connect it again.' };
	}
	const said = words && error.kind !== 'unavailable' ? { message: `${crm}: ${words}` } : {};
	return { ...error, ...said, hint: hints[error.kind] };
}
