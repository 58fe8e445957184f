import { presentFieldMeta } from './fieldMeta';
import { idAt } from './ids';
import type { Field } from './modules/field';
import type { Module } from './modules/modules';
import { layoutId } from './references';
import type { ZohoOrg } from './zohoOrg';

/** The only layout of a module; `required` adds to what the system demands (contract 8). */
export function presentLayout(org: ZohoOrg, module: Module): Record<string, unknown> {
	const title = `${module.label.one} Information`;
	return {
		has_more_profiles: false,
		created_time: null,
		visible: true,
		created_for: null,
		// Only users who may customise modules see which profiles a layout is for.
		profiles: null,
		source: 'crm',
		display_label: 'Standard',
		show_business_card: true,
		actions_allowed: LAYOUT_ACTIONS,
		modified_time: null,
		api_name: 'Standard__s',
		name: 'Standard',
		modified_by: null,
		generated_type: 'system',
		id: layoutId(module),
		status: 'active',
		sections: [
			{
				isSubformSection: false,
				display_label: title,
				mode: 'all',
				sequence_number: 1,
				actions_allowed: SECTION_ACTIONS,
				tab_traversal: 'left_to_right',
				api_name: title.replaceAll(' ', '_'),
				column_count: 2,
				name: title,
				generated_type: 'default',
				id: idAt(4_000 + module.position),
				fields: [...module.fields.values()].map((field, position) => ({
					...presentLayoutField(org, module, field),
					sequence_number: position + 1,
				})),
			},
		],
	};
}

/** A field as a layout shows it: not quite as the list of fields does. */
function presentLayoutField(org: ZohoOrg, module: Module, field: Field): Record<string, unknown> {
	const { email_parser: _unused, ...meta } = presentFieldMeta(org, module, field);
	const isPipeline = field.name === 'Pipeline' && org.settings.pipelines;
	return {
		...meta,
		external: null,
		created_source: 'default',
		pick_list_values: (meta.pick_list_values as object[]).map((option) => ({ ...option, maps: [] })),
		required: field.mandatory || field.layoutRequired || isPipeline,
	};
}

const LAYOUT_ACTIONS = {
	edit: true,
	rename: true,
	clone: true,
	downgrade: false,
	delete: false,
	deactivate: false,
	set_layout_permissions: true,
};

const SECTION_ACTIONS = {
	add_field: true,
	rename: true,
	change_tab_traversal: true,
	reorder: true,
	remove_field: true,
	change_column_count: true,
	delete: false,
};
