import type { IDataObject } from 'n8n-workflow';

/**
 * The canonical vocabulary: what users type and get, whatever the vendor.
 * Keys are camelCase, ids are strings, times are ISO 8601 in UTC, unknown is `null`.
 */

/** What a user picks under "Resource". Saved in workflows, so never renamed. */
export type ResourceName = 'customer' | 'contact' | 'lead' | 'appointment' | 'deal' | 'job' | 'note';

/** What a user picks under "Operation". Saved in workflows, so never renamed. */
export type OperationName = 'create' | 'get' | 'search' | 'update' | 'upsert' | 'delete';

/** A record as a vendor sends it. */
export type Raw = IDataObject;

/** A record in the canonical vocabulary. */
export type CrmRecord = IDataObject & { id: string; resource: ResourceName; crm: string };

/** What a write did to one record. */
export type WriteAction =
	| 'created'
	| 'updated'
	| 'unchanged'
	| 'existing'
	| 'skipped'
	| 'ambiguous'
	| 'wouldCreate'
	| 'wouldUpdate';

/** Travels with every written record under underscored names; dropped when the record is fed back as input. */
export interface Receipt {
	action: WriteAction;
	/** Canonical name of the match key that found the record. */
	matchedBy: string | null;
	/** Canonical names of the fields whose value changed, or would change in a dry run. */
	changedFields: string[];
	/** Ids of the records that matched, when more than one did. */
	candidates: string[];
	warnings: string[];
}

const base = ['externalId', 'owner', 'status', 'tags', 'notes', 'createdAt', 'updatedAt', 'resource', 'crm', 'url'];
const address = ['street', 'city', 'state', 'postalCode', 'country'].map((part) => `address.${part}`);
const person = [
	'firstName', 'lastName', 'fullName', 'email', 'phone', 'mobile', 'emails', 'phones',
	'company', 'companyId', 'jobTitle', 'website', ...address, 'source',
];

/** Every key of a record in output order; a dotted key is a part of a nested object. */
export const vocabulary: Record<ResourceName, readonly string[]> = {
	contact: ['id', ...person, ...base],
	customer: ['id', 'name', 'isCompany', ...person, ...base],
	lead: ['id', ...person, 'value', 'currency', 'convertedAt', 'convertedContactId', 'convertedCustomerId', ...base],
	appointment: [
		'id', 'title', 'startTime', 'endTime', 'durationMinutes', 'allDay', 'timeZone', 'location',
		'customerId', 'contactId', 'companyId', 'leadId', 'jobId', 'attendees', 'assignees', 'statusGroup', ...base,
	],
	deal: [
		'id', 'name', 'amount', 'currency', 'stage', 'pipeline', 'probability', 'closeDate',
		'contactId', 'companyId', 'statusGroup', 'propertyAddress', ...base,
	],
	job: [
		'id', 'title', 'number', 'customerId', 'contactId', 'companyId', 'scheduledStart', 'scheduledEnd', ...address,
		'statusGroup', 'assignees', 'total', 'lineItems', 'stage', 'pipeline', ...base,
	],
	note: ['id', 'body', 'author', 'parentId', 'parentResource', ...base],
};

/** Keys that are lists; they read `[]` when the vendor has nothing. */
export const listKeys: ReadonlySet<string> = new Set(['tags', 'emails', 'phones', 'attendees', 'assignees', 'lineItems']);

/** Keys that a vendor or the engine sets; accepted in input, so that an output can be fed back, and never written. */
export const readOnlyKeys: ReadonlySet<string> = new Set([
	'id', 'resource', 'crm', 'url', 'createdAt', 'updatedAt', 'raw', 'statusGroup', 'emails', 'phones', 'author',
	'convertedAt', 'convertedContactId', 'convertedCustomerId', 'number', 'probability', 'isCompany',
]);

type Kinds = 'longText' | 'email' | 'phone' | 'url' | 'number' | 'boolean' | 'date' | 'dateTime' | 'choice' | 'reference';
const keysOf: Partial<Record<Kinds, readonly string[]>> = {
	longText: ['notes', 'body'],
	email: ['email'],
	phone: ['phone', 'mobile'],
	url: ['website', 'url'],
	number: ['amount', 'value', 'total', 'probability', 'durationMinutes'],
	boolean: ['allDay', 'isCompany'],
	date: ['closeDate'],
	dateTime: ['createdAt', 'updatedAt', 'startTime', 'endTime', 'scheduledStart', 'scheduledEnd', 'convertedAt'],
	choice: ['status'],
	reference: ['customerId', 'contactId', 'companyId', 'leadId', 'jobId', 'parentId', 'owner'],
};
/** What kind of value a canonical key holds; text where nothing is said. */
export const kindOf: Readonly<Record<string, Kinds>> = Object.fromEntries(
	Object.entries(keysOf).flatMap(([kind, keys]) => keys.map((key) => [key, kind as Kinds])),
);

/** Keys worth a filter of their own; any other field is within reach as a condition. */
export const filterKeys: ReadonlySet<string> = new Set([
	'email', 'phone', 'company', 'status', 'owner', 'title', 'name', 'contactId', 'companyId', 'stage', 'pipeline',
]);
