import { ORG, PROFILE, ROLE, TOKEN_USER, USERS, type User } from './orgData';
import { wholeNumber } from './paging';
import type { Route } from './router';
import { stamp } from './times';
import type { ZohoOrg } from './zohoOrg';

const MAX_PER_PAGE = 200;

const USER_TYPES: Readonly<Record<string, (user: User) => boolean>> = {
	AllUsers: () => true,
	ActiveUsers: ({ active }) => active,
	DeactiveUsers: ({ active }) => !active,
	ActiveConfirmedUsers: ({ active }) => active,
	AdminUsers: ({ active }) => active,
	CurrentUser: ({ id }) => id === TOKEN_USER.id,
};

/** Who is there and what the org is (contract 1.4, 8). */
export const orgRoutes: readonly Route[] = [
	{
		method: 'GET',
		url: '/users',
		scopes: () => [['ZohoCRM.users', 'READ']],
		handle({ org, query }) {
			const found = USERS.filter(USER_TYPES[query.type ?? 'AllUsers'] ?? (() => false));
			const perPage = Math.min(wholeNumber(query.per_page, MAX_PER_PAGE, 'per_page'), MAX_PER_PAGE);
			const page = wholeNumber(query.page, 1, 'page');
			const users = found.slice((page - 1) * perPage, page * perPage);
			if (users.length === 0) return undefined;
			const info = { per_page: perPage, count: users.length, page, more_records: page * perPage < found.length };
			return { users: users.map((user) => presentUser(org, user)), info };
		},
	},
	{
		method: 'GET',
		url: '/org',
		scopes: () => [['ZohoCRM.org', 'READ']],
		handle: ({ org }) => ({ org: [presentOrg(org)] }),
	},
];

function presentUser({ settings }: ZohoOrg, { id, firstName, lastName, email, active }: User) {
	return {
		id,
		first_name: firstName,
		last_name: lastName,
		full_name: `${firstName} ${lastName}`,
		email,
		status: active ? 'active' : 'disabled',
		confirm: true,
		role: ROLE,
		profile: PROFILE,
		time_zone: id === TOKEN_USER.id ? settings.userTimeZone : ORG.timeZone,
		language: 'en_US',
		locale: 'en_US',
		zuid: String(800_000_000 + Number(id.slice(-6))),
	};
}

function presentOrg({ settings }: ZohoOrg) {
	return {
		id: ORG.id,
		zgid: ORG.zgid,
		company_name: ORG.name,
		domain_name: ORG.domainName,
		time_zone: ORG.timeZone,
		country: 'US',
		country_code: 'US',
		currency: 'US Dollar',
		currency_symbol: '$',
		currency_locale: 'en_US',
		type: 'production',
		created_time: stamp(ORG.createdAt, settings.userTimeZone),
		license_details: {
			paid: settings.tier !== 'free',
			paid_type: settings.tier,
			users_license_purchased: USERS.length,
			portal_users_license_purchased: 0,
			trial_type: null,
			trial_expiry: null,
			paid_expiry: null,
		},
	};
}
