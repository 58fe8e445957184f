import type { Schema } from './schema/schema';
import type { Field, FieldType } from './schema/build';
import type { SObject } from './schema/sobject';

const SOAP_TYPES: Partial<Record<FieldType, string>> = {
	id: 'tns:ID',
	reference: 'tns:ID',
	boolean: 'xsd:boolean',
	int: 'xsd:int',
	double: 'xsd:double',
	currency: 'xsd:double',
	date: 'xsd:date',
	datetime: 'xsd:dateTime',
	address: 'tns:address',
};

const MASTER_RECORD_TYPE = {
	active: true,
	available: true,
	defaultRecordTypeMapping: true,
	developerName: 'Master',
	master: true,
	name: 'Master',
	recordTypeId: '012000000000000AAA',
};

/** An object in the list of all. */
export function summary({ name, label, labelPlural, keyPrefix, createable, searchable }: SObject, version: string) {
	const base = `/services/data/${version}/sobjects/${name}`;
	return {
		activateable: false,
		createable,
		custom: false,
		customSetting: false,
		deepCloneable: false,
		deletable: createable,
		deprecatedAndHidden: false,
		feedEnabled: createable,
		hasSubtypes: false,
		isInterface: false,
		isSubtype: false,
		idEnabled: true,
		keyPrefix,
		label,
		labelPlural,
		layoutable: createable,
		mergeable: ['Account', 'Contact', 'Lead'].includes(name),
		mruEnabled: createable,
		name,
		queryable: true,
		replicateable: true,
		retrieveable: true,
		searchable,
		triggerable: createable,
		undeletable: createable,
		updateable: createable,
		urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
	};
}

/** Everything about an object (contract 8). */
export function description(schema: Schema, type: SObject, version: string) {
	const { urls, ...shared } = summary(type, version);
	return {
		...shared,
		actionOverrides: [],
		childRelationships: schema.childrenOf(type).map((child) => ({
			...child,
			cascadeDelete: false,
			deprecatedAndHidden: false,
			junctionIdListNames: [],
			junctionReferenceTo: [],
			restrictedDelete: false,
		})),
		compactLayoutable: type.createable,
		defaultImplementation: null,
		fields: [...type.fields.values()].map(fieldDescription),
		implementedBy: null,
		implementsInterfaces: null,
		namedLayoutInfos: [],
		networkScopeFieldName: null,
		recordTypeInfos: [
			...type.recordTypes,
			{ ...MASTER_RECORD_TYPE, defaultRecordTypeMapping: type.recordTypes.length === 0 },
		].map((info) => ({ ...info, urls: { layout: `${urls.describe}/layouts/${info.recordTypeId}` } })),
		searchLayoutable: type.searchable,
		supportedScopes: [],
		urlDetail: null,
		urlEdit: null,
		urlNew: null,
		urls,
	};
}

function fieldDescription(field: Field) {
	const { indexed: _indexed, defaultValue, ...known } = field;
	const isNumber = field.type === 'double' || field.type === 'currency';
	const isSortable = field.filterable && field.type !== 'multipicklist';
	return {
		...known,
		aggregatable: field.filterable,
		aiPredictionField: false,
		autoNumber: field.name === 'CaseNumber',
		byteLength: field.length * 3,
		calculatedFormula: null,
		cascadeDelete: false,
		controllerName: null,
		defaultValue: field.type === 'boolean' ? (defaultValue ?? false) : defaultValue,
		defaultValueFormula: null,
		dependentPicklist: false,
		deprecatedAndHidden: false,
		digits: field.type === 'int' ? 9 : 0,
		displayLocationInDecimal: false,
		encrypted: false,
		extraTypeInfo: field.type === 'textarea' ? 'plaintextarea' : null,
		filteredLookupInfo: null,
		formulaTreatNullNumberAsZero: false,
		groupable: isSortable,
		highScaleNumber: false,
		htmlFormatted: false,
		inlineHelpText: null,
		mask: null,
		maskType: null,
		namePointing: field.referenceTo.length > 1,
		permissionable: field.nillable && field.createable,
		polymorphicForeignKey: field.referenceTo.length > 1,
		precision: isNumber ? 18 : 0,
		queryByDistance: false,
		referenceTargetField: null,
		relationshipOrder: null,
		restrictedDelete: false,
		scale: isNumber ? 2 : 0,
		searchPrefilterable: field.type === 'reference',
		soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
		sortable: isSortable,
		writeRequiresMasterRead: false,
	};
}
