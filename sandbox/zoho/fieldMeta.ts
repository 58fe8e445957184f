import { type DataType, type Field, JSON_TYPES } from './modules/field';
import { type Module, moduleNamed } from './modules/modules';
import { fieldId, reference } from './references';
import type { ZohoOrg } from './zohoOrg';

const NOT_SORTABLE: DataType[] = ['textarea', 'jsonarray', 'multiselectpicklist'];

/** What the API says about a field (contract 8). Much of it never varies here. */
export function presentFieldMeta(org: ZohoOrg, module: Module, field: Field): Record<string, unknown> {
	const writable = !field.readOnly;
	return {
		...CONSTANT,
		id: fieldId(module, field.name),
		api_name: field.name,
		field_label: field.label,
		display_label: field.label,
		data_type: field.type,
		json_type: JSON_TYPES[field.type],
		length: field.length,
		custom_field: field.custom,
		created_source: field.custom ? 'crm' : 'default',
		system_mandatory: field.mandatory,
		read_only: field.readOnly,
		field_read_only: field.readOnly,
		sortable: !NOT_SORTABLE.includes(field.type),
		operation_type: { web_update: writable, api_create: writable, web_create: writable, api_update: writable },
		view_type: { view: true, edit: writable, quick_create: field.mandatory, create: writable },
		unique: org.isUnique(module, field) ? { case_sensitive: false } : {},
		external: field.external ? { type: 'org', show: true } : null,
		pick_list_values: field.options.map(({ display, actual }, position) => ({
			display_value: display,
			sequence_number: position + 1,
			reference_value: actual,
			actual_value: actual,
			id: `${fieldId(module, field.name)}${position}`.slice(-19),
			type: 'used',
		})),
		lookup: lookupOf(module, field),
		display_field: field.name === module.nameField,
	};
}

function lookupOf(module: Module, { name, label, lookup }: Field): Record<string, unknown> {
	if (lookup === undefined) return {};
	const target =
		lookup === 'se_module'
			? { api_name: 'se_module', crypt: false, id: reference(module) }
			: { api_name: lookup, crypt: false, id: reference(moduleNamed(lookup)) };
	return { display_label: label, api_name: name, module: target, id: fieldId(module, name) };
}

const CONSTANT = {
	webhook: true,
	colour_code_enabled_by_system: false,
	type: 'used',
	association_details: null,
	businesscard_supported: true,
	multi_module_lookup: {},
	filterable: true,
	visible: true,
	profiles: [],
	separator: false,
	searchable: true,
	history_tracking_enabled: false,
	enable_colour_code: false,
	virtual_field: false,
	range: null,
	display_type: -1,
	ui_type: 1,
	public: false,
	email_parser: { fields_update_supported: false, record_operations_supported: true },
	currency: {},
	convert_mapping: {},
	rollup_summary: {},
	pick_list_values_sorted_lexically: false,
	formula: {},
	mass_update: true,
	multiselectlookup: {},
	auto_number: {},
};
