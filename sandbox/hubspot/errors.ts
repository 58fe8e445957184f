import { randomUUID } from 'node:crypto';

/** HubSpot's error envelope; every field but `status` may be absent (contract 7). */
export interface ErrorBody {
	status: 'error';
	message: string;
	correlationId?: string;
	category?: string;
	subCategory?: string;
	context?: Record<string, string[]>;
	links?: Record<string, string>;
	errors?: ErrorDetail[];
	errorType?: string;
	policyName?: string;
	requestId?: string;
}

export interface ErrorDetail {
	message: string;
	code?: string;
	in?: string;
	subCategory?: string;
	context?: Record<string, string[]>;
}

/** An answer other than success; the routes' error handler sends it. */
export class HubSpotError extends Error {
	readonly body: ErrorBody;

	constructor(
		readonly status: number,
		body: Omit<ErrorBody, 'status'>,
	) {
		super(body.message);
		this.body = { status: 'error', ...body, correlationId: randomUUID() };
	}
}

/** One property that a write got wrong. */
export interface PropertyProblem {
	name: string;
	/** HubSpot's code, such as `INVALID_OPTION`. */
	code: string;
	message: string;
}

export function validationError(message: string, extra: Partial<ErrorBody> = {}): HubSpotError {
	return new HubSpotError(400, { message, category: 'VALIDATION_ERROR', ...extra });
}

/** The form with the JSON inside the message (contract 7, "unknown property"). */
export function propertyError(problems: readonly PropertyProblem[]): HubSpotError {
	const inner = problems.map(({ name, code, message }) => ({
		isValid: false,
		message,
		error: code,
		name,
		localizedErrorMessage: message,
	}));
	return validationError(`Property values were not valid: ${JSON.stringify(inner)}`, {
		errors: problems.map(({ name, code, message }) => ({
			message,
			code,
			context: { propertyName: [name] },
		})),
	});
}

export function notFound(): HubSpotError {
	return new HubSpotError(404, { message: 'resource not found', category: 'OBJECT_NOT_FOUND' });
}

/** `existingId` is what batches add to the entry's context (contract 4). */
export function contactExists(existingId: string): HubSpotError & { existingId: string } {
	const error = new HubSpotError(409, {
		message: `Contact already exists. Existing ID: ${existingId}`,
		category: 'CONFLICT',
	});
	return Object.assign(error, { existingId });
}

export function forbidden(message: string): HubSpotError {
	return new HubSpotError(403, { message, category: 'FORBIDDEN' });
}

/** What Jackson says when a cursor of another endpoint is sent (contract 4). */
export function cannotDeserialize(type: string, value: string): HubSpotError {
	return validationError(
		`Invalid input JSON on line 1, column 1: Cannot deserialize value of type \`${type}\` from String "${value}": not a valid \`${type}\` value`,
	);
}
