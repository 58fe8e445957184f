import { validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { type InlineAssociation, inlineLinks, link } from './links';
import type { ObjectType } from './objectTypes';
import type { Version } from './paths';
import type { StoredRecord } from './store';
import { assertRequired, createRecord, type RawProperties } from './writer';

export interface CreateInput {
	properties?: RawProperties;
	associations?: InlineAssociation[];
	objectWriteTraceId?: string;
}

/** Creates a record with its links, or nothing at all. */
export function create(account: HubSpotAccount, type: ObjectType, input: CreateInput, version: Version): StoredRecord {
	const properties = propertiesOf(input);
	const links = inlineLinks(account, type, input.associations ?? []);
	// A lead belongs to a contact or company from the start (contract 2).
	if (type.name === 'leads' && !links.some(({ toType }) => ['contacts', 'companies'].includes(toType.name))) {
		throw validationError('A lead must be created with an association to an existing contact or company.');
	}
	// Admin rules are enforced from 2026-09 on (contract 10).
	const rules = version === '2026-09' ? (account.settings.requiredOnCreate[type.name] ?? []) : [];
	assertRequired(
		type,
		properties,
		rules.map((name) => [name]),
	);
	const record = createRecord(account, type, properties);
	for (const { toType, toId, type: kind } of links) link(account, record, { type: toType, id: toId }, kind);
	return record;
}

/** The `properties` of a write; anything but an object is refused. */
export function propertiesOf(input: { properties?: RawProperties } | undefined): RawProperties {
	const properties = input?.properties;
	if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
		throw validationError('Invalid input JSON: Some required fields were not set: [properties]');
	}
	return properties;
}
