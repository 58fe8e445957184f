/** An answer other than success (contract 7). */
export class PipedriveError extends Error {
	constructor(
		readonly status: number,
		readonly body: Readonly<Record<string, unknown>>,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(String(body.error));
	}
}

/** What the gateway answers, before any API version sees the request. */
function gatewayError(status: number, error: string, headers?: Record<string, string>): PipedriveError {
	const body = { success: false, error, errorCode: status, error_info: 'Please check developers.pipedrive.com' };
	return new PipedriveError(status, body, headers);
}

export const unauthorized = () => gatewayError(401, 'unauthorized access', { 'x-401-by-gw': 'true' });

/** Unlike the sheet's memory of it, the text does not name the scope (seen in public clients). */
export const scopeMismatch = () => gatewayError(403, 'Scope and URL mismatch');

/** The body is unverified; so is the text of the next ones. */
export const tooManyRequests = (headers: Record<string, string>) => gatewayError(429, 'request over limit', headers);
export const companyClosed = () => gatewayError(402, 'company account is not open');
export const endpointGone = () => gatewayError(410, 'this endpoint is deprecated, use API v2');
export const unsupportedMediaType = () => gatewayError(415, 'Unsupported media type');

/** Any request that an endpoint refuses, as v2 words it. */
export function refused(status: number, error: string, code: string, more: object = {}): PipedriveError {
	return new PipedriveError(status, { success: false, error, code, ...more });
}

/** A body or query that breaks the endpoint's schema; v2 is strictly typed (contract 0). */
export function invalid(path: string, problem: string, more: object = {}): PipedriveError {
	return refused(400, `Validation failed: ${path}: ${problem}`, 'ERR_SCHEMA_VALIDATION_FAILED', more);
}

export const badRequest = (error: string) => refused(400, error, 'ERR_BAD_REQUEST');

/** The text is unverified. */
export function entityNotFound(label: string): PipedriveError {
	return refused(404, `${label} not found`, 'ERR_NOT_FOUND', { data: null, additional_data: null });
}

/** A refusal of v1: no code, but an explanation. */
export function v1Error(status: number, error: string, error_info: string): PipedriveError {
	return new PipedriveError(status, { success: false, error, error_info, data: null, additional_data: null });
}

export const v1Invalid = (error: string) =>
	v1Error(400, error, 'Please check developers.pipedrive.com for more information.');

export const leadNotFound = () => v1Error(404, 'requested lead not found', 'Object was not found.');
