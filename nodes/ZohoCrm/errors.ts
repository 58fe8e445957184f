import type { IDataObject } from 'n8n-workflow';
import { decodeStatus, existsAlready, noSuchField, type CrmError, type HttpResponse } from '../shared/kit';

/** One refusal, of a call or of one record of a batch (contract section 7). */
export interface Refusal { code?: string; message?: string; details?: IDataObject }

export const fieldsHint = 'Use the API name, as shown in Zoho CRM under Setup > Developer Hub > APIs and SDKs > API Names.';
const known: Record<string, Partial<CrmError>> = {
	NO_PERMISSION: { kind: 'permission', hint: 'Ask an administrator for the permission in your Zoho CRM profile.' },
	AUTHORIZATION_FAILED: { kind: 'permission' }, NOT_APPROVED: { kind: 'permission' }, RECORD_LOCKED: { kind: 'permission' },
	ID_ALREADY_CONVERTED: { kind: 'conflict', hint: 'Work with its contact and account instead.' },
	MANDATORY_NOT_FOUND: { hint: 'Map the field under Fields; the layout in Zoho CRM decides which are required.' },
	INVALID_DATA: { hint: 'Check the value; of a picklist, take one that the list under Fields offers.' },
	INVALID_TOKEN: { kind: 'auth', hint: 'Connect the credential again, and check that its data centre is that of your account.' },
	OAUTH_SCOPE_MISMATCH: { kind: 'auth', hint: 'Give the credential the scopes that the documentation names, and connect it again.' },
};

const noCredits = { kind: 'quota', message: 'The API credits of Zoho CRM are used up', hint: 'They come back within 24 hours.' } as const;

/** Reads an answer's error; `null` when it is good. A batch in which all failed has an error's status, and a result for each. */
export function decodeError(response: HttpResponse): CrmError | null {
	const plain = decodeStatus(response, 'Zoho CRM');
	const { data, ...top } = (response.body ?? {}) as IDataObject & { data?: Refusal[] };
	if (!plain || (Array.isArray(data) && (response.status === 400 || response.status === 412))) return null;
	// Other refusals stand at the top, or wrapped like those of a batch.
	const refusal: Refusal = Array.isArray(data) ? (data[0] ?? {}) : top;
	// Calls at once are waited for; the credits of a day are not (section 6).
	const isUsedUp = response.headers['x-api-credits-remaining'] === '0' || /credit/i.test(refusal.message ?? '');
	if (plain.kind === 'rateLimit') return isUsedUp ? { ...plain, ...noCredits } : plain;
	if (plain.kind === 'auth') return { ...plain, ...decodeRefusal({ code: 'INVALID_TOKEN', ...refusal }), kind: 'auth' };
	if (plain.kind === 'unavailable' || !refusal.code) return plain;
	const error = { ...plain, ...decodeRefusal(refusal) };
	return error.kind === 'validation' ? { ...error, kind: plain.kind } : error;
}

const worded = (name: unknown) => String(name).replace(/_/g, ' ');
/** Reads one refusal. */
export function decodeRefusal({ code = '', message = '', details = {} }: Refusal): CrmError {
	const { api_name: name, id, column_name: column, expected_data_type: type, maximum_length: most } = details;
	if (Array.isArray(details.errors)) {
		const all = (details.errors as Refusal[]).map(decodeRefusal);
		return { ...all[0], code, message: all.map((one) => one.message).join('; ') };
	}
	const existing = id ?? (details.duplicate_record as IDataObject | undefined)?.id;
	if (code === 'DUPLICATE_DATA' && existing) {
		const hint = `It has the same ${worded(name ?? 'unique value')}: use Create or Update, or change that value.`;
		return { ...existsAlready(String(existing), 'Zoho CRM'), code, hint };
	}
	if (code === 'INVALID_DATA' && id && !name) return { kind: 'notFound', code, message: `Zoho CRM has no record with ID ${String(id)}` };
	if (code === 'INVALID_QUERY' && column) return { ...noSuchField([String(column)], 'Zoho CRM', fieldsHint), code };
	const named = name ? [name] : ((details.expected_fields ?? []) as IDataObject[]).map(({ api_name: one }) => one);
	const wants = type ? ` (wanted: ${worded(type)})` : most ? ` (at most ${worded(most)} characters)` : '';
	const said = `${named.map((one) => `${worded(one)}: `).join('')}${message || code}${wants}`;
	return { kind: 'validation', code, message: `Zoho CRM says: ${said}`, ...known[code] };
}
