import type { Scope } from './access';
import { invalidData, invalidModule, paramMissing } from './errors';
import { presentFieldMeta } from './fieldMeta';
import { idAt } from './ids';
import { type Module, MODULES } from './modules/modules';
import { PIPELINES, PROFILE, TOKEN_USER } from './orgData';
import { layoutId, reference, userOf, viewId } from './references';
import type { Call, Route } from './router';
import { presentLayout } from './layoutMeta';

const settings = (area: string): (() => Scope[]) => {
	return () => [[`ZohoCRM.settings.${area}`, 'READ']];
};

/** The `module` parameter of a metadata call. */
function moduleParam({ org, query }: Call): Module {
	if (query.module === undefined) throw paramMissing('module');
	const module = org.module(query.module);
	if (!module) throw invalidModule();
	return module;
}

/** Metadata for dynamic choices (contract 8). */
export const metadataRoutes: readonly Route[] = [
	{
		method: 'GET',
		url: '/settings/fields',
		scopes: settings('fields'),
		handle(call) {
			const module = moduleParam(call);
			return { fields: [...module.fields.values()].map((field) => presentFieldMeta(call.org, module, field)) };
		},
	},
	{
		method: 'GET',
		url: '/settings/modules',
		scopes: settings('modules'),
		handle({ org }) {
			const modules = [...MODULES.values()].filter(({ name }) => org.module(name));
			return { modules: modules.map((module) => presentModule(module, org.settings.readOnlyModules)) };
		},
	},
	{
		method: 'GET',
		url: '/settings/layouts',
		scopes: settings('layouts'),
		handle: (call) => ({ layouts: [presentLayout(call.org, moduleParam(call))] }),
	},
	{
		method: 'GET',
		url: '/settings/pipeline',
		scopes: settings('pipeline'),
		handle({ org, query }) {
			if (query.layout_id !== layoutId(MODULES.get('Deals')!)) throw invalidData({ param_name: 'layout_id' });
			if (!org.settings.pipelines) return undefined;
			return { pipeline: PIPELINES.map(presentPipeline) };
		},
	},
	{
		method: 'GET',
		url: '/settings/custom_views',
		scopes: settings('custom_views'),
		handle(call) {
			const module = moduleParam(call);
			return { custom_views: [presentView(module)], info: { ...VIEW_INFO, default: viewId(module) } };
		},
	},
	{
		method: 'GET',
		url: '/settings/duplicate_check_preference',
		scopes: settings('duplicate_check_preference'),
		// Only leads can be checked against other modules, and here that is off.
		handle(call) {
			moduleParam(call);
			return undefined;
		},
	},
];

function presentPipeline({ id, name, stages }: (typeof PIPELINES)[number], position: number) {
	return {
		display_value: name,
		default: position === 0,
		actual_value: name,
		id,
		maps: stages.map((stage, index) => ({
			display_value: stage,
			sequence_number: index + 1,
			forecast_category: FORECASTS[stage] ?? { name: 'Pipeline', id: idAt(401) },
			actual_value: stage,
			id: idAt(500 + position * 50 + index),
			forecast_type: stage.startsWith('Closed') ? stage : 'Open',
		})),
	};
}

const FORECASTS: Readonly<Record<string, { name: string; id: string }>> = {
	'Closed Won': { name: 'Closed', id: idAt(402) },
	'Closed Lost': { name: 'Omitted', id: idAt(403) },
};

const VIEW_INFO = {
	per_page: 200,
	count: 1,
	page: 1,
	more_records: false,
	translation: {
		public_views: 'Public Views',
		other_users_views: "Other Users' Views",
		shared_with_me: 'Shared with Me',
		created_by_me: 'Created By Me',
	},
};

function presentView(module: Module) {
	return {
		display_value: `All ${module.label.many}`,
		system_name: 'ALLVIEWS',
		name: `All ${module.label.many}`,
		access_type: 'public',
		category: 'public_views',
		system_defined: true,
		default: true,
		module: { api_name: module.name, id: reference(module) },
		created_by: userOf(TOKEN_USER.id),
		modified_by: userOf(TOKEN_USER.id),
		id: viewId(module),
	};
}

function presentModule(module: Module, readOnlyModules: readonly string[]) {
	const writable = !readOnlyModules.includes(module.name);
	return {
		global_search_supported: true,
		public_fields_configured: false,
		recycle_bin_on_delete: true,
		has_more_profiles: false,
		sub_menu_available: true,
		profile_count: 1,
		deletable: writable,
		description: null,
		creatable: writable,
		editable: writable,
		viewable: true,
		visibility: 1,
		convertable: module.name === 'Leads',
		api_supported: true,
		show_as_tab: true,
		quick_create: true,
		modified_time: null,
		modified_by: null,
		id: reference(module),
		api_name: module.name,
		// Deals and meetings keep an old name beside the new one.
		module_name: OLD_NAMES[module.name] ?? module.name,
		plural_label: module.label.many,
		singular_label: module.label.one,
		generated_type: 'default',
		profiles: [PROFILE],
		parent_module: {},
		status: 'visible',
		sequence_number: module.position + 1,
	};
}

const OLD_NAMES: Readonly<Record<string, string>> = { Deals: 'Potentials' };
