import { checkbox, datetime, type Field, field, readOnly, reference } from './build';

export interface ChildRelationship {
	childSObject: string;
	field: string;
	relationshipName: string;
}

export interface RecordTypeInfo {
	recordTypeId: string;
	name: string;
	developerName: string;
	available: boolean;
	defaultRecordTypeMapping: boolean;
	master: boolean;
	active: boolean;
}

/** One object of the org. */
export interface SObject {
	name: string;
	label: string;
	labelPlural: string;
	keyPrefix: string;
	/** Read-only lists such as `LeadStatus` are not. */
	createable: boolean;
	/** Whether SOSL looks at it. */
	searchable: boolean;
	/** By lower-cased name: field names ignore case. */
	fields: ReadonlyMap<string, Field>;
	recordTypes: RecordTypeInfo[];
}

export interface SObjectDefinition {
	name: string;
	label?: string;
	labelPlural?: string;
	keyPrefix: string;
	createable?: boolean;
	searchable?: boolean;
	/** Without an owner field of its own. */
	ownerless?: boolean;
	fields: Field[];
	recordTypes?: RecordTypeInfo[];
}

const audit = (relationship: string, name: string, label: string) =>
	reference(name, label, ['User'], relationship, { ...readOnly, nillable: false, defaultedOnCreate: true });

const SYSTEM_FIELDS: Field[] = [
	checkbox('IsDeleted', 'Deleted', readOnly),
	datetime('CreatedDate', 'Created Date', { ...readOnly, nillable: false, defaultedOnCreate: true }),
	audit('CreatedBy', 'CreatedById', 'Created By ID'),
	datetime('LastModifiedDate', 'Last Modified Date', { ...readOnly, nillable: false, defaultedOnCreate: true }),
	audit('LastModifiedBy', 'LastModifiedById', 'Last Modified By ID'),
	datetime('SystemModstamp', 'System Modstamp', { ...readOnly, nillable: false, defaultedOnCreate: true }),
];

/** The field every object has first. */
const ID = (label: string) =>
	field('Id', `${label} ID`, 'id', {
		...readOnly,
		length: 18,
		nillable: false,
		defaultedOnCreate: true,
		idLookup: true,
		caseSensitive: true,
	});

export function sobject(definition: SObjectDefinition): SObject {
	const { name, keyPrefix, createable = true, searchable = true, ownerless = !createable } = definition;
	const label = definition.label ?? name;
	const owner = reference('OwnerId', 'Owner ID', ['User'], 'Owner', { nillable: false, defaultedOnCreate: true });
	const own = new Set(definition.fields.map((one) => one.name));
	const fields = [
		ID(label),
		...definition.fields,
		...(ownerless || own.has('OwnerId') ? [] : [owner]),
		...SYSTEM_FIELDS.filter((one) => !own.has(one.name)),
	];
	return {
		name,
		label,
		labelPlural: definition.labelPlural ?? `${label}s`,
		keyPrefix,
		createable,
		searchable: createable && searchable,
		fields: new Map(fields.map((one) => [one.name.toLowerCase(), one])),
		recordTypes: definition.recordTypes ?? [],
	};
}
