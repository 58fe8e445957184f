import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { CrmError, ErrorKind, RowResult } from '../types';

/** The engine's own error: a {@link CrmError} on its way to the one item it belongs to. */
export class CrmFailure extends Error {
	constructor(readonly error: CrmError) {
		super(error.message);
		this.name = 'CrmFailure';
	}
}

/** A value or a wish that cannot be served: what is wrong, and what the user can do. */
export const refusal = (message: string, hint: string): CrmFailure => new CrmFailure({ kind: 'validation', message, hint });

/** The refusal inside anything that was thrown. n8n's own parameter errors keep their sentence. */
export function errorOf(thrown: unknown): CrmError {
	if (thrown instanceof CrmFailure) return thrown.error;
	if (thrown instanceof NodeOperationError || thrown instanceof NodeApiError) {
		return { kind: 'validation', message: thrown.message, hint: thrown.description ?? undefined };
	}
	const error = thrown as { message?: string; description?: string; name?: string };
	const expression = error?.name === 'ExpressionError';
	return {
		kind: expression ? 'validation' : 'unknown',
		message: error?.message ?? 'Something unexpected happened',
		hint: expression ? error.description : 'Please report this with the steps that lead to it.',
	};
}

/** For `catch`: what stands in place of an answer that is refused in one way, such as a list that few users may see. */
export const orElse = <T>(kind: ErrorKind, fallback: T) => async (thrown: unknown): Promise<T> => {
	if (errorOf(thrown).kind === kind) return fallback;
	throw thrown;
};

/** @throws CrmFailure with the first refusal among results */
export function throwRefusal(results: readonly RowResult[]): void {
	for (const result of results) if ('error' in result) throw new CrmFailure(result.error);
}

/** The record stands there already. */
export const existsAlready = (existingId: string, crm = 'the CRM'): CrmError =>
	({ kind: 'conflict', existingId, message: `The record exists already in ${crm} with ID ${existingId}` });

/** Fields that the account does not have. @param hint where their right names are found */
export const noSuchField = (names: readonly string[], crm = 'the CRM', hint = 'Use the internal name of the field, or remove it.'): CrmError => {
	const unknownFields = [...new Set(names)];
	return { kind: 'validation', unknownFields, message: `${crm} has no field ${unknownFields.map((name) => `"${name}"`).join(', ')}`, hint };
};

/** @throws CrmFailure naming the fields that the account does not have */
export function refuseStrangers(names: readonly string[], known: ReadonlySet<string>, crm: string, hint: string): void {
	const strangers = names.filter((name) => !known.has(name));
	if (strangers.length) throw new CrmFailure(noSuchField(strangers, crm, hint));
}
