import { type AssociationType, associationType, defaultAssociationType } from './associationTypes';
import type { Subject } from './associations';
import { validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { type ObjectType, objectTypeOf, OBJECT_TYPES } from './objectTypes';
import type { PublicObject } from './present';
import type { StoredRecord } from './store';
import { saveChanges, withChanges } from './writer';

/** One entry of `associations` in a create body. */
export interface InlineAssociation {
	to?: { id?: string | number };
	types?: AssociationSpec[];
}

export interface AssociationSpec {
	associationCategory?: string;
	associationTypeId?: number;
}

export interface Link {
	toType: ObjectType;
	toId: string;
	type: AssociationType;
}

/** A live record, or the error for a bad identifier (contract 7). */
export function requireLinkable(account: HubSpotAccount, type: ObjectType, id: unknown): StoredRecord {
	const record = account.store(type).byId(String(id));
	if (record && record.archivedAt === null) return record;
	throw validationError(`The id ${String(id)} is not valid for object type ${type.id}.`, {
		subCategory: 'crm.associations.INVALID_IDENTIFIER',
		context: { id: [String(id)], objectType: [type.name] },
	});
}

/** A kind by its number, which has to fit both object types. */
export function requireKind(
	from: ObjectType,
	to: ObjectType,
	{ associationCategory, associationTypeId }: AssociationSpec,
): AssociationType {
	const type = associationType(from, to, associationTypeId);
	if (type && type.category === associationCategory) return type;
	throw validationError(
		`Association type ${associationTypeId} of category ${associationCategory} does not connect ${from.name} to ${to.name}.`,
		{
			subCategory: 'crm.associations.INVALID_ASSOCIATION_TYPE',
		},
	);
}

export function requireDefaultKind(from: ObjectType, to: ObjectType): AssociationType {
	const type = defaultAssociationType(from, to);
	if (type) return type;
	throw validationError(`No default association type exists between ${from.name} and ${to.name}.`);
}

/** Links two records. An activity on a contact moves the contact's modification date (contract 5). */
export function link(account: HubSpotAccount, from: Subject, to: Subject, type: AssociationType): void {
	account.associations.add(from, to, type);
	showCompany(account, from, to);
	for (const [one, other] of [
		[from, to],
		[to, from],
	]) {
		const contact =
			one.type.isEngagement && other.type.name === 'contacts' ? account.store(other.type).byId(other.id) : undefined;
		if (contact) saveChanges(account, contact, { notes_last_updated: new Date(account.clock.now()).toISOString() });
	}
}

/** Parts two records. */
export function unlink(account: HubSpotAccount, from: Subject, to: Subject): void {
	account.associations.remove(from, to);
	showCompany(account, from, to);
}

/** The first company of a contact shows among its properties, read-only (HubSpot's changelog of 2019-01-24). */
export function showCompany(account: HubSpotAccount, ...pair: [Subject, Subject]): void {
	const subject = pair.find(({ type }) => type.name === 'contacts');
	const contact = subject && pair.some(({ type }) => type.name === 'companies') ? account.store(subject.type).byId(subject.id) : undefined;
	if (!contact) return;
	const [first] = liveLinks(account, contact, objectTypeOf('companies'));
	account.store(contact.type).save(withChanges(contact, { associatedcompanyid: first?.id ?? '' }, account.clock.now()));
}

/** What a record is linked to, without what has been archived. */
export function liveLinks(
	account: HubSpotAccount,
	record: StoredRecord,
	toType: ObjectType,
): { id: string; types: AssociationType[] }[] {
	const store = account.store(toType);
	return account.associations.list(record, toType).filter(({ id }) => store.byId(id)?.archivedAt === null);
}

/** Checks the `associations` of a create body; the type id decides what the target is. */
export function inlineLinks(
	account: HubSpotAccount,
	from: ObjectType,
	associations: readonly InlineAssociation[],
): Link[] {
	return associations.flatMap(({ to, types = [] }) =>
		types.map((spec) => {
			const type = OBJECT_TYPES.map((toType) => associationType(from, toType, spec.associationTypeId)).find(Boolean);
			if (!type) return invalidKind(from, spec);
			const toType = objectTypeOf(type.to);
			return { toType, toId: requireLinkable(account, toType, to?.id).id, type };
		}),
	);
}

/** The `associations` part of a GET or list answer, by the names the client asked for. */
export function presentLinks(
	account: HubSpotAccount,
	record: StoredRecord,
	toTypes: readonly ObjectType[],
): Pick<PublicObject, 'associations'> {
	const associations: NonNullable<PublicObject['associations']> = {};
	for (const toType of toTypes) {
		const results = liveLinks(account, record, toType).flatMap(({ id, types }) =>
			types.map(({ name }) => ({ id, type: name })),
		);
		if (results.length > 0) associations[toType.name] = { results };
	}
	return Object.keys(associations).length > 0 ? { associations } : {};
}

function invalidKind(from: ObjectType, { associationTypeId }: AssociationSpec): never {
	throw validationError(`Association type ${associationTypeId} does not start at ${from.name}.`, {
		subCategory: 'crm.associations.INVALID_ASSOCIATION_TYPE',
	});
}
