/** An error as Zoho writes it, for a whole request or for one record (contract 7). */
export interface ZohoErrorBody {
	code: string;
	details: Record<string, unknown>;
	message: string;
	status: 'error';
}

/** A refused request; the routes' error handler sends it. In a batch it is the result of one record. */
export class ZohoError extends Error {
	readonly body: ZohoErrorBody;

	constructor(
		readonly status: number,
		code: string,
		message: string,
		details: Record<string, unknown> = {},
	) {
		super(message);
		this.body = { code, details, message, status: 'error' };
	}
}

export function badRequest(code: string, message: string, details: Record<string, unknown> = {}): ZohoError {
	return new ZohoError(400, code, message, details);
}

/** Where a value of the request stands. */
export interface FieldPath {
	api_name: string;
	json_path: string;
}

export function invalidData(details: Record<string, unknown>, message = 'invalid data'): ZohoError {
	return badRequest('INVALID_DATA', message, details);
}

/** Also what PUT and DELETE say about a record that is not there. */
export function invalidId(id: string): ZohoError {
	return invalidData({ id }, 'the id given seems to be invalid');
}

export function mandatoryNotFound(path: FieldPath): ZohoError {
	return badRequest('MANDATORY_NOT_FOUND', 'required field not found', { ...path });
}

export function paramMissing(param_name: string): ZohoError {
	return badRequest('REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', { param_name });
}

export function invalidModule(): ZohoError {
	return badRequest('INVALID_MODULE', 'the module name given seems to be invalid', { resource_path_index: 0 });
}

export function invalidUrl(): ZohoError {
	return new ZohoError(404, 'INVALID_URL_PATTERN', 'Please check if the URL trying to access is a correct one');
}

export function invalidToken(): ZohoError {
	return new ZohoError(401, 'INVALID_TOKEN', 'invalid oauth token');
}

export function scopeMismatch(): ZohoError {
	return new ZohoError(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL');
}

export function noPermission(action: string, permission: string): ZohoError {
	return new ZohoError(403, 'NO_PERMISSION', `permission denied to ${action}`, { permissions: [permission] });
}

export function tooManyRequests(message: string): ZohoError {
	return new ZohoError(429, 'TOO_MANY_REQUESTS', message);
}

/** Several faults of one record are told together (contract 7). */
export function joined(faults: readonly ZohoError[]): ZohoError {
	if (faults.length === 1) return faults[0];
	return badRequest('MULTIPLE_OR_MULTI_ERRORS', 'Multiple errors found', {
		errors: faults.map(({ body: { code, details, message } }) => ({ code, details, message })),
	});
}
