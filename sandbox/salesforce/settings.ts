import type { OAuthSettings } from '../oauth/tokenStore';
import { type CommonSettings, PLAIN_SETTINGS } from '../settings';

export type Edition = 'developer' | 'enterprise' | 'unlimited';

/** An admin's rule that refuses a value, with the admin's own text. */
export interface ValidationRule {
	sobject: string;
	field: string;
	/** Source of a regular expression; a value that matches is refused. */
	refuses: string;
	message: string;
}

/** Records that agree in all these fields (ignoring case, none empty) are duplicates. */
export interface DuplicateRule {
	name: string;
	sobject: string;
	fields: string[];
	/** Whether `Sforce-Duplicate-Rule-Header: allowSave=true` gets past it. */
	allowSave: boolean;
}

/** A trigger or flow that fails on every write of an object. */
export interface FailingAutomation {
	sobject: string;
	errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' | 'CANNOT_EXECUTE_FLOW_TRIGGER';
	message: string;
}

/** Salesforce's own switches on top of the common ones. */
export interface SalesforceSettings extends CommonSettings, OAuthSettings {
	tier: Edition;
	/** Authorization without a code challenge is refused. */
	requirePkce: boolean;
	/** `false`: the sandbox plays the generic login host, which refuses client credentials. */
	myDomain: boolean;
	/** The connected app's certificate or public key (PEM) for the JWT bearer flow. */
	jwtPublicKey: string | null;
	/** How far ahead a JWT may expire: the documented three minutes. Whether more is refused, is [unverified]. */
	jwtMaxSeconds: number;
	/** Whether the JWT's user is pre-authorised for the app. */
	jwtUserApproved: boolean;
	/** Whether the app has a "Run As" user for client credentials. */
	clientCredentialsUser: boolean;
	/** Setup > Allow OAuth Username-Password Flows is off. */
	blockUsernamePassword: boolean;
	/** Password logins need the security token (the caller's address is not trusted). */
	requireSecurityToken: boolean;
	/** Refuses every token request with this. */
	tokenError: { error: string; error_description: string } | null;
	personAccounts: boolean;
	/** State and country picklists: only listed values are taken. */
	statePicklists: boolean;
	/** Fields without field-level security for the user, such as `Contact.Phone`. */
	hiddenFields: string[];
	/** Fields the user may only read, such as `Contact.Phone`. */
	readOnlyFields: string[];
	/** Object names the user may only read. */
	readOnlyObjects: string[];
	/** Ids of records the user may neither change nor link to. */
	readOnlyRecords: string[];
	/** Needed to upsert by an external id that is not unique. */
	viewAllData: boolean;
	validationRules: ValidationRule[];
	duplicateRules: DuplicateRule[];
	failingAutomation: FailingAutomation[];
	/** Ids of records another transaction holds. */
	lockedRecords: string[];
	storageFull: boolean;
	/** `org`: the edition has no API; `user`: the user lacks "API Enabled". */
	apiDisabled: 'no' | 'org' | 'user';
	/** Too many long-running requests at this moment. */
	concurrentLimitReached: boolean;
	/** Answers everything with the HTML maintenance page. */
	maintenance: boolean;
	/** Most rows per query page, whatever was asked for. */
	maxQueryPage: number;
}

/** A session lives two hours after its last use (contract 1). */
export const DEFAULT_SETTINGS: SalesforceSettings = {
	...PLAIN_SETTINGS,
	tokenTtlMs: 7_200_000,
	tier: 'developer',
	rotateRefreshTokens: false,
	requirePkce: false,
	myDomain: true,
	jwtPublicKey: null,
	jwtMaxSeconds: 180,
	jwtUserApproved: true,
	clientCredentialsUser: true,
	blockUsernamePassword: false,
	requireSecurityToken: true,
	tokenError: null,
	personAccounts: false,
	statePicklists: false,
	hiddenFields: [],
	readOnlyFields: [],
	readOnlyObjects: [],
	readOnlyRecords: [],
	viewAllData: true,
	validationRules: [],
	duplicateRules: [],
	failingAutomation: [],
	lockedRecords: [],
	storageFull: false,
	apiDisabled: 'no',
	concurrentLimitReached: false,
	maintenance: false,
	maxQueryPage: 2_000,
};
