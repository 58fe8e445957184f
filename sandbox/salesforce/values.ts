import { badRequest, cannotDeserialize, integrity, type SalesforceError } from './errors';
import type { Field, FieldType, Value } from './schema/build';
import { STATES } from './schema/schema';
import type { SalesforceSettings } from './settings';
import { isDate, stamp, timeOf } from './stamps';

const EMAIL = /^[^\s@;,<>()"]+@[^\s@;,<>()"]+\.[A-Za-z0-9-]{2,}$/;
const JSON_TYPES: Partial<Record<FieldType, 'boolean' | 'number'>> = {
	boolean: 'boolean',
	int: 'number',
	double: 'number',
	currency: 'number',
};
/** How the parser calls the types in its complaints. */
const PARSER_NAMES: Partial<Record<FieldType, string>> = {
	int: 'int',
	double: 'double',
	currency: 'double',
	boolean: 'boolean',
	date: 'date',
	datetime: 'datetime',
};

/** A written value as Salesforce keeps it; empty text is `null`. Throws what the vendor would say. */
export function normalise(field: Field, raw: unknown, settings: Pick<SalesforceSettings, 'statePicklists'>): Value {
	const wrongType = () => cannotDeserialize(PARSER_NAMES[field.type] ?? 'string', raw);
	if (raw === null || raw === undefined) {
		if (field.type !== 'boolean') return null;
		throw badRequest('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: null`, [
			field.name,
		]);
	}
	if (typeof raw !== (JSON_TYPES[field.type] ?? 'string')) throw wrongType();
	if (typeof raw === 'boolean') return raw;
	if (typeof raw === 'number') {
		if (field.type === 'int' && !Number.isInteger(raw)) throw wrongType();
		return raw;
	}
	const text = String(raw).trim();
	if (text === '') return null;
	if (field.type === 'date' || field.type === 'datetime') return moment(field, text, wrongType);
	return checkedText(field, text, settings);
}

function moment(field: Field, text: string, wrongType: () => SalesforceError): string {
	if (field.type === 'date') {
		if (isDate(text.slice(0, 10)) && (text.length === 10 || timeOf(text) !== undefined)) return text.slice(0, 10);
		throw wrongType();
	}
	const time = timeOf(text);
	if (time === undefined) throw wrongType();
	return stamp(time);
}

function checkedText(field: Field, text: string, settings: Pick<SalesforceSettings, 'statePicklists'>): string {
	const { name, label, type, length } = field;
	if (type === 'email' && !EMAIL.test(text))
		throw badRequest('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${text}`, [name]);
	if (length > 0 && type !== 'reference' && text.length > length) {
		throw badRequest('STRING_TOO_LONG', `${label}: data value too large: ${text} (max length=${length})`, [name]);
	}
	if (field.restrictedPicklist) assertListed(field, text);
	if (settings.statePicklists) assertState(field, text);
	return text;
}

function assertListed({ name, label, type, picklistValues }: Field, text: string): void {
	const chosen = type === 'multipicklist' ? text.split(';') : [text];
	const wrong = chosen.find((one) => !picklistValues.some(({ value, active }) => active && value === one));
	if (wrong === undefined) return;
	throw badRequest(
		'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
		`${label}: bad value for restricted picklist field: ${wrong}`,
		[name],
	);
}

function assertState({ name, label, compoundFieldName }: Field, text: string): void {
	if (compoundFieldName === null || compoundFieldName === 'Name') return;
	const [kind, listed] = Object.entries(STATES).find(([suffix]) => name.endsWith(suffix)) ?? [];
	if (kind === undefined || listed?.includes(text)) return;
	const word = kind.toLowerCase();
	throw integrity(
		`There's a problem with this ${word}, even though it may appear correct. Please select a ${word} from the list of valid ${word === 'state' ? 'states' : 'countries'}.: ${label}`,
		[name],
	);
}
