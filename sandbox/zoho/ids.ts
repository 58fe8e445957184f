const PREFIX = '5725767';
const DIGITS = 12;

/** An id as Zoho writes it: 19 digits in a string, beyond what a JavaScript number holds (contract 3). */
export function idAt(number: number): string {
	return PREFIX + String(number).padStart(DIGITS, '0');
}

const SHAPE = /^\d{1,19}$/;

export function isIdShaped(value: unknown): value is string {
	return typeof value === 'string' && SHAPE.test(value);
}

/** Orders ids by number, not by text. */
export function compareIds(a: string, b: string): number {
	if (a.length !== b.length) return a.length - b.length;
	return a < b ? -1 : Number(a > b);
}
