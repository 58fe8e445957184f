import { decodeStatus } from '../http/status';
import type { CrmError, HttpResponse } from '../types';

/** Problems by attribute. */
const listed = (errors: object): string =>
	Object.entries(errors).map(([name, problem]) => `${name} ${[problem].flat().join(', ')}`).join('; ');

/** What a body says in one of the usual places: `error.message`, `error_description`, `error`, `message`, `errors`, or itself. */
export function wordsOf(body: unknown): string | undefined {
	if (typeof body === 'string') return /^\s*</.test(body) ? undefined : body.trim().slice(0, 300) || undefined;
	const { error, error_description: description, message, errors } = (body ?? {}) as Record<string, unknown>;
	const inner = (error as { message?: unknown } | undefined)?.message;
	const problems = errors && typeof errors === 'object' ? listed(errors) : errors;
	return [inner, description, error, message, problems].find((words): words is string => typeof words === 'string' && words !== '');
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
