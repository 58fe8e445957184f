import {
	ACTIVITY_TYPES,
	COMPANY,
	CURRENCIES,
	LEAD_LABELS,
	LEAD_SOURCES,
	PIPELINES,
	STAGES,
	type User,
	USERS,
} from './company';
import { decodeCursor, encodeCursor } from './cursors';
import { CONTACT_SCOPES, DEAL_SCOPES } from './entityType';
import { entityNotFound } from './errors';
import { type Field, POSTAL_ADDRESS } from './fields';
import { offsetPage } from './offsetPages';
import type { PipedriveAccount } from './pipedriveAccount';
import { choiceOf, integerOf, limitOf, listOf, type Query, textOf } from './query';
import type { EntityKind } from './records';
import { type Api, type Call, route } from './router';

const LEADS = ['leads:read', 'leads:full'];

/** Fields by the first part of their path. Of activities the spec says so: only `admin` reads them with OAuth. */
const FIELD_LISTS: readonly { path: string; kind: EntityKind; scopes: readonly string[] }[] = [
	{ path: '/personFields', kind: 'persons', scopes: [...CONTACT_SCOPES.read, 'admin', 'contact-fields:full'] },
	{
		path: '/organizationFields',
		kind: 'organizations',
		scopes: [...CONTACT_SCOPES.read, 'admin', 'contact-fields:full'],
	},
	{ path: '/dealFields', kind: 'deals', scopes: [...DEAL_SCOPES.read, 'admin', 'deal-fields:full'] },
	{ path: '/activityFields', kind: 'activities', scopes: ['admin'] },
];

/** What a node's menus are made of (contract 8). */
export function registerMetadata(api: Api): void {
	registerFields(api);
	registerPipelines(api);
	registerLists(api);
	registerUsers(api);
}

function registerFields(api: Api): void {
	for (const { path, kind, scopes } of FIELD_LISTS) {
		const endpoint = { version: 'v2', method: 'GET', path, cost: 10, scopes } as const;
		route(api, endpoint, ({ account, query }) =>
			cursorPage(
				query,
				fieldsOf(account, kind).map((field) => describe(field, query)),
			),
		);
		route<{ code: string }>(api, { ...endpoint, path: `${path}/:code`, cost: 1 }, ({ account, params, query }) => {
			const field = fieldsOf(account, kind).find(({ field_code }) => field_code === params.code);
			if (!field) throw entityNotFound('Field');
			return { data: describe(field, query) };
		});
	}
	const leadFields = {
		version: 'v1',
		method: 'GET',
		path: '/leadFields',
		cost: 20,
		scopes: [...LEADS, 'admin'],
	} as const;
	route(api, leadFields, ({ account, query }) => {
		const { items, paging } = offsetPage(query, account.fields.deals.map(oldShape));
		return { data: items, additional_data: paging };
	});
}

function fieldsOf({ fields, settings }: PipedriveAccount, kind: EntityKind): Field[] {
	return kind === 'persons' && settings.contactSync ? [...fields.persons, POSTAL_ADDRESS] : fields[kind];
}

function registerPipelines(api: Api): void {
	const endpoint = {
		version: 'v2',
		method: 'GET',
		path: '/pipelines',
		cost: 5,
		scopes: [...DEAL_SCOPES.read, 'admin'],
	} as const;
	route(api, endpoint, ({ query }) => cursorPage(query, PIPELINES));
	route(api, { ...endpoint, path: '/stages' }, ({ query }) => {
		const pipeline = integerOf(query, 'pipeline_id');
		return cursorPage(
			query,
			STAGES.filter(({ pipeline_id }) => pipeline === undefined || pipeline_id === pipeline),
		);
	});
	for (const [path, label, items] of [
		['/pipelines', 'Pipeline', PIPELINES],
		['/stages', 'Stage', STAGES],
	] as const) {
		route<{ id: string }>(api, { ...endpoint, path: `${path}/:id`, cost: 1 }, ({ params }) => {
			const found = items.find(({ id }) => id === Number(params.id));
			if (!found) throw entityNotFound(label);
			return { data: found };
		});
	}
}

