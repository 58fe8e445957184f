import { OWNERS, PIPELINES } from './account';
import type { PropertyProblem } from './errors';
import type { Property } from './properties/build';

/** A value as HubSpot keeps it, or what is wrong with it. */
export type Normalised = { value: string } | { problem: PropertyProblem };

const EMAIL = /^[^\s@;,]+@[^\s@;,]+\.[^\s@;,.]{2,}$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const EPOCH = /^-?\d+$/;
const DAY_MS = 86_400_000;

/** Checks a written value against the property's type; `previous` is needed for the append form `;c`. */
export function normalise(property: Property, raw: unknown, objectType: string, previous = ''): Normalised {
	if (typeof raw === 'object' && raw !== null)
		return problem(property, 'INVALID_STRING', `${JSON.stringify(raw)} was not a valid value.`);
	const text = raw === null || raw === undefined ? '' : String(raw);
	if (text.trim() === '') return { value: '' };
	switch (property.type) {
		case 'number':
			return number(property, text.trim());
		case 'date':
			return date(property, text.trim());
		case 'datetime':
			return datetime(property, text.trim());
		case 'bool':
		case 'enumeration':
			return options(property, text, objectType, previous);
		default:
			return property.name === 'email' ? email(property, text) : { value: text };
	}
}

/** Epoch milliseconds of a date, an ISO time or an epoch string; `NaN` when it is none. */
export function timeOf(text: string): number {
	return EPOCH.test(text) ? Number(text) : Date.parse(text);
}

function number(property: Property, text: string): Normalised {
	return Number.isFinite(Number(text))
		? { value: String(Number(text)) }
		: problem(property, 'INVALID_INTEGER', `${text} was not a valid number.`);
}

/** Midnight UTC in milliseconds, or `YYYY-MM-DD` (contract 3). */
function date(property: Property, text: string): Normalised {
	const time = timeOf(text);
	if (!EPOCH.test(text) && !ISO_DATE.test(text))
		return problem(property, 'INVALID_DATE', `${text} was not a valid date.`);
	if (Number.isNaN(time) || Math.abs(time) > 8.64e15)
		return problem(property, 'INVALID_DATE', `${text} was not a valid date.`);
	if (time % DAY_MS !== 0)
		return problem(property, 'INVALID_DATE', `${text} is at ${new Date(time).toISOString()}, not midnight!`);
	return { value: new Date(time).toISOString().slice(0, 10) };
}

function datetime(property: Property, text: string): Normalised {
	const time = timeOf(text);
	return Number.isNaN(time) || Math.abs(time) > 8.64e15
		? problem(property, 'INVALID_DATE', `${text} was not a valid date.`)
		: { value: new Date(time).toISOString() };
}

/** HubSpot lower-cases addresses (contract 2). */
function email(property: Property, text: string): Normalised {
	const value = text.trim().toLowerCase();
	return EMAIL.test(value) ? { value } : problem(property, 'INVALID_EMAIL', `Email address ${text} is invalid`);
}

function options(property: Property, text: string, objectType: string, previous: string): Normalised {
	const allowed = allowedValues(property, objectType);
	if (property.fieldType !== 'checkbox') {
		const value = property.type === 'bool' ? text.toLowerCase() : text;
		return allowed.includes(value) ? { value } : invalidOption(property, text, allowed);
	}
	// `;c` appends to what is there (contract 3).
	const kept = text.startsWith(';') ? previous.split(';') : [];
	const values = [...new Set([...kept, ...text.split(';')])].filter(Boolean);
	const wrong = values.find((value) => !allowed.includes(value));
	return wrong === undefined ? { value: values.join(';') } : invalidOption(property, wrong, allowed);
}

function allowedValues(property: Property, objectType: string): string[] {
	if (property.referencedObjectType === 'OWNER') return OWNERS.map(({ id }) => id);
	const pipelines = PIPELINES[objectType] ?? [];
	if (property.externalOptions) {
		return property.name.endsWith('pipeline')
			? pipelines.map(({ id }) => id)
			: pipelines.flatMap(({ stages }) => stages.map(({ id }) => id));
	}
	return property.options.map(({ value }) => value);
}

function invalidOption(property: Property, text: string, allowed: string[]): Normalised {
	return problem(property, 'INVALID_OPTION', `${text} was not one of the allowed options: [${allowed.join(', ')}]`);
}

function problem(property: Property, code: string, message: string): Normalised {
	return { problem: { name: property.name, code, message } };
}
