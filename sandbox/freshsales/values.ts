import type { Problems } from './errors';
import type { Field } from './fields';
import type { Value } from './records';
import { calendarDate } from './times';

const MAX_TEXT = 255;
const WEBSITE = /^(?:https?:\/\/)?[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?$/i;

/** A value as it is stored; what breaks the field's rules becomes a problem. */
export function readValue(field: Field, raw: unknown, problems: Problems): Value {
	if (raw === null || raw === undefined || raw === '') return null;
	switch (field.type) {
		case 'number':
			return readNumber(field, raw, problems);
		case 'decimal':
			return readDecimal(field, raw, problems);
		case 'date':
			return calendarDate(String(raw));
		case 'checkbox':
			return raw === true || raw === 'true';
		case 'auto_complete':
			return readNumber(field, raw, problems);
		case 'dropdown':
			return field.name.startsWith('cf_') ? readChoice(field, raw, problems) : readListId(field, raw, problems);
		case 'multi_select_dropdown':
			return readChoices(field, raw, problems);
		default:
			return readText(field, String(raw), problems);
	}
}

function readText({ name, label, type, format }: Field, text: string, problems: Problems): Value {
	if (type === 'text' && text.length > MAX_TEXT) problems.add(name, `${label} is not in required length`);
	// A phone number that is none is passed over without a word (live).
	if (format === 'phone' && !/\d/.test(text)) return null;
	if (format === 'website' && !WEBSITE.test(text)) problems.add(name, `${label.toLowerCase()} is not in required format`);
	return text;
}

function readNumber({ name, label }: Field, raw: unknown, problems: Problems): Value {
	const number = Number(raw);
	if (Number.isFinite(number)) return number;
	problems.add(name, `${label} is not a number`);
	return null;
}

/** Money is a text with at least one decimal place, such as "20.0" (live). */
function readDecimal({ name, label }: Field, raw: unknown, problems: Problems): Value {
	const number = Number(raw);
	if (!Number.isFinite(number)) problems.add(name, `${label} is not a number`);
	else if (Math.abs(number) > Number.MAX_SAFE_INTEGER) problems.add(name, `${label} is out of range`);
	return Number.isInteger(number) ? number.toFixed(1) : String(number);
}

function readListId({ name, label, choices = [] }: Field, raw: unknown, problems: Problems): Value {
	const id = Number(raw);
	if (!choices.some((choice) => choice.id === id)) problems.add(name, `${label} doesn't exist`);
	return id;
}

/** The text of the choice, not its id (contract 8). */
function readChoice({ name, label, choices = [] }: Field, raw: unknown, problems: Problems): Value {
	if (!choices.some((choice) => choice.name === raw)) problems.add(name, `${label} is not a valid choice`);
	return String(raw);
}

/** Several choices have semicolons between them (contract 8). */
function readChoices(field: Field, raw: unknown, problems: Problems): Value {
	const texts = Array.isArray(raw) ? raw.map(String) : String(raw).split(';');
	texts.forEach((text) => readChoice(field, text, problems));
	return texts.join(';');
}
