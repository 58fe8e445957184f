import type { OAuthSettings } from '../oauth/tokenStore';
import { type CommonSettings, PLAIN_SETTINGS } from '../settings';
import { SCOPES } from './account';

/** Jobber's own switches on top of the common ones. */
export interface JobberSettings extends CommonSettings, OAuthSettings {
	/** Points the query bucket holds (`maximumAvailable`). */
	costBudget: number;
	/** Points that flow back per second. */
	restoreRate: number;
	/** Scopes of the app in the Developer Center. A change ends every token issued before. */
	appScopes: string[];
	/** The account's admin has disconnected the app: no token works. */
	disconnected: boolean;
	/** Only an admin can connect an app. */
	userIsAdmin: boolean;
	/** An invalid token is answered with status 200 and the code `UNAUTHENTICATED`. */
	unauthenticatedAs200: boolean;
	/** `clients` knows the argument `searchFields`; older API versions do not. */
	searchFieldsAvailable: boolean;
	/** `after` and `before` let a record of that very second in. */
	inclusiveRanges: boolean;
	/** An unknown id is `null` together with an entry in `errors`. */
	unknownIdErrors: boolean;
	/** Mutations that do nothing and answer neither a record nor an error. */
	silentMutations: string[];
}

/** An access token lives 60 minutes, refresh tokens rotate (contract 1); the documented bucket (contract 6). */
export const DEFAULT_SETTINGS: JobberSettings = {
	...PLAIN_SETTINGS,
	tokenTtlMs: 3_600_000,
	tier: 'grow',
	costBudget: 10_000,
	restoreRate: 500,
	rotateRefreshTokens: true,
	appScopes: [...SCOPES],
	disconnected: false,
	userIsAdmin: true,
	unauthenticatedAs200: false,
	searchFieldsAvailable: true,
	inclusiveRanges: true,
	unknownIdErrors: false,
	silentMutations: [],
};
