import { validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { type ObjectType, objectTypeOf } from './objectTypes';
import type { Property } from './properties/build';
import type { StoredRecord } from './store';
import { timeOf } from './values';

/** One condition of a search (contract 4). */
export interface Filter {
	propertyName: string;
	operator: string;
	value?: string;
	highValue?: string;
	values?: string[];
}

export type Predicate = (record: StoredRecord) => boolean;

const NUMERIC_TYPES = new Set(['number', 'date', 'datetime']);
const ASSOCIATION = /^associations\.(contact|company|deal|ticket)$/;

/** Turns a filter into a test; refuses unknown properties and operators. */
export function predicate(account: HubSpotAccount, type: ObjectType, filter: Filter): Predicate {
	const association = ASSOCIATION.exec(filter.propertyName);
	if (association) return associationPredicate(account, type, association[1], filter);
	const property = account.propertiesOf(type).get(filter.propertyName);
	if (!property) {
		throw validationError(
			`There was a problem with the request: property '${filter.propertyName}' does not exist on ${type.name}.`,
		);
	}
	return NUMERIC_TYPES.has(property.type) ? numericPredicate(type, property, filter) : textPredicate(property, filter);
}

/** Reads a property as a number that sorts: dates as epoch milliseconds; `undefined` when empty. */
export function numericReader(type: ObjectType, property: Property): (record: StoredRecord) => number | undefined {
	if (property.name === type.createdProperty) return (record) => record.createdAt;
	if (property.name === type.modifiedProperty) return (record) => record.updatedAt;
	const parse = property.type === 'number' ? Number : timeOf;
	return ({ properties }) => {
		const text = properties[property.name];
		return text === undefined ? undefined : parse(text);
	};
}

export function isNumeric(property: Property): boolean {
	return NUMERIC_TYPES.has(property.type);
}

/** Words of a text, lower-cased. */
export function tokens(text: string): string[] {
	return text
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);
}

function numericPredicate(type: ObjectType, property: Property, filter: Filter): Predicate {
	const read = numericReader(type, property);
	const parse = (text: string | undefined): number => {
		const parsed = property.type === 'number' ? Number(text) : timeOf(String(text));
		if (text === undefined || Number.isNaN(parsed)) throw invalidValue(filter, text);
		return parsed;
	};
	const compare = (test: (value: number, wanted: number) => boolean): Predicate => {
		const wanted = parse(filter.value);
		return (record) => {
			const value = read(record);
			return value !== undefined && test(value, wanted);
		};
	};
	switch (filter.operator) {
		case 'EQ':
			return compare((value, wanted) => value === wanted);
		case 'NEQ':
			return compare((value, wanted) => value !== wanted);
		case 'LT':
			return compare((value, wanted) => value < wanted);
		case 'LTE':
			return compare((value, wanted) => value <= wanted);
		case 'GT':
			return compare((value, wanted) => value > wanted);
		case 'GTE':
			return compare((value, wanted) => value >= wanted);
		case 'BETWEEN': {
			const high = parse(filter.highValue);
			return compare((value, low) => value >= low && value <= high);
		}
		case 'IN':
		case 'NOT_IN': {
			const wanted = new Set(listOf(filter).map(parse));
			return (record) => {
				const value = read(record);
				return value !== undefined && wanted.has(value) === (filter.operator === 'IN');
			};
		}
		default:
			return presencePredicate(property, filter);
	}
}

function textPredicate(property: Property, filter: Filter): Predicate {
	const wanted = (filter.value ?? '').toLowerCase();
	const read = ({ properties }: StoredRecord) => properties[property.name]?.toLowerCase();
	const compare = (test: (value: string) => boolean): Predicate => {
		if (filter.value === undefined) throw invalidValue(filter, undefined);
		return (record) => {
			const value = read(record);
			return value !== undefined && test(value);
		};
	};
	switch (filter.operator) {
		case 'EQ':
			return compare((value) => value === wanted);
		case 'NEQ':
			return compare((value) => value !== wanted);
		case 'LT':
			return compare((value) => value < wanted);
		case 'LTE':
			return compare((value) => value <= wanted);
		case 'GT':
			return compare((value) => value > wanted);
		case 'GTE':
			return compare((value) => value >= wanted);
		case 'CONTAINS_TOKEN':
			return compare(tokenTest(wanted));
		case 'NOT_CONTAINS_TOKEN': {
			const contains = tokenTest(wanted);
			return compare((value) => !contains(value));
		}
		case 'IN':
		case 'NOT_IN': {
			// The index holds strings in lower case and does not touch the request's (contract 4).
			const exact = property.type === 'enumeration';
			const values = new Set(listOf(filter));
			return (record) => {
				const value = exact ? record.properties[property.name] : read(record);
				return value !== undefined && values.has(value) === (filter.operator === 'IN');
			};
		}
		default:
			return presencePredicate(property, filter);
	}
}

function presencePredicate(property: Property, filter: Filter): Predicate {
	if (filter.operator === 'HAS_PROPERTY') return ({ properties }) => properties[property.name] !== undefined;
	if (filter.operator === 'NOT_HAS_PROPERTY') return ({ properties }) => properties[property.name] === undefined;
	throw validationError(
		`Invalid input JSON: operator ${filter.operator} is not supported for property ${property.name}.`,
	);
}

function associationPredicate(account: HubSpotAccount, type: ObjectType, target: string, filter: Filter): Predicate {
	const toType = objectTypeOf(target);
	const ids = filter.operator === 'IN' ? listOf(filter) : [filter.value ?? ''];
	if (filter.operator !== 'EQ' && filter.operator !== 'IN') {
		throw validationError(`Operator ${filter.operator} is not supported for ${filter.propertyName}.`);
	}
	return ({ id }) => ids.some((toId) => account.associations.has({ type, id }, toType, toId));
}

/** `*` stands for any characters; without it every word has to occur as a whole word. */
function tokenTest(wanted: string): (value: string) => boolean {
	if (!wanted.includes('*')) {
		const words = tokens(wanted);
		return (value) => {
			const present = new Set(tokens(value));
			return words.every((word) => present.has(word));
		};
	}
	const source = wanted
		.split('*')
		.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
		.join('.*');
	const pattern = new RegExp(`^${source}$`, 'u');
	return (value) => [value, ...value.split(/\s+/), ...tokens(value)].some((token) => pattern.test(token));
}

function listOf(filter: Filter): string[] {
	if (!Array.isArray(filter.values)) throw validationError(`Operator ${filter.operator} requires values.`);
	return filter.values.map(String);
}

function invalidValue(filter: Filter, text: string | undefined) {
	return validationError(
		`There was a problem with the request: ${String(text)} is not a valid value for ${filter.propertyName}.`,
	);
}
