import { refusal } from '../http/failure';
import type { FieldKind, SearchCondition } from '../types';

/** Values in query languages that tell types apart: text in quotes, all else without. */

const numberPattern = /^-?\d+(\.\d+)?$/;
const wrong = (value: string, wanted: string) => refusal(`"${value}" is not ${wanted}`, 'Correct the value under Filters or Conditions.');

/** True for a number that reads the same as text, so that nothing is lost on the way to one and back. */
export const isNumber = (value: unknown): boolean => numberPattern.test(String(value)) && String(Number(value)) === String(value);

/** A value as a field's kind wants it, times in UTC. @throws CrmFailure for a value of another kind */
export function literal(value: string, kind: FieldKind, quote: (text: string) => string): string {
	if (kind === 'date' || kind === 'dateTime') {
		const date = new Date(value);
		if (Number.isNaN(date.getTime())) throw wrong(value, 'a date and time');
		return kind === 'date' ? date.toISOString().slice(0, 10) : date.toISOString();
	}
	if (kind === 'number') {
		if (numberPattern.test(value)) return value;
		throw wrong(value, 'a number');
	}
	if (kind === 'boolean') {
		if (/^(true|false)$/i.test(value)) return value.toLowerCase();
		throw wrong(value, 'true or false');
	}
	return quote(value);
}

/** The kind that a value compares as where the field's own is not known: order is a matter of numbers and dates. */
export function guessedKind(value: string, operator: SearchCondition['operator']): FieldKind {
	if (operator !== 'after' && operator !== 'before') return 'text';
	if (numberPattern.test(value)) return 'number';
	if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return 'date';
	return Number.isNaN(Date.parse(value)) ? 'text' : 'dateTime';
}
