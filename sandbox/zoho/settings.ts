import type { OAuthSettings } from '../oauth/tokenStore';
import { type CommonSettings, PLAIN_SETTINGS } from '../settings';
import type { DataCentreId } from './dataCentres';

export type Edition = 'free' | 'standard' | 'professional' | 'enterprise' | 'ultimate';

/** An admin's workflow: sets a field after each create and edit, unless the request switches workflows off. */
export interface Workflow {
	module: string;
	field: string;
	value: string;
}

/** Zoho CRM's own switches on top of the common ones. */
export interface ZohoSettings extends CommonSettings, OAuthSettings {
	tier: Edition;
	/** Where the account lives; the other data centres do not know its tokens and codes. */
	dataCentre: DataCentreId;
	/** Status of a refused token request; 200 is what hurts (contract 0.2). */
	tokenErrorStatus: 200 | 400;
	/** Takes `Authorization: Bearer` as well (zoho.com/accounts/protocol/oauth/use-access-token.html). */
	acceptBearer: boolean;
	/** Wraps 401, 403, 404 and 500 in `data[]`, as the newest API description shows them (contract 7). */
	wrapErrors: boolean;
	/** Status of a write in which every record failed (contract 4: 400, older 202 or 200). */
	failedBatchStatus: 400 | 202 | 200;
	/** Status of a write in which some records failed. */
	mixedBatchStatus: 207 | 202 | 200;
	/** Status of an upsert that only inserted. [unverified] */
	insertedUpsertStatus: 200 | 201;
	/** How DUPLICATE_DATA names the record that is there: `id`, or the newer `duplicate_record` (contract 7). */
	duplicateDetails: 'id' | 'record';
	/** Time zone of the token's user, in which all answers are written (contract 5). */
	userTimeZone: string;
	/** Deals belong to a pipeline, which is then required. */
	pipelines: boolean;
	/** More fields marked "do not allow duplicate values", such as `Contacts.Email`. */
	uniqueFields: string[];
	/** Picklists refuse values that are not theirs. [unverified] */
	strictPicklists: boolean;
	/** Modules the user's profile may only read. */
	readOnlyModules: string[];
	/** Modules that are not visible to the user. */
	hiddenModules: string[];
	/** Ids of records that are locked. */
	lockedRecords: string[];
	/** Ids of records that wait for approval; search hides them. */
	unapprovedRecords: string[];
	workflows: Workflow[];
	/** Most rows of a COQL answer; the sources say 200 and 2,000 (contract 3). */
	coqlMaxLimit: number;
	/** COQL shows the name of a looked-up record beside its id, as the v7 page does; the contract says only the id. */
	coqlLookupNames: boolean;
	/** Life of a page token. */
	pageTokenTtlMs: number;
}

export const DEFAULT_SETTINGS: ZohoSettings = {
	...PLAIN_SETTINGS,
	tokenTtlMs: 3_600_000,
	tier: 'enterprise',
	dataCentre: 'us',
	tokenErrorStatus: 200,
	// Zoho never does (contract 0.3).
	rotateRefreshTokens: false,
	acceptBearer: true,
	wrapErrors: false,
	failedBatchStatus: 400,
	mixedBatchStatus: 207,
	insertedUpsertStatus: 200,
	duplicateDetails: 'id',
	userTimeZone: 'America/New_York',
	pipelines: true,
	uniqueFields: [],
	strictPicklists: true,
	readOnlyModules: [],
	hiddenModules: [],
	lockedRecords: [],
	unapprovedRecords: [],
	workflows: [],
	coqlMaxLimit: 200,
	coqlLookupNames: false,
	pageTokenTtlMs: 86_400_000,
};
