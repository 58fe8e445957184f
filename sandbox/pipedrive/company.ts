/** Tokens that are always valid; one per user (contract 1.1). */
export const API_TOKENS = {
	admin: 'sandbox0admin0api0token000000000000000fa',
	regular: 'sandbox0regular0api0token0000000000000fa',
} as const;

export const OAUTH_CLIENT = { id: 'sandbox-client', secret: 'sandbox-secret' };

/** An access token that never expires, and the refresh token that belongs to it. */
export const ACCESS_TOKEN = 'sandbox-access-0000';
export const REFRESH_TOKEN = 'sandbox-refresh-0000';

/** What the app of a node asks for (contract 1.2). */
export const APP_SCOPES = [
	'base',
	'contacts:full',
	'leads:full',
	'activities:full',
	'deals:full',
	'search:read',
	'users:read',
];

export const COMPANY = {
	company_id: 77_001,
	company_name: 'Northwind Renovations',
	company_domain: 'northwind-sandbox',
	company_country: 'EE',
	company_industry: 'Construction',
	currency: 'EUR',
	/** Not the users' zone: the daily budget starts anew at its midnight (contract 6). */
	serverZone: 'Europe/Berlin',
};

export interface User {
	id: number;
	name: string;
	email: string;
	isAdmin: boolean;
	isActive: boolean;
}

export const USERS: readonly User[] = [
	{ id: 501, name: 'Mari Tamm', email: 'mari.tamm@northwind.example', isAdmin: true, isActive: true },
	{ id: 502, name: 'Jonas Berg', email: 'jonas.berg@northwind.example', isAdmin: false, isActive: true },
	{ id: 503, name: 'Lea Novak', email: 'lea.novak@northwind.example', isAdmin: false, isActive: false },
];

const SINCE = '2024-03-01T09:00:00Z';

export const PIPELINES = ['Sales', 'Service contracts'].map((name, index) => ({
	id: index + 1,
	name,
	order_nr: index + 1,
	is_deleted: false,
	is_deal_probability_enabled: index === 0,
	add_time: SINCE,
	update_time: SINCE,
}));

const stage = (pipeline_id: number, firstId: number) => (name: string, index: number) => ({
	id: firstId + index,
	order_nr: index + 1,
	name,
	is_deleted: false,
	deal_probability: 100,
	pipeline_id,
	is_deal_rot_enabled: false,
	days_to_rotten: null,
	add_time: SINCE,
	update_time: SINCE,
});

export const STAGES = [
	...['Qualified', 'Contact Made', 'Demo Scheduled', 'Proposal Made'].map(stage(1, 1)),
	...['Offer', 'Signed'].map(stage(2, 11)),
];

/** What activities are sent with is the `key_string` (contract 8). */
export const ACTIVITY_TYPES = [
	['call', 'Call', 'call'],
	['meeting', 'Meeting', 'meeting'],
	['task', 'Task', 'task'],
	['deadline', 'Deadline', 'deadline'],
	['email', 'Email', 'email'],
	['lunch', 'Lunch', 'lunch'],
	['site_visit', 'Site visit', 'signpost'],
].map(([key_string, name, icon_key], index) => ({
	id: index + 1,
	order_nr: index + 1,
	name,
	key_string,
	icon_key,
	active_flag: key_string !== 'lunch',
	color: 'FFFFFF',
	is_custom_flag: key_string === 'site_visit',
	add_time: '2024-03-01 09:00:00',
	update_time: '2024-03-01 09:00:00',
}));

export const LEAD_LABELS = [
	['f08b42a0-4e75-11ea-9643-03698ef1cfd6', 'Hot', 'red'],
	['f08b42a1-4e75-11ea-9643-03698ef1cfd6', 'Warm', 'yellow'],
	['f08b69b0-4e75-11ea-9643-03698ef1cfd6', 'Cold', 'blue'],
].map(([id, name, color]) => ({
	id,
	name,
	color,
	add_time: '2024-03-01T09:00:00.000Z',
	update_time: '2024-03-01T09:00:00.000Z',
}));

export const LEAD_SOURCES = [
	'Manually created',
	'Deal',
	'Web forms',
	'Prospector',
	'Leadbooster',
	'Live chat',
	'Import',
	'Website visitors',
	'Workflow automation',
	'API',
].map((name) => ({ name }));

export const CURRENCIES = [
	['EUR', 'Euro', '€'],
	['USD', 'US Dollar', '$'],
	['GBP', 'British Pound', '£'],
].map(([code, name, symbol], index) => ({
	id: index + 1,
	code,
	name,
	decimal_points: 2,
	symbol,
	active_flag: true,
	is_custom_flag: false,
}));
