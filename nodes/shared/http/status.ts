import type { CrmError, ErrorKind, HttpResponse } from '../types';

const kinds: Record<number, ErrorKind> = {
	401: 'auth',
	403: 'permission',
	404: 'notFound',
	409: 'conflict',
	423: 'locked',
	429: 'rateLimit',
};

/**
 * What an HTTP status alone says; a CRM adds its vendor's words.
 * @returns `null` for an answer below 400
 */
export function decodeStatus({ status, headers }: HttpResponse, label: string): CrmError | null {
	if (status < 400) return null;
	const seconds = Number(headers['retry-after']);
	const shared = { status, retryAfterMs: seconds > 0 ? seconds * 1_000 : undefined };
	if (status >= 500) return { ...shared, kind: 'unavailable', message: `${label} is unavailable (status ${status})`, outcomeUnknown: true };
	const kind = kinds[status] ?? 'validation';
	if (kind === 'rateLimit') return { ...shared, kind, message: `${label} limits the rate of requests` };
	if (kind === 'locked') {
		return { ...shared, kind, message: `${label} is still working on this record`, retryAfterMs: shared.retryAfterMs ?? 2_000 };
	}
	if (kind === 'notFound') return { ...shared, kind, message: `${label} has no such record` };
	return { ...shared, kind, message: `${label} answered with status ${status}` };
}
