import { jsonParse, type IDataObject } from 'n8n-workflow';
import { existsAlready, noSuchField } from '../shared/http/failure';
import { decodeStatus } from '../shared/http/status';
import type { CrmError, ErrorKind, HttpResponse } from '../shared/types';

/** Waits that HubSpot documents instead of sending `Retry-After` (contract section 6). */
const policyWaits: Record<string, number> = { TEN_SECONDLY_ROLLING: 10_000, SECONDLY: 1_000 };
const categories: Record<string, ErrorKind> = { CONFLICT: 'conflict', OBJECT_NOT_FOUND: 'notFound', MISSING_SCOPES: 'permission' };
/** Reads an answer's error; `null` when it is good. Batch answers carry their rows' errors in a good answer. */
export function decodeError(response: HttpResponse): CrmError | null {
	const base = decodeStatus(response, 'HubSpot');
	if (!base || response.status === 423) return base;
	const envelope = response.body !== null && typeof response.body === 'object' ? (response.body as IDataObject) : {};
	if (response.status === 477) return { ...base, kind: 'unavailable', message: 'HubSpot is moving this account to another data centre', hint: 'Wait until HubSpot has finished; nothing was written.' };
	if (response.status === 414) return { ...base, message: 'The request names too many properties', hint: 'Choose fewer custom fields under Options.' };
	if (base.kind === 'unavailable') return { ...base, correlationId: read(envelope).correlationId };
	const error = { ...base, ...read(envelope) };
	if (response.status === 429) return rateLimit(error, envelope);
	return response.status === 401 ? unauthorised(error, String(envelope.message)) : error;
}

/** Reads one entry of a batch answer's `errors`. */
export const decodeRowError = (entry: IDataObject): CrmError => ({ kind: categories[String(entry.category)] ?? 'validation', message: 'HubSpot refused this record', ...read(entry) });
/** What the envelope says, in a user's words (sections 3, 7). Every part of it is optional. */
function read(envelope: IDataObject): Partial<CrmError> {
	const raw = typeof envelope.message === 'string' ? envelope.message : '';
	const context = (envelope.context ?? {}) as Record<string, unknown[] | undefined>;
	const details = [...((envelope.errors as IDataObject[] | undefined) ?? []), ...embedded(raw)];
	const scopes = [context, ...details.map((detail) => (detail.context ?? {}) as typeof context)].flatMap((one) => one.requiredGranularScopes ?? []);
	const unknownFields = details.filter((one) => codeOf(one) === 'PROPERTY_DOESNT_EXIST').map(nameOf).filter(Boolean);
	const existingId = String(context.existingId?.[0] ?? /Existing ID:\s*(\d+)/i.exec(raw)?.[1] ?? '');
	const [detail] = details;
	const shared = {
		code: (detail && codeOf(detail)) || String(envelope.subCategory ?? envelope.category ?? '') || undefined,
		correlationId: typeof envelope.correlationId === 'string' ? envelope.correlationId : undefined,
	};
	if (scopes.length) return { ...shared, kind: 'permission', message: `The HubSpot key or app lacks the scope ${[...new Set(scopes)].join(', ')}`, hint: 'Add the scope to the service key (Development > Keys) or reconnect the OAuth2 credential with it.' };
	if (unknownFields.length) return { ...shared, ...noSuchField(unknownFields, 'HubSpot', 'Use the internal name of the property, as shown in HubSpot under Settings > Properties.') };
	if (existingId) return { ...shared, ...existsAlready(existingId, 'HubSpot') };
	if (/unable to infer object type/i.test(raw)) return { ...shared, message: raw, hint: 'This HubSpot account does not have that kind of record; choose another one under Store As.' };
	if (String(envelope.subCategory).includes('INVALID_IDENTIFIER')) return { ...shared, message: `HubSpot cannot link the record: ${raw}`, hint: 'Check the ID of the contact, company or deal to link.' };
	if (detail) return { ...shared, message: `HubSpot refused ${nameOf(detail) ? `the property "${nameOf(detail)}"` : 'the values'}: ${String(detail.message ?? '').replace(/\s+/g, ' ').trim()}` };
	const missing = (context.properties ?? []).map((name) => `"${String(name).replace(/\|/g, '" or "')}"`);
	if (missing.length) return { ...shared, message: `HubSpot wants a value for ${missing.join(', ')}`, hint: 'Map it under Fields, or change in HubSpot which properties are required.' };
	return raw ? { ...shared, message: `HubSpot says: ${raw}` } : shared;
}

/** "Property values were not valid: [...]" carries the details as JSON when `errors` is missing (section 7). */
const embedded = (message: string): IDataObject[] => jsonParse(/^Property values were not valid: (\[.*\])/s.exec(message)?.[1] ?? '[]', { fallbackValue: [] });
const codeOf = (detail: IDataObject) => String(detail.error ?? detail.code ?? '');
const nameOf = (detail: IDataObject) => String(detail.name ?? ((detail.context ?? {}) as Record<string, unknown[]>).propertyName?.[0] ?? /Property "?([\w.]+)"?/.exec(String(detail.message ?? ''))?.[1] ?? '');
function rateLimit(base: CrmError, { policyName, message }: IDataObject): CrmError {
	const policy = String(policyName ?? (/your secondly limit/i.test(String(message)) ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING'));
	if (policy === 'DAILY') return { ...base, kind: 'quota', code: policy, message: 'The daily HubSpot API limit of this account is used up', hint: 'It resets at midnight in the time zone of the HubSpot account.' };
	return { ...base, code: policy, message: 'HubSpot limits the rate of requests', retryAfterMs: base.retryAfterMs ?? policyWaits[policy] ?? 10_000 };
}

function unauthorised(base: CrmError, message: string): CrmError {
	const [, age, unit] = /expired ([\d,]+) (second|day)/.exec(message) ?? [];
	const days = Number(age?.replace(/,/g, '')) / (unit === 'second' ? 86_400 : 1);
	// A token "expired since 1970" was never one: another field was pasted (section 7).
	if (days > 15_000) return { ...base, message: 'HubSpot does not know this token', hint: 'Paste the service key or private app token (it starts with "pat-"), not a client secret or an ID.' };
	if (base.code === 'EXPIRED_AUTHENTICATION') return { ...base, message: 'The access to HubSpot has expired', hint: 'Open the credential in n8n and connect it again.' };
	return { ...base, message: 'HubSpot rejected the credentials', hint: 'Check the service key or token in the credential, or create a new one in HubSpot under Development > Keys.' };
}
