import { jsonParse, type IDataObject } from 'n8n-workflow';
import { decodeStatus, existsAlready, noSuchField, type CrmError, type ErrorKind, type HttpResponse } from '../shared/kit';

const categories: Record<string, ErrorKind> = { CONFLICT: 'conflict', OBJECT_NOT_FOUND: 'notFound', MISSING_SCOPES: 'permission' };
const hints = {
	moving: 'Wait until HubSpot has finished; nothing was written.', tooLong: 'Choose fewer custom fields under Options.',
	scope: 'Add the scope to the service key (Development > Keys) or reconnect the OAuth2 credential with it.',
	property: 'Use the internal name of the property, as shown in HubSpot under Settings > Properties.',
	type: 'This HubSpot account does not have that kind of record; choose another one under Store As.',
	link: 'Check the ID of the contact, company or deal to link.',
	missing: 'Map it under Fields, or change in HubSpot which properties are required.',
	daily: 'It resets at midnight in the time zone of the HubSpot account.',
	noToken: 'Paste the service key or private app token (it starts with "pat-"), not a client secret or an ID.',
	expired: 'Open the credential in n8n and connect it again.',
	rejected: 'Check the service key or token in the credential, or create a new one in HubSpot under Development > Keys.',
};

/** Reads an answer's error; `null` when it is good. Batch answers carry their rows' errors in a good answer. */
export function decodeError(response: HttpResponse): CrmError | null {
	const { status, body } = response;
	const base = decodeStatus(response, 'HubSpot');
	if (!base || status === 423) return base;
	const moving = { message: 'HubSpot is moving this account to another data centre', hint: hints.moving };
	if (status === 477) return { ...base, kind: 'unavailable', ...moving };
	if (status === 414) return { ...base, message: 'The request names too many properties', hint: hints.tooLong };
	const envelope = body !== null && typeof body === 'object' ? (body as IDataObject) : {};
	const error = { ...base, ...read(envelope) };
	if (base.kind === 'unavailable') return { ...base, correlationId: error.correlationId };
	if (status === 429) return rateLimit(error, envelope);
	return status === 401 ? { ...error, ...unauthorised(error.code, String(envelope.message)) } : error;
}

/** Reads one entry of a batch answer's `errors`. */
export const decodeRowError = (entry: IDataObject): CrmError =>
	({ kind: categories[String(entry.category)] ?? 'validation', message: 'HubSpot refused this record', ...read(entry) });

/** What the envelope says. Every part of it is optional (section 7). */
function read(envelope: IDataObject): Partial<CrmError> {
	const said = typeof envelope.message === 'string' ? envelope.message : '';
	const details = [...((envelope.errors as IDataObject[] | undefined) ?? []), ...embedded(said)];
	const code = (details[0] && codeOf(details[0])) || String(envelope.subCategory ?? envelope.category ?? '') || undefined;
	const correlationId = typeof envelope.correlationId === 'string' ? envelope.correlationId : undefined;
	return { code, correlationId, ...explain(envelope, said, details) };
}

/** The envelope in a user's words (sections 3, 7). */
function explain(envelope: IDataObject, said: string, details: IDataObject[]): Partial<CrmError> {
	const context = contextOf(envelope);
	const scopes = new Set([envelope, ...details].flatMap((one) => contextOf(one).requiredGranularScopes ?? []));
	const unknown = details.filter((one) => codeOf(one) === 'PROPERTY_DOESNT_EXIST').map(nameOf).filter(Boolean);
	const existingId = String(context.existingId?.[0] ?? /Existing ID:\s*(\d+)/i.exec(said)?.[1] ?? '');
	const missing = (context.properties ?? []).map((name) => `"${String(name).replace(/\|/g, '" or "')}"`).join(', ');
	const lacking = [...scopes].join(', ');
	if (lacking) return { kind: 'permission', message: `The HubSpot key or app lacks the scope ${lacking}`, hint: hints.scope };
	if (unknown.length) return noSuchField(unknown, 'HubSpot', hints.property);
	if (existingId) return existsAlready(existingId, 'HubSpot');
	if (/unable to infer object type/i.test(said)) return { message: said, hint: hints.type };
	if (isLink(envelope)) return { message: `HubSpot cannot link the record: ${said}`, hint: hints.link };
	if (details.length) return { message: `HubSpot refused ${quotedName(details[0])}: ${textOf(details[0]).replace(/\s+/g, ' ').trim()}` };
	if (missing) return { message: `HubSpot wants a value for ${missing}`, hint: hints.missing };
	return said ? { message: `HubSpot says: ${said}` } : {};
}

/** "Property values were not valid: [...]" carries the details as JSON when `errors` is missing (section 7). */
const embedded = (message: string): IDataObject[] =>
	jsonParse(/^Property values were not valid: (\[.*\])/s.exec(message)?.[1] ?? '[]', { fallbackValue: [] });
const contextOf = ({ context }: IDataObject) => (context ?? {}) as Record<string, unknown[] | undefined>;
const isLink = ({ subCategory }: IDataObject) => String(subCategory).includes('INVALID_IDENTIFIER');
const textOf = ({ message }: IDataObject) => String(message ?? '');
const codeOf = (detail: IDataObject) => String(detail.error ?? detail.code ?? '');
const nameOf = (detail: IDataObject) =>
	String(detail.name ?? contextOf(detail).propertyName?.[0] ?? /Property "?([\w.]+)"?/.exec(textOf(detail))?.[1] ?? '');
const quotedName = (detail: IDataObject) => (nameOf(detail) ? `the property "${nameOf(detail)}"` : 'the values');

function rateLimit(base: CrmError, { policyName, message }: IDataObject): CrmError {
	const code = String(policyName ?? (/your secondly limit/i.test(String(message)) ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING'));
	const usedUp = { message: 'The daily HubSpot API limit of this account is used up', hint: hints.daily };
	if (code === 'DAILY') return { ...base, kind: 'quota', code, ...usedUp };
	// HubSpot documents the waits instead of sending `Retry-After` (contract section 6).
	const retryAfterMs = base.retryAfterMs ?? (code === 'SECONDLY' ? 1_000 : 10_000);
	return { ...base, code, message: 'HubSpot limits the rate of requests', retryAfterMs };
}

function unauthorised(code: string | undefined, said: string): Pick<CrmError, 'message' | 'hint'> {
	const [, age, unit] = /expired ([\d,]+) (second|day)/.exec(said) ?? [];
	const days = Number(age?.replace(/,/g, '')) / (unit === 'second' ? 86_400 : 1);
	// A token "expired since 1970" was never one: another field was pasted (section 7).
	if (days > 15_000) return { message: 'HubSpot does not know this token', hint: hints.noToken };
	if (code === 'EXPIRED_AUTHENTICATION') return { message: 'The access to HubSpot has expired', hint: hints.expired };
	return { message: 'HubSpot rejected the credentials', hint: hints.rejected };
}
