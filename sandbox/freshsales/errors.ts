import type { FreshsalesSettings } from './settings';

/** An answer other than success. A body of `undefined` is an empty one. */
export class FreshsalesError extends Error {
	constructor(
		readonly status: number,
		readonly body: unknown,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(`Freshsales answers ${status}`);
	}
}

/** One reason why a body is refused. */
export interface Problem {
	field: string;
	message: string;
}

/** A body that breaks rules; how they are told is the account's setting. */
export class InvalidBody extends Error {
	constructor(readonly problems: readonly Problem[]) {
		super(problems.map(({ message }) => message).join(' '));
	}
}

/** Gathers what is wrong with a body, so that it can be told in one go. */
export class Problems {
	private readonly found: Problem[] = [];

	add(field: string, message: string): void {
		this.found.push({ field, message });
	}

	/** Throws when there is any. */
	check(): void {
		if (this.found.length > 0) throw new InvalidBody(this.found);
	}
}

/** A refusal for a single reason. */
export function invalid(field: string, message: string): InvalidBody {
	return new InvalidBody([{ field, message }]);
}

export function badRequest({ problems }: InvalidBody, shape: FreshsalesSettings['errorShape']): FreshsalesError {
	const messages = problems.map(({ message }) => message);
	if (shape === 'text') return new FreshsalesError(400, { errors: { code: 400, message: messages.join(', ') } });
	if (shape === 'list') return new FreshsalesError(400, { errors: { code: 400, message: messages } });
	const byField: Record<string, string[]> = {};
	for (const { field, message } of problems) byField[field] = [...(byField[field] ?? []), message];
	return new FreshsalesError(400, { errors: byField });
}

/** The words of a live answer about contacts; those about other records begin alike. */
export function notFound(what: string): FreshsalesError {
	const message = `The ${what} you're looking for is not in the CRM`;
	return new FreshsalesError(404, { errors: { code: 404, message: [message] } });
}

/** An id that is not numeric (contract 7), or a route that does not exist. */
export function nothingThere(): FreshsalesError {
	return new FreshsalesError(404, undefined);
}

/** The key's user may not see this record or this list (contract 7). */
export function accessDenied(): FreshsalesError {
	return new FreshsalesError(403, { errors: { message: 'Access Denied' } });
}

/** A list without a view, or a view that is not the user's (live). */
export function notAuthorized(): FreshsalesError {
	const message = 'You are not authorized to perform this action.';
	return new FreshsalesError(403, { errors: { code: 403, message: [message] } });
}