/** Lists of v1 that have no pages. */
function registerLists(api: Api): void {
	for (const [path, cost, data, scopes] of [
		['/activityTypes', 20, ACTIVITY_TYPES, ['activities:read', 'activities:full', 'admin']],
		['/leadLabels', 10, LEAD_LABELS, LEADS],
		['/leadSources', 2, LEAD_SOURCES, LEADS],
		['/currencies', 20, CURRENCIES, ['base']],
	] as const) {
		route(api, { version: 'v1', method: 'GET', path, cost, scopes }, () => ({ data }));
	}
}

function registerUsers(api: Api): void {
	const endpoint = { version: 'v1', method: 'GET', path: '/users', cost: 20, scopes: ['users:read'] } as const;
	route(api, endpoint, (call) => ({ data: USERS.map((user) => presentUser(user, call)) }));
	route(api, { ...endpoint, path: '/users/me', cost: 2, scopes: ['base', 'users:read'] }, (call) => {
		const { currency: _none, serverZone: _either, ...company } = COMPANY;
		const language = { language_code: 'en', country_code: 'US' };
		return { data: { ...presentUser(call.caller.user, call), ...company, language } };
	});
}

function presentUser({ id, name, email, isAdmin, isActive }: User, { caller }: Call) {
	return {
		id,
		name,
		default_currency: COMPANY.currency,
		locale: 'et_EE',
		lang: 1,
		email,
		phone: null,
		activated: true,
		last_login: '2026-11-01 08:00:00',
		created: '2024-03-01 09:00:00',
		modified: '2026-11-01 08:00:00',
		has_created_company: isAdmin,
		access: [{ app: 'sales', admin: isAdmin, permission_set_id: '62cc4d7f-4038-4352-abf3-a8c1c822b631' }],
		active_flag: isActive,
		timezone_name: 'Europe/Tallinn',
		timezone_offset: '+02:00',
		role_id: 1,
		icon_url: null,
		is_you: id === caller.user.id,
		is_deleted: false,
	};
}

function describe(field: Field, query: Query): object {
	const asked = listOf(query, 'include_fields');
	return {
		...field,
		subfields: null,
		...(asked.includes('ui_visibility')
			? { ui_visibility: { add_visible_flag: true, details_visible_flag: true } }
			: {}),
		...(asked.includes('required_fields')
			? { required_fields: { enabled: ['name', 'title'].includes(field.field_code) } }
			: {}),
	};
}

/** A field as v1 answers it. */
function oldShape({ field_code, field_name, field_type, options, is_custom_field }: Field, index: number): object {
	return {
		id: index + 1,
		key: field_code,
		name: field_name,
		order_nr: index,
		field_type,
		options,
		edit_flag: is_custom_field,
		active_flag: true,
		mandatory_flag: field_code === 'title',
	};
}

type Item = { id?: number | string; order_nr?: number; update_time?: string; add_time?: string };

function cursorPage<Content extends object>(query: Query, items: readonly Content[]): object {
	const limit = limitOf(query, 500);
	const sortBy = choiceOf(query, 'sort_by', ['id', 'update_time', 'add_time', 'order_nr']);
	const sign = choiceOf(query, 'sort_direction', ['asc', 'desc']) === 'desc' ? -1 : 1;
	const keyOf = (item: Item) => (sortBy && item[sortBy]) ?? 0;
	const ordered = sortBy
		? items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -sign : keyOf(a) > keyOf(b) ? sign : 0))
		: items;
	const cursor = textOf(query, 'cursor');
	const { start } = cursor === undefined ? { start: 0 } : decodeCursor<{ start: number }>(cursor);
	const end = start + limit;
	const next_cursor = end < items.length ? encodeCursor({ start: end }) : null;
	return { data: ordered.slice(start, end), additional_data: { next_cursor } };
}
