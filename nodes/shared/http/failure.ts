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

/** Catches a refusal of one kind, such as what users with few rights meet, and gives something in its place. */
export const insteadOf = <T>(kind: ErrorKind, give: () => T | Promise<T>) => async (thrown: unknown): Promise<T> => {
	if (errorOf(thrown).kind === kind) return await give();
	throw new CrmFailure(errorOf(thrown));
};

/** @throws CrmFailure with the first refusal among results */
export function throwRefusal(results: readonly RowResult[]): void {
	for (const result of results) if ('error' in result) throw new CrmFailure(result.error);
}

/** The record stands there already. */
export const existsAlready = (existingId: string, crm = 'the CRM'): CrmError =>
	({ kind: 'conflict', existingId, message: `The record exists already in ${crm} with ID ${existingId}` });

/** @throws CrmFailure naming those of some names that no field has; who gives a label is told the name behind it */
export function refuseStrangers(
	names: readonly string[], fields: ReadonlyArray<{ name: string; label: string }>, crm: string, hint: string,
): void {
	const strangers = names.filter((name) => fields.every((field) => field.name !== name));
	if (!strangers.length) return;
	const plain = (words: string) => words.trim().toLowerCase();
	const meant = fields.find(({ label }) => strangers.some((name) => plain(name) === plain(label)));
	throw new CrmFailure(noSuchField(strangers, crm, meant ? `The name of ${meant.label} is ${meant.name}.` : hint));
}

/** Fields that the account does not have. @param hint where their right names are found */
export const noSuchField = (
	names: readonly string[],
	crm = 'the CRM',
	hint = 'Use the internal name of the field, or remove it.',
): CrmError => {
	const unknownFields = [...new Set(names)];
	return { kind: 'validation', unknownFields, message: `${crm} has no field ${unknownFields.map((name) => `"${name}"`).join(', ')}`, hint };
};
