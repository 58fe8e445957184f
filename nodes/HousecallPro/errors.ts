import { decodeStatus } from '../shared/http/status';
import type { CrmError, HttpResponse } from '../shared/types';

/** Problems by attribute, as options of an estimate list them. */
const listed = (errors: object): string =>
	Object.entries(errors).map(([name, problem]) => `${name} ${[problem].flat().join(', ')}`).join('; ');

/** Where a message can stand, in the order of contract section 7. */
function wordsOf(body: unknown): string | undefined {
	if (typeof body === 'string') return /^\s*</.test(body) ? undefined : body.trim().slice(0, 300) || undefined;
	const { error, error_description: description, message, errors } = (body ?? {}) as Record<string, unknown>;
	const inner = (error as { message?: unknown } | undefined)?.message;
	const problems = errors && typeof errors === 'object' ? listed(errors) : errors;
	return [inner, description, error, message, problems].find((words): words is string => typeof words === 'string' && words !== '');
}

const hints: Partial<Record<CrmError['kind'], string>> = {
	auth: 'Check the API key in the credential. The account needs the MAX plan, and the key must not have been deleted in Housecall Pro.',
	permission: 'This type of API key may not be allowed to do this: schedules and technicians of a job, and single estimates, are for '
		+ 'application keys and OAuth2; appointments of a job and options of an estimate for company keys and OAuth2.',
	notFound: 'Check the ID: it must belong to a record of this Housecall Pro company.',
};

/** Reads a refusal in any of Housecall Pro's spellings. */
export function decodeError(response: HttpResponse): CrmError | null {
	const error = decodeStatus(response, 'Housecall Pro');
	if (!error) return null;
	const words = wordsOf(response.body);
	if (words === 'invalid_grant') {
		const message = 'Housecall Pro refused to renew the access';
		return { ...error, kind: 'auth', message, hint: 'Open the credential in n8n and connect it again.' };
	}
	const said = words && error.kind !== 'unavailable' ? { message: `Housecall Pro: ${words}` } : {};
	return { ...error, ...said, hint: hints[error.kind] };
}
