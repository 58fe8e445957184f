import { type CommonSettings, PLAIN_SETTINGS } from '../settings';

export type Plan = 'free' | 'growth' | 'pro' | 'enterprise';

/** Freshsales' own switches; most decide what no public source proves (contract, "Not verified"). */
export interface FreshsalesSettings extends CommonSettings {
	/** Decides the account's requests per hour (contract 6). */
	tier: Plan;
	/** Requests per hour in place of the plan's; the cap per minute is `rateLimits.burst`. */
	hourlyLimit: number | null;
	/** Whether answers carry `x-ratelimit-*`. */
	rateLimitHeaders: boolean;
	/** What `x-ratelimit-reset` counts: seconds to wait, or the epoch second. */
	rateLimitReset: 'seconds' | 'epoch';
	/** Whether 429 says how long to wait. */
	retryAfter: boolean;
	/** The users reset their keys: every key in use is invalid at once (contract 1). */
	keysRevoked: boolean;
	/** What a host answers that belongs to no account, or this one's when it is closed; `moved` is an alias that was changed [unverified]. */
	unknownHost: 'notFound' | 'signUp' | 'moved';
	/** The account was closed, or the alias never was one. */
	accountClosed: boolean;
	/** Language of the names that users may change: views, stages, statuses. */
	language: 'en' | 'de';
	/** Offset in which times are printed; `Z` is UTC. */
	utcOffset: string;
	/** Where a time without offset is read. */
	timeZone: string;
	/** Status of every create; `null` is what was observed of each object. */
	createStatus: 200 | 201 | null;
	/** A delete answers 204 without a body instead of `true`. */
	emptyDeletes: boolean;
	/** How a refused body's problems are told (contract 7). */
	errorShape: 'list' | 'text' | 'byField';
	/** What a create needs, by module; an administrator may ask for more. */
	requiredFields: Readonly<Record<'contacts' | 'sales_accounts' | 'deals', readonly string[]>>;
	/** A larger per_page is cut down to this. */
	maxPerPage: number;
	/** What `sales_accounts` of a contact update does to those already there. */
	salesAccountsOnUpdate: 'replace' | 'merge';
	/** `owner_id` of a contact is only told where `include` names the owner. */
	ownerNeedsInclude: boolean;
	/** A note or an appointment moves `updated_at` of the record it hangs on (contract 5). */
	activityTouchesRecord: boolean;
	/** How fine `is_after` and `is_before` of filtered_search are. */
	dateFilterGranularity: 'day' | 'second';
	/** Rows of filtered_search lack `custom_field`. */
	filteredSearchDropsCustomFields: boolean;
	/** Whether an appointment has to hang on a record. */
	appointmentTargetable: 'optional' | 'required';
	/** `time_zone` takes IANA names besides the Rails ones. */
	ianaTimeZones: boolean;
	/** How long a bulk job waits before its work is done. */
	jobDurationMs: number;
}

export const DEFAULT_SETTINGS: FreshsalesSettings = {
	...PLAIN_SETTINGS,
	// API keys do not expire.
	tokenTtlMs: Number.MAX_SAFE_INTEGER,
	tier: 'growth',
	hourlyLimit: null,
	rateLimitHeaders: true,
	rateLimitReset: 'seconds',
	retryAfter: false,
	keysRevoked: false,
	unknownHost: 'notFound',
	accountClosed: false,
	language: 'en',
	utcOffset: 'Z',
	timeZone: 'America/New_York',
	createStatus: null,
	emptyDeletes: false,
	errorShape: 'list',
	requiredFields: { contacts: ['email'], sales_accounts: ['name'], deals: ['name', 'amount'] },
	maxPerPage: 100,
	salesAccountsOnUpdate: 'replace',
	ownerNeedsInclude: false,
	activityTouchesRecord: true,
	dateFilterGranularity: 'day',
	filteredSearchDropsCustomFields: true,
	appointmentTargetable: 'optional',
	ianaTimeZones: false,
	jobDurationMs: 0,
};
