import { decodeStatus, existsAlready, noSuchField, type CrmError, type ErrorKind, type HttpResponse } from '../shared/kit';

interface Duplicates { allowSave?: boolean; matchResults?: Array<{ matchRecords?: Array<{ record?: { Id?: string } }> }> }
/** One refusal: `errorCode` when a call is refused, `statusCode` for a row of a collection (contract section 4). */
export interface Refusal { errorCode?: string; statusCode?: string; message?: string; fields?: string[]; duplicateResult?: Duplicates }
const lockCode = 'UNABLE_TO_LOCK_ROW';
const kinds: ReadonlyArray<[ErrorKind, RegExp]> = [
	['locked', /^UNABLE_TO_LOCK_ROW$/], ['notFound', /^(NOT_FOUND|ENTITY_IS_DELETED)$/], ['permission', /^(API_|INSUFFICIENT_ACCESS)/],
	['conflict', /^(DUPLICATE_VALUE|DUPLICATES_DETECTED)$/], ['ambiguous', /^DUPLICATE_EXTERNAL_ID$/], ['unsupported', /^GONE$/],
	['unavailable', /^(SERVER_UNAVAILABLE|QUERY_TIMEOUT)$/], ['quota', /^STORAGE_LIMIT_EXCEEDED$/],
];
const hints: Record<string, string> = {
	REQUIRED_FIELD_MISSING: 'Map the field under Fields. An event needs an end time or a duration.',
	INVALID_FIELD_FOR_INSERT_UPDATE: 'It is read-only, can only be set when the record is created, or the connected user may not edit it.',
	INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'Use a value of the picklist, as shown in Salesforce under Setup > Object Manager.',
	FIELD_CUSTOM_VALIDATION_EXCEPTION: 'A validation rule of your Salesforce organisation refuses the record; the message is its author\'s.',
	CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'A trigger of your Salesforce organisation failed; ask its administrator.',
	CANNOT_EXECUTE_FLOW_TRIGGER: 'A flow of your Salesforce organisation failed; ask its administrator.',
	CANNOT_UPDATE_CONVERTED_LEAD: 'The lead was converted; update its contact or account instead.',
	FIELD_INTEGRITY_EXCEPTION: 'Check the value; where state and country picklists are on, only listed names are taken.',
	API_DISABLED_FOR_ORG: 'This Salesforce edition has no API; it takes Enterprise, Unlimited, Developer, or Professional with API access.',
	API_CURRENTLY_DISABLED: 'Give the connected user the permission "API Enabled".',
	INVALID_QUERY_LOCATOR: 'The search took too long between two pages; run it again.',
	STORAGE_LIMIT_EXCEEDED: 'Free storage in Salesforce, or buy more.',
};

const fieldHint = 'Check the API name (custom fields end in __c), and that the connected user may see the field (field-level security).';
const reconnect = 'Open the credential in n8n and connect it again. The app must be installed in the organisation, and its user active.';

/** Limits come with 403 and without a time to wait (section 6). */
const crowded = { kind: 'rateLimit', message: 'Salesforce is busy with too many long requests of this organisation' } as const;
const usedUp = {
	kind: 'quota', message: 'The daily API requests of this Salesforce organisation are used up',
	hint: 'They come back over the next 24 hours; an administrator sees them under Setup > Company Information.',
} as const;

const isLocked = (entry: unknown): boolean => (entry as { errors?: Refusal[] } | null)?.errors?.[0]?.statusCode === lockCode;

/** Reads an answer's error; `null` when it is good. Collections carry their rows' errors in a good answer. */
export function decodeError(response: HttpResponse): CrmError | null {
	const { status, body } = response;
	// All rows are locked, so nothing was written and the whole call may go again.
	const isAllLocked = Array.isArray(body) && body.length > 0 && body.every(isLocked);
	if (status < 400) return isAllLocked ? decodeRefusal((body as Array<{ errors: Refusal[] }>)[0].errors[0]) : null;
	const plain = decodeStatus(response, 'Salesforce')!;
	if (status === 414 || status === 431) return { ...plain, message: 'The request is too long', hint: 'Choose fewer fields or filters.' };
	const [refusal] = (Array.isArray(body) ? body : []) as Refusal[];
	const decoded = refusal ? { ...decodeRefusal(refusal), status } : plain;
	const expired = refusal ? decoded.message : 'The session at Salesforce has expired or was ended';
	if (status === 401) return { ...decoded, kind: 'auth', message: expired, hint: reconnect };
	// A maintenance page or a broken gateway may have done the work.
	if (status >= 500) return { ...decoded, kind: 'unavailable', outcomeUnknown: true };
	return decoded.kind === 'validation' ? { ...decoded, kind: plain.kind } : decoded;
}

/** Reads one refusal, of a call or of a row. */
export function decodeRefusal(refusal: Refusal): CrmError {
	const { errorCode, statusCode, message = '', fields = [] } = refusal;
	const code = errorCode ?? statusCode ?? '';
	// MALFORMED_QUERY comes with a leading line and a caret (section 7).
	const said = message.replace(/\s+/g, ' ').trim();
	const [kind] = kinds.find(([, codes]) => codes.test(code)) ?? ['validation' as const];
	const unnamed = fields.length && !fields.some((name) => said.includes(name)) ? ` (${fields.join(', ')})` : '';
	const error: CrmError = { kind, code, message: `Salesforce says: ${said || code}${unnamed}`, hint: hints[code] };
	if (code === 'REQUEST_LIMIT_EXCEEDED') return { ...error, ...(/concurrent/i.test(said) ? crowded : usedUp) };
	if (code === 'DUPLICATES_DETECTED') return duplicates(error, said, refusal);
	const [, existingId] = code === 'DUPLICATE_VALUE' ? (/\bid: ([a-zA-Z0-9]{15,18})/.exec(said) ?? []) : [];
	if (existingId) return { ...error, ...existsAlready(existingId, 'Salesforce'), message: error.message };
	if (code !== 'INVALID_FIELD') return error;
	const [, unknown] = /No such column '([\w.]+)'/.exec(said) ?? [];
	return unknown ? { ...error, ...noSuchField([unknown], 'Salesforce', fieldHint) } : { ...error, hint: fieldHint };
}

function duplicates(error: CrmError, said: string, { duplicateResult: { allowSave, matchResults = [] } = {} }: Refusal): CrmError {
	const ids = matchResults.flatMap(({ matchRecords = [] }) => matchRecords.map(({ record }) => record?.Id)).filter(Boolean);
	const remedy = allowSave ? 'turn on Options > Save Despite Duplicate Rules' : 'let an administrator change the duplicate rule';
	const hint = `Update that record by its ID, use Create or Update with other match fields, or ${remedy}.`;
	return { ...error, hint, message: `A duplicate rule of Salesforce found ${ids.join(', ') || 'records like this one'}: ${said}` };
}
