/** A field's value as JSON carries it. */
export type Value = string | number | boolean | null;

export type FieldType =
	| 'id'
	| 'string'
	| 'textarea'
	| 'email'
	| 'phone'
	| 'url'
	| 'picklist'
	| 'multipicklist'
	| 'boolean'
	| 'int'
	| 'double'
	| 'currency'
	| 'date'
	| 'datetime'
	| 'reference'
	| 'address';

export interface PicklistEntry {
	active: boolean;
	defaultValue: boolean;
	label: string;
	validFor: null;
	value: string;
}

/** What the sandbox needs to know of a field; `describe` answers the rest of it (contract 8). */
export interface Field {
	name: string;
	label: string;
	type: FieldType;
	length: number;
	createable: boolean;
	updateable: boolean;
	nillable: boolean;
	defaultedOnCreate: boolean;
	defaultValue: Value;
	custom: boolean;
	externalId: boolean;
	idLookup: boolean;
	unique: boolean;
	caseSensitive: boolean;
	calculated: boolean;
	filterable: boolean;
	nameField: boolean;
	picklistValues: PicklistEntry[];
	restrictedPicklist: boolean;
	referenceTo: string[];
	relationshipName: string | null;
	compoundFieldName: string | null;
	/** Kept in a hash index, so that equality needs no scan. */
	indexed: boolean;
}

export type FieldChange = Partial<Omit<Field, 'name' | 'type'>>;
type Make = (name: string, label: string, change?: FieldChange) => Field;

export function field(name: string, label: string, type: FieldType, change: FieldChange = {}): Field {
	const built: Field = {
		name,
		label,
		type,
		length: 0,
		createable: true,
		updateable: true,
		nillable: true,
		defaultedOnCreate: false,
		defaultValue: null,
		custom: name.endsWith('__c') || name.endsWith('__pc'),
		externalId: false,
		idLookup: false,
		unique: false,
		caseSensitive: false,
		calculated: false,
		filterable: true,
		nameField: false,
		picklistValues: [],
		restrictedPicklist: false,
		referenceTo: [],
		relationshipName: null,
		compoundFieldName: null,
		indexed: false,
		...change,
	};
	return { ...built, indexed: built.indexed || built.externalId || built.idLookup || built.unique };
}

const plain =
	(type: FieldType, length = 0): Make =>
	(name, label, change) =>
		field(name, label, type, { length, ...change });

export const email = plain('email', 80);
export const phone = plain('phone', 40);
export const url = plain('url', 255);
export const int = plain('int');
export const double = plain('double');
export const currency = plain('currency');
export const date = plain('date');
export const datetime = plain('datetime');

export function text(name: string, label: string, length = 255, change: FieldChange = {}): Field {
	return field(name, label, 'string', { length, ...change });
}

/** Long text cannot be filtered or sorted by. */
export function longText(name: string, label: string, length = 32_000, change: FieldChange = {}): Field {
	return field(name, label, 'textarea', { length, filterable: false, ...change });
}

export const checkbox: Make = (name, label, change) =>
	field(name, label, 'boolean', { nillable: false, defaultedOnCreate: true, defaultValue: false, ...change });

export function picklist(name: string, label: string, values: readonly string[], change: FieldChange = {}): Field {
	const entry = (value: string): PicklistEntry => ({
		active: true,
		defaultValue: value === change.defaultValue,
		label: value,
		validFor: null,
		value,
	});
	return field(name, label, 'picklist', { length: 255, picklistValues: values.map(entry), ...change });
}

/** Several values, separated by semicolons. */
export function multiPicklist(...parameters: Parameters<typeof picklist>): Field {
	return { ...picklist(...parameters), type: 'multipicklist', length: 4_099 };
}

export function reference(
	name: string,
	label: string,
	referenceTo: string[],
	relationshipName: string,
	change: FieldChange = {},
): Field {
	return field(name, label, 'reference', { length: 18, referenceTo, relationshipName, ...change });
}

export const readOnly = { createable: false, updateable: false } as const;
export const required = { nillable: false } as const;
export const defaulted = { nillable: false, defaultedOnCreate: true } as const;

/** An external id that no two records share. */
export function externalId(label = 'External Id'): Field {
	return text('External_Id__c', label, 255, { externalId: true, idLookup: true, unique: true });
}

const ADDRESS_PARTS: [suffix: string, label: string, length: number][] = [
	['Street', 'Street', 255],
	['City', 'City', 40],
	['State', 'State/Province', 80],
	['PostalCode', 'Zip/Postal Code', 20],
	['Country', 'Country', 80],
];

/** The writable parts of an address and its read-only compound (contract 2). */
export function address(prefix: string, label: string): Field[] {
	const compound = `${prefix}Address`;
	const parts = ADDRESS_PARTS.map(([suffix, name, length]) =>
		field(`${prefix}${suffix}`, `${label} ${name}`.trim(), suffix === 'Street' ? 'textarea' : 'string', {
			length,
			compoundFieldName: compound,
		}),
	);
	return [...parts, field(compound, `${label} Address`.trim(), 'address', { ...readOnly, filterable: false })];
}
