/** What the account's administrators have set up; every account starts with something like it. */

/** The part of the host that is the account's (contract 1). */
export const BUNDLE_ALIAS = 'acme';

export interface User {
	id: number;
	display_name: string;
	email: string;
	is_active: boolean;
	/** Restricted users see what they own, and no lists of settings (contract 1, 8). */
	role: 'admin' | 'restricted';
}

export const USERS: readonly User[] = [
	{ id: 402000000001, display_name: 'Dana Reyes', email: 'dana@northwind.example', is_active: true, role: 'admin' },
	{ id: 402000000002, display_name: 'Omar Haddad', email: 'omar@northwind.example', is_active: true, role: 'restricted' },
	{ id: 402000000003, display_name: 'Ines Moreau', email: 'ines@northwind.example', is_active: false, role: 'restricted' },
];

/** A key acts as its user (contract 1). */
export const API_KEYS: Readonly<Record<'admin' | 'restricted', string>> = {
	admin: 'freshsales-sandbox-admin-key',
	restricted: 'freshsales-sandbox-restricted-key',
};

export const USER_OF_KEY: ReadonlyMap<string, User> = new Map(
	[API_KEYS.admin, API_KEYS.restricted].map((key, index) => [key, USERS[index]]),
);

export interface Named {
	id: number;
	name: string;
	position: number;
}

/** Numbers a list of names from an id on. */
export function named(firstId: number, names: readonly string[]): Named[] {
	return names.map((name, index) => ({ id: firstId + index, name, position: index + 1 }));
}

export interface LifecycleStage extends Named {
	type: string;
	statuses: readonly Named[];
}

function stage(id: number, position: number, name: string, statusNames: readonly string[]): LifecycleStage {
	return { id, position, name, type: name, statuses: named(id + 100, statusNames) };
}

/** Their order is the way a contact goes; a status belongs to one stage (contract 2.1). */
export const LIFECYCLE_STAGES: readonly LifecycleStage[] = [
	stage(402000001000, 1, 'Lead', ['New', 'Contacted', 'Interested', 'Unqualified']),
	stage(402000002000, 2, 'Sales Qualified Lead', ['Qualified', 'In discussion', 'Lost']),
	stage(402000003000, 3, 'Customer', ['Won', 'Churned']),
];

export const LEAD_STAGE = LIFECYCLE_STAGES[0];

export const STAGE_OF_STATUS: ReadonlyMap<number, LifecycleStage> = new Map(
	LIFECYCLE_STAGES.flatMap((each) => each.statuses.map(({ id }) => [id, each])),
);

export interface DealStage extends Named {
	forecast_type: 'Open' | 'Closed Won' | 'Closed Lost';
	probability: number;
	deal_pipeline_id: number;
}

export interface Pipeline {
	id: number;
	name: string;
	is_default: boolean;
	stages: readonly DealStage[];
}

const FORECASTS: Readonly<Record<string, DealStage['forecast_type']>> = { Won: 'Closed Won', Lost: 'Closed Lost' };

function pipeline(id: number, name: string, isDefault: boolean, stages: [name: string, probability: number][]): Pipeline {
	return {
		id,
		name,
		is_default: isDefault,
		stages: stages.map(([stageName, probability], index) => ({
			id: id + index + 1,
			name: stageName,
			position: index + 1,
			forecast_type: FORECASTS[stageName] ?? 'Open',
			probability,
			deal_pipeline_id: id,
		})),
	};
}

export const PIPELINES: readonly Pipeline[] = [
	pipeline(402000004000, 'Default Pipeline', true, [
		['New', 10],
		['Qualification', 30],
		['Discovery', 50],
		['Demo', 70],
		['Negotiation', 90],
		['Won', 100],
		['Lost', 0],
	]),
	pipeline(402000005000, 'Renewals', false, [
		['Due', 60],
		['Won', 100],
		['Lost', 0],
	]),
];

export const DEAL_STAGES: ReadonlyMap<number, DealStage> = new Map(
	PIPELINES.flatMap(({ stages }) => stages.map((each) => [each.id, each])),
);

/** The other lists of settings, by the name of their selector. */
export const LISTS = {
	lead_sources: named(402000006001, ['Web form', 'Referral', 'Trade show', 'Cold call']),
	territories: named(402000006101, ['North America', 'Europe']),
	campaigns: named(402000006201, ['Spring mailing']),
	industry_types: named(402000006301, ['Plumbing', 'Software', 'Retail']),
	business_types: named(402000006401, ['Customer', 'Partner', 'Vendor']),
	deal_types: named(402000006501, ['New business', 'Existing business']),
	deal_reasons: named(402000006601, ['Price', 'Timing', 'Competitor']),
	deal_payment_statuses: named(402000006701, ['Unpaid', 'Paid']),
	sales_activity_types: named(402000006801, ['Phone', 'Meeting', 'Task']),
	sales_activity_entity_types: named(402000006901, ['Contact', 'SalesAccount', 'Deal']),
	sales_activity_outcomes: named(402000007001, ['Interested', 'No show', 'Rescheduled']),
} as const;

export const CURRENCIES = [
	{ id: 402000007101, name: 'US Dollar', currency_code: 'USD', is_active: true, is_base_currency: true, position: 1 },
	{ id: 402000007102, name: 'Euro', currency_code: 'EUR', is_active: true, is_base_currency: false, position: 2 },
] as const;
