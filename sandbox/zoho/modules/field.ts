/** The vendor's data types that the sandbox knows. */
export type DataType =
	| 'text'
	| 'textarea'
	| 'email'
	| 'phone'
	| 'website'
	| 'picklist'
	| 'multiselectpicklist'
	| 'boolean'
	| 'integer'
	| 'double'
	| 'currency'
	| 'date'
	| 'datetime'
	| 'lookup'
	| 'ownerlookup'
	| 'autonumber'
	| 'profileimage'
	| 'event_reminder'
	| 'RRULE'
	| 'jsonarray';

/** What kind of JSON a type is sent and answered as. */
export const JSON_TYPES: Readonly<Record<DataType, string>> = {
	text: 'string',
	textarea: 'string',
	email: 'string',
	phone: 'string',
	website: 'string',
	picklist: 'string',
	multiselectpicklist: 'jsonarray',
	boolean: 'boolean',
	integer: 'integer',
	double: 'double',
	currency: 'double',
	date: 'string',
	datetime: 'string',
	lookup: 'jsonobject',
	ownerlookup: 'jsonobject',
	autonumber: 'string',
	profileimage: 'string',
	event_reminder: 'string',
	RRULE: 'jsonobject',
	jsonarray: 'jsonarray',
};

/** One option of a picklist: what people see, and what the API takes. */
export interface Option {
	display: string;
	actual: string;
}

export interface Field {
	name: string;
	label: string;
	type: DataType;
	length: number;
	/** No record without it (`system_mandatory`). */
	mandatory: boolean;
	/** Only the standard layout asks for it (`required` of the layout). */
	layoutRequired: boolean;
	readOnly: boolean;
	custom: boolean;
	/** "Do not allow duplicate values". */
	unique: boolean;
	external: boolean;
	options: readonly Option[];
	/** Module a lookup points at. */
	lookup?: string;
}

type Extra = Partial<Omit<Field, 'name' | 'type' | 'options'>> & { options?: readonly (string | Option)[] };

const LENGTHS: Partial<Record<DataType, number>> = { textarea: 32_000, email: 100, phone: 30, picklist: 120 };

export function field(type: DataType, name: string, { options = [], ...extra }: Extra = {}): Field {
	return {
		name,
		label: name.replaceAll('_', ' '),
		type,
		length: LENGTHS[type] ?? 255,
		mandatory: false,
		layoutRequired: false,
		readOnly: false,
		custom: false,
		unique: false,
		external: false,
		options: options.map((option) => (typeof option === 'string' ? { display: option, actual: option } : option)),
		...extra,
	};
}

/** A key of the user's other system: unique, and usable in place of the id (`X-EXTERNAL`). */
export const externalId = field('text', 'External_Id', { custom: true, unique: true, external: true });

/** What every module has. */
export const systemFields: readonly Field[] = [
	field('ownerlookup', 'Owner'),
	field('ownerlookup', 'Created_By', { readOnly: true }),
	field('ownerlookup', 'Modified_By', { readOnly: true }),
	field('datetime', 'Created_Time', { readOnly: true }),
	field('datetime', 'Modified_Time', { readOnly: true }),
];

export const leadSources = ['Advertisement', 'Cold Call', 'Employee Referral', 'Online Store', 'Web Research'];
