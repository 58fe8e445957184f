import type { OAuthSettings } from '../oauth/tokenStore';
import { type CommonSettings, PLAIN_SETTINGS } from '../settings';

export type Plan = 'basic' | 'essentials' | 'max';

/** Housecall Pro's own switches; most decide what no public source proves (contract, "Not verified"). */
export interface HousecallProSettings extends CommonSettings, OAuthSettings {
	/** Only MAX has the API (contract 1). */
	tier: Plan;
	/** Status for a key of a type that the operation does not list; `null` lets every key call everything. */
	keyTypeRefusal: 401 | 403 | null;
	/** Status of a body that breaks a rule. */
	validationStatus: 400 | 422;
	/** Whether 429 says how long to wait. */
	retryAfter: boolean;
	/** Attributes that `sort_by` takes without sorting by them. */
	ignoredSorts: string[];
	/** A larger page_size is cut down to this. */
	maxPageSize: number;
	/** How a time without offset is read. */
	naiveTimes: 'company' | 'utc';
	/** What tags of a customer update do to those already there. */
	tagsOnPut: 'replace' | 'merge';
	/** A lead source that the company does not have. */
	unknownLeadSource: 'accept' | 'refuse';
	/** A booking writes to customers who have notifications enabled, although nobody asked it to. */
	confirmBookings: boolean;
	/** Without a pipeline the list of statuses is empty and leads carry none. */
	pipelineEnabled: boolean;
	/** The token endpoint takes form-encoded bodies besides JSON. */
	tokenEndpointTakesForms: boolean;
}

export const DEFAULT_SETTINGS: HousecallProSettings = {
	...PLAIN_SETTINGS,
	tokenTtlMs: 7_200_000,
	tier: 'max',
	keyTypeRefusal: 403,
	validationStatus: 422,
	retryAfter: true,
	ignoredSorts: [],
	maxPageSize: 200,
	naiveTimes: 'company',
	tagsOnPut: 'replace',
	unknownLeadSource: 'accept',
	confirmBookings: false,
	pipelineEnabled: true,
	tokenEndpointTakesForms: false,
	rotateRefreshTokens: true,
};
