/** A property as `/properties` answers it (contract 8). */
export interface Property {
	name: string;
	label: string;
	type: PropertyType;
	fieldType: string;
	groupName: string;
	description: string;
	options: PropertyOption[];
	displayOrder: number;
	hasUniqueValue: boolean;
	calculated: boolean;
	hidden: boolean;
	hubspotDefined: boolean;
	externalOptions: boolean;
	formField: boolean;
	referencedObjectType?: string;
	modificationMetadata: { archivable: boolean; readOnlyDefinition: boolean; readOnlyValue: boolean };
	createdAt: string;
	updatedAt: string;
	archived: boolean;
}

export type PropertyType = 'string' | 'number' | 'date' | 'datetime' | 'enumeration' | 'bool' | 'phone_number';

export interface PropertyOption {
	label: string;
	value: string;
	displayOrder: number;
	hidden: boolean;
}

type Change = Partial<Omit<Property, 'modificationMetadata'>> & { readOnly?: boolean };
type Make = (name: string, label: string, change?: Change) => Property;

const DEFINED_AT = '2020-06-30T15:57:36.165Z';

function property(name: string, label: string, type: PropertyType, fieldType: string, change: Change = {}): Property {
	const { readOnly = false, ...rest } = change;
	const hubspotDefined = rest.hubspotDefined ?? true;
	return {
		name,
		label,
		type,
		fieldType,
		groupName: 'information',
		description: '',
		options: [],
		displayOrder: -1,
		hasUniqueValue: false,
		calculated: false,
		hidden: false,
		externalOptions: false,
		formField: !readOnly,
		createdAt: DEFINED_AT,
		updatedAt: DEFINED_AT,
		archived: false,
		...rest,
		hubspotDefined,
		modificationMetadata: {
			archivable: !hubspotDefined,
			readOnlyDefinition: hubspotDefined,
			readOnlyValue: readOnly,
		},
	};
}

const plain =
	(type: PropertyType, fieldType: string): Make =>
	(name, label, change) =>
		property(name, label, type, fieldType, change);

export const text = plain('string', 'text');
export const textarea = plain('string', 'textarea');
export const html = plain('string', 'html');
export const number = plain('number', 'number');
export const date = plain('date', 'date');
export const datetime = plain('datetime', 'date');
export const phone = plain('phone_number', 'phonenumber');

/** Options by value; the label is the value unless a pair is given. */
export function select(
	name: string,
	label: string,
	options: (string | [value: string, label: string])[],
	change?: Change,
): Property {
	return property(name, label, 'enumeration', 'select', {
		options: options.map((option, displayOrder) => {
			const [value, text] = typeof option === 'string' ? [option, option] : option;
			return { label: text, value, displayOrder, hidden: false };
		}),
		...change,
	});
}

/** Several values, separated by semicolons. */
export function multiSelect(...parameters: Parameters<typeof select>): Property {
	return { ...select(...parameters), fieldType: 'checkbox' };
}

export const bool: Make = (name, label, change) =>
	property(name, label, 'bool', 'booleancheckbox', {
		options: [
			{ label: 'Yes', value: 'true', displayOrder: 0, hidden: false },
			{ label: 'No', value: 'false', displayOrder: 1, hidden: false },
		],
		...change,
	});

/** Holds an owner id; its options come from `/owners`. */
export const owner: Make = (name, label, change) =>
	property(name, label, 'enumeration', 'select', {
		externalOptions: true,
		referencedObjectType: 'OWNER',
		...change,
	});

/** Holds stages or pipelines; its options come from `/pipelines`. */
export const pipeline: Make = (name, label, change) =>
	property(name, label, 'enumeration', 'radio', { externalOptions: true, ...change });

export const readOnly = { readOnly: true } as const;
export const calculated = { readOnly: true, calculated: true } as const;
export const custom = { hubspotDefined: false, groupName: 'custom' } as const;
