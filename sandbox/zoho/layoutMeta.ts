import { presentFieldMeta } from './fieldMeta';
import { idAt } from './ids';
import type { Module } from './modules/modules';
import { PROFILE } from './orgData';
import { layoutId } from './references';
import type { ZohoOrg } from './zohoOrg';

const ACTIONS = { edit: true, rename: true, clone: true, downgrade: false, delete: false, deactivate: false, set_layout_permissions: true };

/** The only layout of a module; `required` adds to what the system demands (contract 8). */
export function presentLayout(org: ZohoOrg, module: Module): Record<string, unknown> {
	const fields = [...module.fields.values()].map((field, position) => {
		const { businesscard_supported, ...meta } = presentFieldMeta(org, module, field);
		const isPipeline = field.name === 'Pipeline' && org.settings.pipelines;
		return {
			...meta,
			businesscard_supported,
			required: field.mandatory || field.layoutRequired || isPipeline,
			sequence_number: position + 1,
		};
	});
	return {
		has_more_profiles: false,
		created_time: null,
		visible: true,
		created_for: null,
		profiles: [{ ...PROFILE, default: true }],
		source: 'crm',
		display_label: 'Standard',
		show_business_card: true,
		actions_allowed: ACTIONS,
		modified_time: null,
		api_name: 'Standard__s',
		name: 'Standard',
		modified_by: null,
		generated_type: 'default',
		id: layoutId(module),
		status: 'active',
		sections: [
			{
				isSubformSection: false,
				type: 'used',
				display_label: `${module.label.one} Information`,
				mode: 'normal',
				sequence_number: 1,
				actions_allowed: { edit_properties: true, delete: false },
				tab_traversal: 2,
				api_name: `${module.name}_Information`,
				column_count: 2,
				name: `${module.label.one} Information`,
				generated_type: 'default',
				id: idAt(4_000 + module.position),
				fields,
			},
		],
	};
}
