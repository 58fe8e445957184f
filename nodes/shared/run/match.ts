import { CrmFailure } from '../http/failure';
import type { Draft } from '../map/draft';
import { emailKey, holdsKey, keyValue, lookupFor, matchKeysOf, naturalKey, naturalValues, phoneKey } from '../map/keys';
import { toRecord } from '../map/record';
import type { CrmRecord, MatchKey, Raw, ResourceName, VendorObject } from '../types';
import type { SendRules } from './batch';
import type { WriteOptions } from './options';
import { chunks, parallel } from './parallel';

/** A record the vendor has, in both forms. */
export interface Found { raw: Raw; record: CrmRecord }
/** The values one input offers for matching. */
export type KeyValues = ReadonlyMap<MatchKey, string>;
/** What a lookup needs to know. */
export interface MatchContext extends SendRules {
	crm: string;
	resource: ResourceName;
	object: VendorObject;
	countryCode: string;
}

/** A vendor's record in both forms. */
export const toFound = (raw: Raw, { resource, crm, object, scope }: MatchContext): Found =>
	({ raw, record: toRecord(raw, resource, crm, object, scope) });

/** The user's match keys that records of this object have. */
export function usableKeys({ matchOn }: Pick<WriteOptions, 'matchOn'>, object: VendorObject): MatchKey[] {
	const offered = matchKeysOf(object);
	return matchOn.filter((key) => key.startsWith('customFields.') || offered.includes(key));
}

/** The values that a draft offers for matching, in the user's order of trust. */
export function keysOf({ values, custom }: Draft, options: WriteOptions, object: VendorObject): KeyValues {
	const data = Object.fromEntries([...values, ...[...custom].map(([name, value]) => [`customFields.${name}`, value] as const)]);
	if (object.match?.mobileFirst && phoneKey(data.mobile)) data.phone = data.mobile;
	const keys = usableKeys(options, object).map((key) => [key, keyValue(data, key, object.match?.natural, options.countryCode)] as const);
	return new Map(keys.filter((entry): entry is readonly [MatchKey, string] => entry[1] !== null));
}

/** Bucket in which equal values of a key surely meet; {@link holdsKey} has the last word. */
export function bucket(key: MatchKey, value: unknown): string | null {
	if (key === 'email') return emailKey(value);
	if (key === 'phone') return phoneKey(value)?.slice(-7) ?? null;
	if (key === 'natural') return naturalKey(String(value));
	return value === null || value === undefined || value === '' ? null : String(value).trim().toLowerCase();
}

function bucketsOf(record: CrmRecord, key: MatchKey, object: VendorObject): string[] {
	const held =
		key === 'email' ? [record.email, ...(record.emails as unknown[])]
		: key === 'phone' ? [record.phone, record.mobile, ...(record.phones as unknown[])]
		: key === 'externalId' ? [record.externalId]
		: key === 'natural' ? naturalValues(record, object.match?.natural)
		: [(record.customFields as Record<string, unknown>)[key.slice('customFields.'.length)]];
	return [...new Set(held.map((value) => bucket(key, value)).filter((value) => value !== null))];
}

/**
 * Looks up what the vendor has for each row, key by key, in as few requests as the vendor allows.
 * @returns per row, the records each of its keys points at; exact, whatever the vendor's search finds
 */
export async function findMatches(
	rows: KeyValues[],
	keys: readonly MatchKey[],
	context: MatchContext,
): Promise<Array<Map<MatchKey, Found[]>>> {
	const found = rows.map(() => new Map<MatchKey, Found[]>());
	for (const key of keys) {
		const values = [...new Set(rows.map((row) => row.get(key)).filter((value) => value !== undefined))];
		if (!values.length) continue;
		const candidates = await lookUp(key, values, context);
		rows.forEach((row, at) => {
			const value = row.get(key);
			if (value === undefined) return;
			const near = candidates.get(bucket(key, value) ?? '') ?? [];
			const exact = near.filter(({ record }) => holdsKey(record, key, value, context.object.match?.natural, context.countryCode));
			if (exact.length) found[at].set(key, exact);
		});
	}
	return found;
}

async function lookUp(key: MatchKey, values: string[], context: MatchContext): Promise<Map<string, Found[]>> {
	const { object, scope, client, crm, resource } = context;
	const lookup = lookupFor(object, key, scope);
	if (!lookup) throw new CrmFailure(cannotMatch(key, object));
	const byBucket = new Map<string, Found[]>();
	const ids = new Set<string>();
	await parallel(chunks(values, Math.min(lookup.max, context.batchSize)), context.concurrency, async (chunk) => {
		for (const raw of await lookup.find(chunk, client, scope)) {
			const record = toRecord(raw, resource, crm, object, scope);
			if (ids.has(record.id)) continue;
			ids.add(record.id);
			for (const name of bucketsOf(record, key, object)) {
				const near = byBucket.get(name) ?? [];
				near.push({ raw, record });
				byBucket.set(name, near);
			}
		}
	});
	return byBucket;
}

function cannotMatch(key: MatchKey, object: VendorObject) {
	return key === 'externalId'
		? {
				kind: 'validation' as const,
				message: `${object.label}: no field is chosen to hold the external ID`,
				hint: 'Choose it under Options > External ID Field, or take External ID out of Match On.',
			}
		: { kind: 'validation' as const, message: `${object.label} cannot be matched by ${key}`, hint: 'Choose other fields under Match On.' };
}
