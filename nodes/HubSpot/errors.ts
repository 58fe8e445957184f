import { jsonParse, type IDataObject } from 'n8n-workflow';
import { existsAlready, noSuchField } from '../shared/http/failure';
import { decodeStatus } from '../shared/http/status';
import type { CrmError, ErrorKind, HttpResponse } from '../shared/types';

/** Waits that HubSpot documents instead of sending `Retry-After` (contract section 6). */
const policyWaits: Record<string, number> = { TEN_SECONDLY_ROLLING: 10_000, SECONDLY: 1_000 };
const categories: Record<string, ErrorKind> = { CONFLICT: 'conflict', OBJECT_NOT_FOUND: 'notFound', MISSING_SCOPES: 'permission' };

/** Reads an answer's error; `null` when it is good. Batch answers carry their rows' errors in a good answer. */
export function decodeError(response: HttpResponse): CrmError | null {
	const { status, body } = response;
	const base = decodeStatus(response, 'HubSpot');
	if (!base || status === 423) return base;
	const envelope = body !== null && typeof body === 'object' ? (body as IDataObject) : {};
	if (status === 477) return { ...base, kind: 'unavailable', ...moving };
	if (status === 414) return { ...base, ...tooLong };
	const error = { ...base, ...read(envelope) };
	if (base.kind === 'unavailable') return { ...base, correlationId: error.correlationId };
	if (status === 429) return rateLimit(error, envelope);
	return status === 401 ? unauthorised(error, String(envelope.message)) : error;
}

const tooLong = { message: 'The request names too many properties', hint: 'Choose fewer custom fields under Options.' };
const moving = {
	message: 'HubSpot is moving this account to another data centre', hint: 'Wait until HubSpot has finished; nothing was written.',
};

/** Reads one entry of a batch answer's `errors`. */
export const decodeRowError = (entry: IDataObject): CrmError =>
	({ kind: categories[String(entry.category)] ?? 'validation', message: 'HubSpot refused this record', ...read(entry) });

/** What the envelope says, in a user's words (sections 3, 7). Every part of it is optional. */
function read(envelope: IDataObject): Partial<CrmError> {
	const raw = typeof envelope.message === 'string' ? envelope.message : '';
	const details = [...((envelope.errors as IDataObject[] | undefined) ?? []), ...embedded(raw)];
	const code = (details[0] && codeOf(details[0])) || String(envelope.subCategory ?? envelope.category ?? '') || undefined;
	const correlationId = typeof envelope.correlationId === 'string' ? envelope.correlationId : undefined;
	return { code, correlationId, ...explain(envelope, raw, details) };
}

function explain(envelope: IDataObject, raw: string, details: IDataObject[]): Partial<CrmError> {
	const [detail] = details;
	const context = contextOf(envelope);
	const scopes = [context, ...details.map(contextOf)].flatMap((one) => one.requiredGranularScopes ?? []);
	const unknownFields = details.filter((one) => codeOf(one) === 'PROPERTY_DOESNT_EXIST').map(nameOf).filter(Boolean);
	const existingId = String(context.existingId?.[0] ?? /Existing ID:\s*(\d+)/i.exec(raw)?.[1] ?? '');
	const missing = (context.properties ?? []).map((name) => `"${String(name).replace(/\|/g, '" or "')}"`);
	if (scopes.length) {
		const message = `The HubSpot key or app lacks the scope ${[...new Set(scopes)].join(', ')}`;
		const hint = 'Add the scope to the service key (Development > Keys) or reconnect the OAuth2 credential with it.';
		return { kind: 'permission', message, hint };
	}
	if (unknownFields.length) return noSuchField(unknownFields, 'HubSpot', 'Use the internal name shown under Settings > Properties.');
	if (existingId) return existsAlready(existingId, 'HubSpot');
	if (/unable to infer object type/i.test(raw)) {
		return { message: raw, hint: 'This HubSpot account does not have that kind of record; choose another one under Store As.' };
	}
	if (String(envelope.subCategory).includes('INVALID_IDENTIFIER')) {
		return { message: `HubSpot cannot link the record: ${raw}`, hint: 'Check the ID of the contact, company or deal to link.' };
	}
	if (detail) {
		const what = nameOf(detail) ? `the property "${nameOf(detail)}"` : 'the values';
		return { message: `HubSpot refused ${what}: ${String(detail.message ?? '').replace(/\s+/g, ' ').trim()}` };
	}
	if (missing.length) {
		const hint = 'Map it under Fields, or change in HubSpot which properties are required.';
		return { message: `HubSpot wants a value for ${missing.join(', ')}`, hint };
	}
	return raw ? { message: `HubSpot says: ${raw}` } : {};
}

const contextOf = ({ context }: IDataObject) => (context ?? {}) as Record<string, unknown[] | undefined>;
/** "Property values were not valid: [...]" carries the details as JSON when `errors` is missing (section 7). */
const embedded = (message: string): IDataObject[] =>
	jsonParse(/^Property values were not valid: (\[.*\])/s.exec(message)?.[1] ?? '[]', { fallbackValue: [] });
const codeOf = (detail: IDataObject) => String(detail.error ?? detail.code ?? '');
const nameOf = (detail: IDataObject) =>
	String(detail.name ?? contextOf(detail).propertyName?.[0] ?? /Property "?([\w.]+)"?/.exec(String(detail.message ?? ''))?.[1] ?? '');

function rateLimit(base: CrmError, { policyName, message: said }: IDataObject): CrmError {
	const code = String(policyName ?? (/your secondly limit/i.test(String(said)) ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING'));
	const retryAfterMs = base.retryAfterMs ?? policyWaits[code] ?? 10_000;
	if (code !== 'DAILY') return { ...base, code, message: 'HubSpot limits the rate of requests', retryAfterMs };
	const hint = 'It resets at midnight in the time zone of the HubSpot account.';
	return { ...base, kind: 'quota', code, message: 'The daily HubSpot API limit of this account is used up', hint };
}

function unauthorised(base: CrmError, said: string): CrmError {
	const [, age, unit] = /expired ([\d,]+) (second|day)/.exec(said) ?? [];
	const days = Number(age?.replace(/,/g, '')) / (unit === 'second' ? 86_400 : 1);
	// A token "expired since 1970" was never one: another field was pasted (section 7).
	const [message, hint] = days > 15_000 ? unknownToken : base.code === 'EXPIRED_AUTHENTICATION' ? expired : rejected;
	return { ...base, message, hint };
}

const unknownToken = [
	'HubSpot does not know this token', 'Paste the service key or private app token (it starts with "pat-"), not a client secret or an ID.',
];
const expired = ['The access to HubSpot has expired', 'Open the credential in n8n and connect it again.'];
const rejected = [
	'HubSpot rejected the credentials', 'Check the service key or token in the credential, or create a new one under Development > Keys.',
];
