import type { Field, Form } from './fields';
import type { FreshsalesAccount } from './freshsalesAccount';
import type { Module } from './modules';
import type { FormRow } from './records';
import { type Api, route } from './router';

const FIRST_FIELD_ID = 402000020000;

/** Fields that have no column of their own: entries with labels, a link to another module. */
const GROUPS: Readonly<Record<Module<FormRow>['plural'], readonly [name: string, label: string][]>> = {
	contacts: [
		['emails', 'Emails'],
		['sales_accounts', 'Accounts'],
	],
	sales_accounts: [],
	deals: [],
};

/** The description of a form; custom fields may sit inside groups (contract 8). */
export function addFields<Kind extends FormRow>(api: Api, { plural, form }: Module<Kind>): void {
	route(api, 'GET', `/settings/${plural}/fields`, ({ account }) => ({
		fields: describe(account, form, plural).map((field, index) => ({
			id: FIRST_FIELD_ID + index,
			position: index + 1,
			visible: true,
			...field,
		})),
	}));
}

function describe(account: FreshsalesAccount, { fields, custom }: Form, plural: Module<FormRow>['plural']) {
	const required = account.settings.requiredFields[plural];
	const standard = fields.map((field) => describeField(field, true, required));
	const email = { name: 'email', label: 'Email', type: 'text', default: true, choices: [] };
	const groups = [...new Set(custom.flatMap(({ group }) => group ?? []))];
	const inGroup = (name: string | undefined) =>
		custom.filter(({ group }) => group === name).map((field) => describeField(field, false, required));
	return [
		...standard,
		...(plural === 'contacts' ? [{ ...email, required: required.includes('email') }] : []),
		...GROUPS[plural].map(([name, label]) => ({ ...groupField(name, label, true), fields: [] })),
		...inGroup(undefined),
		...groups.map((name) => ({ ...groupField(`cf_group_${name.toLowerCase()}`, name, false), fields: inGroup(name) })),
	];
}

function groupField(name: string, label: string, isStandard: boolean) {
	return { name, label, type: 'group_field', default: isStandard, required: false, choices: [] };
}

function describeField({ name, label, type, choices = [], unique = false }: Field, isStandard: boolean, required: readonly string[]) {
	return {
		name,
		label,
		type: type === 'decimal' ? 'number' : type,
		default: isStandard,
		required: required.includes(name),
		unique,
		readonly: type === 'formula',
		choices: choices.map(({ id, name: value }) => ({ id, value })),
	};
}
