/** An answer other than success. How its body looks depends on the route (contract 7). */
export class HousecallProError extends Error {
	constructor(
		readonly status: number,
		message: string,
		/** Problems by attribute, when it is about a body. */
		readonly fields: Readonly<Record<string, string[]>> = {},
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(message);
	}
}

/** Turns an error into the body that one route answers. */
export type ErrorBody = (error: HousecallProError) => unknown;

export const generalBody: ErrorBody = ({ message }) => ({ error: { message } });

/** Pipeline routes: 401 has a message, everything else a text. */
export const pipelineBody: ErrorBody = ({ status, message }) => (status === 401 ? { message } : { error: message });

/** A job that does not exist answers an empty object. */
export const jobBody: ErrorBody = (error) => (error.status === 404 ? {} : generalBody(error));

/** Estimate options list problems by attribute. */
export const fieldsBody: ErrorBody = (error) =>
	Object.keys(error.fields).length > 0 ? { errors: error.fields } : generalBody(error);

/** A body that breaks a rule; the status is the account's setting. */
export class InvalidBody extends Error {
	constructor(
		readonly field: string,
		readonly problem: string,
	) {
		super(`${field} ${problem}`);
	}
}

export function notFound(what: string): HousecallProError {
	return new HousecallProError(404, `${what} not found`);
}

/** The message has these words (contract 7); the status is a guess. */
export function archivedJob(): HousecallProError {
	return new HousecallProError(400, 'Cannot update an archived job');
}

interface SchemaProblem {
	keyword: string;
	instancePath: string;
	params: Record<string, unknown>;
	message?: string;
}

/** What a body's schema found, as a rule that was broken. */
export function schemaProblem({ keyword, instancePath, params, message = 'is invalid' }: SchemaProblem): InvalidBody {
	const path = instancePath.split('/').slice(1);
	if (keyword === 'required') return new InvalidBody([...path, params.missingProperty].join('.'), 'is missing');
	const problem = keyword === 'type' ? `must be ${[params.type].flat().join(' or ')}` : message;
	return new InvalidBody(path.join('.') || 'body', problem);
}
