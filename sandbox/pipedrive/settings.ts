import { type CommonSettings, PLAIN_SETTINGS } from '../settings';
import { APP_SCOPES } from './company';

export type Plan = 'lite' | 'growth' | 'premium' | 'ultimate';

/** Pipedrive's own switches; several decide what no public source proves (contract, "Not verified"). */
export interface PipedriveSettings extends CommonSettings {
	/** Decides the daily budget and the burst (contract 6). */
	tier: Plan;
	/** Paid users; the daily budget grows with them. */
	seats: number;
	/** Without it the fields of Contact Sync answer 403 (contract 2.1). */
	contactSync: boolean;
	/** A company that has not paid answers 402. */
	companyOpen: boolean;
	/** From this number of open deals on, a new one answers 403; `null` is no limit. */
	openDealsLimit: number | null;
	/** Whether v2 still takes `?api_token=`; v1 does. */
	queryTokenOnV2: boolean;
	/** The scopes chosen in the app's settings (contract 1.2). */
	appScopes: string[];
	/** The app is uninstalled or its access revoked. */
	disconnected: boolean;
	/** A refresh answers with a new refresh token and ends the old one. */
	rotateRefreshTokens: boolean;
	/** Whether answers tell what is left of the daily budget; they may not (contract 6). */
	dailyHeaders: boolean;
	/** Whether 429 has `Retry-After`, which is not documented. */
	retryAfter: boolean;
	/** 429s within a minute after which a block page answers instead of the API; `null` never blocks. */
	hammerLimit: number | null;
	/** How long the block page stays. */
	blockMs: number;
	/** What happens to body keys that an object does not have. */
	unknownKeys: 'ignore' | 'refuse';
	/** Whether custom fields without a value are answered as `null` or not at all. */
	emptyCustomFields: 'null' | 'absent';
	/** How search compares phone numbers. */
	phoneSearch: 'literal' | 'digits';
	/** Where lists of leads tell whether there is more: as the spec or as the docs say (contract 6). */
	leadPaging: 'flat' | 'nested';
	/** How long the conversion of a lead takes. */
	conversionMs: number;
}

export const DEFAULT_SETTINGS: PipedriveSettings = {
	...PLAIN_SETTINGS,
	tokenTtlMs: 3_599_000,
	tier: 'lite',
	seats: 1,
	contactSync: false,
	companyOpen: true,
	openDealsLimit: null,
	queryTokenOnV2: false,
	appScopes: [...APP_SCOPES],
	disconnected: false,
	rotateRefreshTokens: false,
	dailyHeaders: true,
	retryAfter: false,
	hammerLimit: 20,
	blockMs: 120_000,
	unknownKeys: 'ignore',
	emptyCustomFields: 'null',
	phoneSearch: 'literal',
	leadPaging: 'flat',
	conversionMs: 2_000,
};
