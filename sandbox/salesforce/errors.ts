/** One entry of the array that every refused data call answers (contract 7). */
export interface ApiError {
	message: string;
	errorCode: string;
	fields?: string[];
	duplicateResult?: DuplicateResult;
}

/** What a duplicate rule found (contract 7). */
export interface DuplicateResult {
	allowSave: boolean;
	duplicateRule: string;
	duplicateRuleEntityType: string;
	errorMessage: string;
	matchResults: {
		entityType: string;
		errors: never[];
		matchEngine: string;
		matchRecords: {
			additionalInformation: never[];
			fieldDiffs: never[];
			matchConfidence: number;
			record: { attributes: { type: string; url: string }; Id: string };
		}[];
		rule: string;
		size: number;
		success: boolean;
	}[];
}

/** An answer other than success; the routes' error handler sends it, collections put it on the record. */
export class SalesforceError extends Error {
	readonly errors: ApiError[];

	constructor(
		readonly status: number,
		errorCode: string,
		message: string,
		extra: Pick<ApiError, 'fields' | 'duplicateResult'> = {},
	) {
		super(message);
		this.errors = [{ message, errorCode, ...extra }];
	}
}

export function badRequest(errorCode: string, message: string, fields?: string[]): SalesforceError {
	return new SalesforceError(400, errorCode, message, fields ? { fields } : {});
}

export function notFound(message = 'The requested resource does not exist'): SalesforceError {
	return new SalesforceError(404, 'NOT_FOUND', message);
}

/** Also what a malformed record id in a path comes to. */
export function noSuchKeyField(name: string): SalesforceError {
	return notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
}

export function entityIsDeleted(): SalesforceError {
	return new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted', { fields: [] });
}

export function requiredMissing(fields: string[]): SalesforceError {
	return badRequest('REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields);
}

/** A misspelt field and one hidden by field-level security read the same (contract 3). */
export function noSuchColumn(field: string, sobject: string): SalesforceError {
	return badRequest('INVALID_FIELD', `No such column '${field}' on sobject of type ${sobject}`);
}

export function notWritable(fields: string[]): SalesforceError {
	return badRequest(
		'INVALID_FIELD_FOR_INSERT_UPDATE',
		`Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
		fields,
	);
}

export function integrity(message: string, fields: string[] = []): SalesforceError {
	return badRequest('FIELD_INTEGRITY_EXCEPTION', message, fields);
}

export function malformedQuery(message: string): SalesforceError {
	return badRequest('MALFORMED_QUERY', message);
}

/** A JSON value of another type than the field's. */
export function cannotDeserialize(type: string, value: unknown): SalesforceError {
	const kind = tokenOf(value);
	return badRequest(
		'JSON_PARSER_ERROR',
		`Cannot deserialize instance of ${type} from ${kind} value ${typeof value === 'object' ? JSON.stringify(value) : String(value)} or request may be missing a required field at [line:1, column:1]`,
	);
}

/** The JSON parser's name for what it met. */
function tokenOf(value: unknown): string {
	if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
	if (typeof value === 'boolean') return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
	if (typeof value === 'string') return 'VALUE_STRING';
	return Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
}

/** Limits answer 403, not 429, and no `Retry-After` (contract 6). */
export function limitExceeded(
	limit: 'TotalRequests' | 'ConcurrentRequests (Concurrent API Requests)',
): SalesforceError {
	return new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', `${limit} Limit exceeded.`);
}

export function invalidSession(message = 'Session expired or invalid'): SalesforceError {
	return new SalesforceError(401, 'INVALID_SESSION_ID', message);
}
