import type { IDataObject } from 'n8n-workflow';
import type { CrmError, ErrorKind, HttpResponse } from '../shared/types';

const kinds: Record<number, ErrorKind> = { 401: 'auth', 403: 'permission', 404: 'notFound', 409: 'conflict', 423: 'locked', 429: 'rateLimit', 477: 'unavailable' };
/** Waits that HubSpot documents instead of sending `Retry-After` (section 6). */
const policyWaits: Record<string, number> = { TEN_SECONDLY_ROLLING: 10_000, SECONDLY: 1_000 };

/** Reads an answer's error; `null` when it is good. Batch answers carry their rows' errors in a good answer. */
export function decodeError({ status, headers, body }: HttpResponse): CrmError | null {
	if (status < 400) return null;
	const envelope = body !== null && typeof body === 'object' ? (body as IDataObject) : {};
	const seconds = Number(headers['retry-after']);
	const retryAfterMs = seconds > 0 ? seconds * 1_000 : undefined;
	const base: CrmError = { kind: kinds[status] ?? (status >= 500 ? 'unavailable' : 'validation'), status, message: `HubSpot answered with status ${status}`, retryAfterMs, ...read(envelope) };
	if (status === 429) return rateLimit(base, envelope);
	if (status === 401) return unauthorised(base);
	if (status === 423) return { ...base, retryAfterMs: retryAfterMs ?? 2_000, message: 'HubSpot is still working on this record' };
	if (status === 477) return { ...base, message: 'HubSpot is moving this account to another data centre', hint: 'Wait until HubSpot has finished; nothing was written.' };
	if (status >= 500) return { ...base, message: `HubSpot is unavailable (status ${status})`, outcomeUnknown: true };
	if (status === 414) return { ...base, message: 'The request names too many properties', hint: 'Choose fewer custom fields under Options.' };
	return base;
}

/** Reads one entry of a batch answer's `errors`. */
export function decodeRowError(entry: IDataObject): CrmError {
	const category = String(entry.category ?? '');
	const kind: ErrorKind = category === 'CONFLICT' ? 'conflict' : category === 'OBJECT_NOT_FOUND' ? 'notFound' : category === 'MISSING_SCOPES' ? 'permission' : 'validation';
	return { kind, message: 'HubSpot refused this record', ...read(entry) };
}

/** What the envelope says, in a user's words (sections 3, 7). Every part of it is optional. */
function read(envelope: IDataObject): Partial<CrmError> {
	const raw = typeof envelope.message === 'string' ? envelope.message : '';
	const context = (envelope.context ?? {}) as Record<string, unknown[] | undefined>;
	const details = [...((envelope.errors as IDataObject[] | undefined) ?? []), ...embedded(raw)];
	const scopes = [context, ...details.map(({ context: inner }) => (inner ?? {}) as Record<string, unknown[]>)].flatMap((one) => one.requiredGranularScopes ?? []);
	const unknownFields = [...new Set(details.filter((one) => codeOf(one) === 'PROPERTY_DOESNT_EXIST').map(nameOf).filter(Boolean))];
	const existingId = String(context.existingId?.[0] ?? /Existing ID:\s*(\d+)/i.exec(raw)?.[1] ?? '');
	const [detail] = details;
	const shared = {
		code: (detail && codeOf(detail)) || String(envelope.subCategory ?? envelope.category ?? '') || undefined,
		correlationId: typeof envelope.correlationId === 'string' ? envelope.correlationId : undefined,
	};
	if (scopes.length) return { ...shared, kind: 'permission', message: `The HubSpot key or app lacks the scope ${[...new Set(scopes)].join(', ')}`, hint: 'Add the scope to the service key (Development > Keys) or reconnect the OAuth2 credential with it.' };
	if (unknownFields.length) return { ...shared, unknownFields, message: `HubSpot has no property ${unknownFields.map((name) => `"${name}"`).join(', ')}`, hint: 'Use the internal name of the property, as shown in HubSpot under Settings > Properties.' };
	if (existingId) return { ...shared, existingId, kind: 'conflict', message: `The record exists already in HubSpot with ID ${existingId}`, hint: 'Use the operation Create or Update instead of Create.' };
	if (/unable to infer object type/i.test(raw)) return { ...shared, message: raw, hint: 'This HubSpot account does not have that kind of record; choose another one under Store As.' };
	if (String(envelope.subCategory ?? '').includes('INVALID_IDENTIFIER')) return { ...shared, message: `HubSpot cannot link the record: ${raw}`, hint: 'Check the ID of the contact, company or deal to link.' };
	if (detail) return { ...shared, message: describe(detail) };
	return raw ? { ...shared, message: `HubSpot says: ${raw}` } : shared;
}

/** "Property values were not valid: [...]" carries the details as JSON when `errors` is missing (section 7). */
function embedded(message: string): IDataObject[] {
	const start = message.indexOf('[');
	if (!message.startsWith('Property values were not valid') || start < 0) return [];
	try {
		return JSON.parse(message.slice(start, message.lastIndexOf(']') + 1)) as IDataObject[];
	} catch {
		return [];
	}
}

const codeOf = (detail: IDataObject) => String(detail.error ?? detail.code ?? '');
const nameOf = (detail: IDataObject) => String(detail.name ?? ((detail.context ?? {}) as Record<string, unknown[]>).propertyName?.[0] ?? /Property "?([\w.]+)"?/.exec(String(detail.message ?? ''))?.[1] ?? '');

function describe(detail: IDataObject): string {
	const name = nameOf(detail);
	const message = String(detail.message ?? '').replace(/\s+/g, ' ').trim();
	return `HubSpot refused ${name ? `the property "${name}"` : 'the values'}: ${message}`;
}

function rateLimit(base: CrmError, { policyName, message }: IDataObject): CrmError {
	const policy = String(policyName ?? (/secondly limit/i.test(String(message)) && !/ten_secondly/i.test(String(message)) ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING'));
	if (policy === 'DAILY') return { ...base, kind: 'quota', code: policy, message: 'The daily HubSpot API limit of this account is used up', hint: 'It resets at midnight in the time zone of the HubSpot account.' };
	return { ...base, code: policy, message: 'HubSpot limits the rate of requests', retryAfterMs: base.retryAfterMs ?? policyWaits[policy] ?? 10_000 };
}

function unauthorised(base: CrmError): CrmError {
	const seconds = Number(/expired (\d+) second/.exec(base.message)?.[1]);
	const days = Number(/expired ([\d,]+) day/.exec(base.message)?.[1]?.replace(/,/g, ''));
	// A token "expired since 1970" was never one: another field was pasted (section 7).
	if (seconds > 1_000_000_000 || days > 15_000) return { ...base, message: 'HubSpot does not know this token', hint: 'Paste the service key or private app token (it starts with "pat-"), not a client secret or an ID.' };
	if (base.code === 'EXPIRED_AUTHENTICATION') return { ...base, message: 'The access to HubSpot has expired', hint: 'Open the credential in n8n and connect it again.' };
	return { ...base, message: 'HubSpot rejected the credentials', hint: 'Check the service key or token in the credential, or create a new one in HubSpot under Development > Keys.' };
}
