import { sees } from './access';
import { primaryOf } from './emails';
import { invalid } from './errors';
import type { FreshsalesAccount } from './freshsalesAccount';
import { CONTACTS, DEALS, has, type Module, SALES_ACCOUNTS } from './modules';
import { type User, USERS } from './portal';
import { displayName } from './present';
import { countOf, textOf, wordsOf } from './query';
import type { FormRow } from './records';
import { type Api, type Call, route } from './router';
import { sideLoad } from './sideLoad';

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
		const entry = <Kind extends FormRow>(module: Module<Kind>) =>
			entities.includes(module.singular) ? [[module.plural, lookUp(call, module, field, q)]] : [];
		return Object.fromEntries([...entry(CONTACTS), ...entry(SALES_ACCOUNTS), ...entry(DEALS)]);
	});
}

/** Below the name of the module the same name once more (contract 3). */
function lookUp<Kind extends FormRow>({ account, user, query }: Call, module: Module<Kind>, field: string, q: string) {
	const include = wordsOf(query, 'include');
	const rows = searchable(account, user, module).filter((row) => has(module, row, field, q));
	return {
		[module.plural]: rows.map((row) => module.present(account, row, include)),
		...sideLoad(account, module.beside, rows, include),
	};
}

function searchable<Kind extends FormRow>(account: FreshsalesAccount, user: User, module: Module<Kind>): Kind[] {
	return module
		.table(account)
		.searchable()
		.filter((row) => sees(user, row));
}

function everything({ account, user }: Call): Hit[] {
	const visible = <Kind extends FormRow>(module: Module<Kind>) => searchable(account, user, module);
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
