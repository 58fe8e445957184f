import { sees } from './access';
import { primaryOf } from './emails';
import { invalid } from './errors';
import { CONTACTS, DEALS, type Module, SALES_ACCOUNTS } from './modules';
import { USERS } from './portal';
import { displayName } from './present';
import { countOf, textOf, wordsOf } from './query';
import type { Contact, FormRow } from './records';
import { type Api, type Call, route } from './router';
import { BESIDE_CONTACTS, sideLoad } from './sideLoad';

const DEFAULT_PER_PAGE = 25;

interface Hit {
	/** A text here, a number everywhere else (contract 3). */
	id: string;
	type: string;
	name: string;
	email: string | null;
	mobile_number: string | null;
	avatar: null;
}

/** Free text over everything, and exact values of one field; both see a write late (contract 4). */
export function addSearch(api: Api): void {
	route(api, 'GET', '/search', (call) => {
		const words = (textOf(call.query, 'q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
		const include = wordsOf(call.query, 'include');
		if (words.length === 0) return [];
		return everything(call)
			.filter(({ type }) => include.length === 0 || include.includes(type))
			.filter((hit) => words.every((word) => textsOf(hit).some((text) => text.toLowerCase().includes(word))))
			.slice(0, countOf(call.query, 'per_page', DEFAULT_PER_PAGE));
	});

	route(api, 'GET', '/lookup', (call) => {
		const q = textOf(call.query, 'q');
		const field = textOf(call.query, 'f');
		const entities = wordsOf(call.query, 'entities');
		if (!q || !field || entities.length === 0) throw invalid('base', 'Invalid or missing attributes');
		const include = wordsOf(call.query, 'include');
		return Object.fromEntries(
			[CONTACTS, SALES_ACCOUNTS, DEALS]
				.filter(({ singular }) => entities.includes(singular))
				.map((module) => [module.plural, lookUp(call, module as unknown as Module<FormRow>, { field, q, include })]),
		);
	});
}

interface Lookup {
	field: string;
	q: string;
	include: readonly string[];
}

/** The name of the module twice, one inside the other (contract 3). */
function lookUp({ account, user }: Call, module: Module<FormRow>, { field, q, include }: Lookup) {
	const rows = module
		.table(account)
		.searchable()
		.filter((row) => sees(user, row) && (module.has(row, field, q) || (field === 'name' && isCalled(module, row, q))));
	const beside = module.singular === 'contact' ? sideLoad(account, BESIDE_CONTACTS, rows as Contact[], include) : {};
	return { [module.plural]: rows.map((row) => module.present(account, row, include)), ...beside };
}

function isCalled({ singular }: Module<FormRow>, row: FormRow, q: string): boolean {
	return singular === 'contact' && displayName(row as Contact).toLowerCase() === q.toLowerCase();
}

function everything({ account, user }: Call): Hit[] {
	const visible = <Kind extends FormRow>(module: Module<Kind>) =>
		module.table(account).searchable().filter((row) => sees(user, row));
	return [
		...visible(CONTACTS).map((row) =>
			hit('contact', row.id, displayName(row), primaryOf(row.emails), row.values.mobile_number),
		),
		...visible(SALES_ACCOUNTS).map((row) => hit('sales_account', row.id, String(row.values.name))),
		...visible(DEALS).map((row) => hit('deal', row.id, String(row.values.name))),
		...USERS.map(({ id, display_name, email }) => hit('user', id, display_name, email)),
	];
}

function hit(type: string, id: number, name: string, email: string | null = null, mobile: unknown = null): Hit {
	return { id: String(id), type, name, email, mobile_number: mobile ? String(mobile) : null, avatar: null };
}

const textsOf = ({ name, email, mobile_number }: Hit) => [name, email ?? '', mobile_number ?? ''];
