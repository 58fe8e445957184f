import type { OAuthSettings } from '../oauth/tokenStore';
import { type CommonSettings, PLAIN_SETTINGS } from '../settings';

export type Tier = 'free' | 'starter' | 'pro';

/** HubSpot's own switches on top of the common ones. */
export interface HubSpotSettings extends CommonSettings, OAuthSettings {
	tier: Tier;
	/** The appointments object (0-421) has to be activated in an account's data model. */
	appointmentsActivated: boolean;
	/** Partial batch answers on 2026-09 come as 200/201 with `errors`, as its OpenAPI document has it, instead of 207. */
	foldPartialStatus: boolean;
	/** A merge of contacts produces a new record id instead of keeping the primary one. */
	mergeCreatesNewId: boolean;
	/** Admin rules "required on create" by object type; enforced on 2026-09 paths only. */
	requiredOnCreate: Record<string, string[]>;
}

/** An access token lives 1800 s (contract 1). */
export const DEFAULT_SETTINGS: HubSpotSettings = {
	...PLAIN_SETTINGS,
	tokenTtlMs: 1_800_000,
	tier: 'pro',
	rotateRefreshTokens: false,
	appointmentsActivated: true,
	foldPartialStatus: false,
	mergeCreatesNewId: false,
	requiredOnCreate: {},
};
