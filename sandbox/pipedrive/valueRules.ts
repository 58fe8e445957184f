import { badRequest, invalid } from './errors';
import type { PipedriveAccount } from './pipedriveAccount';
import type { Kind } from './records';
import { clockTime, instantOf, isDate } from './stamps';

/** Checks one value of a body and answers how it is kept; `null` never comes here. */
export type Rule = (value: unknown, path: string, account: PipedriveAccount) => unknown;

type Item = Record<string, unknown>;

const ADDRESS_PARTS = [
	'country',
	'admin_area_level_1',
	'admin_area_level_2',
	'locality',
	'sublocality',
	'route',
	'street_number',
	'subpremise',
	'postal_code',
];

/** Nothing is converted: "5" is no number and 1 no boolean (contract 0). */
const expecting = (type: string, matches: (value: unknown) => boolean): Rule => {
	return (value, path) => {
		if (!matches(value)) throw invalid(path, `Expected '${type}'`);
		return value;
	};
};

export const text = expecting('string', (value) => typeof value === 'string');
export const filledText = expecting('non-empty string', (value) => typeof value === 'string' && value.trim() !== '');
export const number = expecting('number', (value) => typeof value === 'number');
export const integer = expecting('integer', Number.isInteger);
export const flag = expecting('boolean', (value) => typeof value === 'boolean');
export const date = expecting('date', isDate);
const objectOnly = expecting('object', (value) => typeof value === 'object' && !Array.isArray(value));
const arrayOnly = expecting('array', Array.isArray);

export const oneOf = (...allowed: unknown[]) =>
	expecting(`one of ${allowed.join(', ')}`, (value) => allowed.includes(value));

/** A time of day; kept with seconds. */
export const timeOfDay: Rule = (value, path) => {
	const time = clockTime(value);
	if (time === undefined) throw invalid(path, `'${String(value)}' is not a valid time`);
	return time;
};

/** Kept in milliseconds. */
export const datetime: Rule = (value, path) => {
	const time = instantOf(value);
	if (time === undefined) throw invalid(path, `'${String(value)}' is not a valid datetime`);
	return time;
};

/** Parts that are left out become null (contract 2.2). */
export const address: Rule = (value, path) => {
	const given = objectOnly(value, path, undefined as never) as Item;
	text(given.value, `${path}.value`, undefined as never);
	return Object.fromEntries(['value', ...ADDRESS_PARTS].map((part) => [part, given[part] ?? null]));
};

/** Objects, never strings; one of them is the primary (contract 2.1). */
export const contactPoints: Rule = (value, path, account) => {
	const items = listOfObjects(value, path, account);
	items.forEach((item, index) => text(item.value, `${path}.${index}.value`, account));
	if (items.filter(({ primary }) => primary === true).length > 1) throw invalid(path, 'Only one item can be primary');
	const primary = Math.max(
		0,
		items.findIndex((item) => item.primary === true),
	);
	return items.map((item, index) => ({ value: item.value, primary: index === primary, label: item.label ?? 'work' }));
};

/** The first is the primary one unless another says so. */
export const participants: Rule = (value, path, account) => {
	const items = listOfObjects(value, path, account);
	items.forEach((item, index) => link('persons', 'Person')(item.person_id, `${path}.${index}.person_id`, account));
	const primary = Math.max(
		0,
		items.findIndex((item) => item.primary === true),
	);
	return items.map(({ person_id }, index) => ({ person_id, primary: index === primary }));
};

export const attendees: Rule = (value, path, account) =>
	listOfObjects(value, path, account).map((item, index) => {
		text(item.email, `${path}.${index}.email`, account);
		return {
			email: item.email,
			name: item.name ?? null,
			status: item.status ?? 'noreply',
			is_organizer: item.is_organizer ?? false,
			person_id: item.person_id ?? null,
			user_id: item.user_id ?? null,
		};
	});

/** The id of a living record; what an unknown one answers is unverified. */
export function link(kind: Kind, label: string): Rule {
	return (value, path, account) => {
		(kind === 'leads' ? text : integer)(value, path, account);
		if (!account.records(kind).living(value)) throw badRequest(`${label} with id ${String(value)} was not found`);
		return value;
	};
}

export const user: Rule = (value, path, account) => {
	integer(value, path, account);
	if (!account.user(value)) throw badRequest(`User with id ${String(value)} was not found`);
	return value;
};

/** Ids of the options of a field with labels. */
export function labels(kind: 'persons' | 'organizations' | 'deals'): Rule {
	return (value, path, account) => {
		const options = account.fields[kind].find(({ field_code }) => field_code === 'label_ids')?.options ?? [];
		for (const id of arrayOnly(value, path, account) as unknown[]) {
			integer(id, path, account);
			if (!options.some((option) => option.id === id)) throw invalid(path, `Unknown label '${String(id)}'`);
		}
		return value;
	};
}

function listOfObjects(value: unknown, path: string, account: PipedriveAccount): Item[] {
	const items = arrayOnly(value, path, account) as unknown[];
	return items.map((item, index) => objectOnly(item, `${path}.${index}`, account) as Item);
}
