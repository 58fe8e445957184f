import type { IDataObject } from 'n8n-workflow';
import { emailKey, holdsKey, phoneKey } from '../map/keys';
import { idOf, toRecord } from '../map/record';
import type { CrmClient, CrmError, CrmRecord, Raw, RowResult, Scope, VendorObject, WriteRow } from '../types';
import { chunks } from '../run/parallel';
import { idOrThrow, relate, type Relatives } from './relate';

const scope: Scope = { customFields: [] };

/**
 * Relatives that are people, such as the client of a request: recognised by their e-mail, or by the phone where there is none.
 * @param object what they are at the vendor, with its ways to find one by e-mail and phone
 * @param personOf a row's canonical e-mail, phone and mobile
 * @param create makes those that are not found
 * @param met takes those that are
 */
export function people<Row>(
	object: VendorObject, client: CrmClient, personOf: (row: Row) => IDataObject, create: (rows: Row[]) => Promise<RowResult[]>,
	met: Map<string, Raw> = new Map(),
): Relatives<Row> {
	const keyOf = (row: Row): string | null => {
		const { email, phone, mobile } = personOf(row);
		return email ? emailKey(email) : phoneKey(object.match?.mobileFirst ? (mobile ?? phone) : (phone ?? mobile));
	};
	const find = async (keys: string[]): Promise<Map<string, string | CrmError>> => {
		const found = new Map<string, string | CrmError>();
		for (const kind of ['email', 'phone'] as const) {
			const lookup = object.match![kind]!;
			for (const values of chunks(keys.filter((key) => key.includes('@') === (kind === 'email')), lookup.max)) {
				const raws = await lookup.find(values, client, scope);
				const records = raws.map((raw) => toRecord(raw, 'customer', '', object, scope));
				raws.forEach((raw, at) => met.set(records[at].id, raw));
				for (const value of values) {
					const ids = [...new Set(records.filter((record) => holdsKey(record, kind, value)).map(({ id }) => id))];
					if (ids.length === 1) found.set(value, ids[0]);
					if (ids.length > 1) found.set(value, several(object, value, ids));
				}
			}
		}
		return found;
	};
	return { kind: object.id, keyOf, find, create, idOf: (raw) => idOf(object, raw) };
}

/**
 * The id of one person: who has the e-mail, or the phone where there is none; or a new one. Who is known is given what they
 * lack of e-mail and numbers, and keeps what they have.
 * @param given canonical e-mail, phone and mobile, and what else a new one is made of
 * @throws CrmFailure with the refusal, such as that of two who share an e-mail
 */
export async function someone(
	object: VendorObject, given: IDataObject, write: (row: WriteRow) => Promise<Raw>, client: CrmClient,
): Promise<string> {
	const met = new Map<string, Raw>();
	const known = people(object, client, (one: IDataObject) => one, async () => [{ raw: await write({ body: given }) }], met);
	const id = idOrThrow((await relate([given], known, client))[0]);
	const current = met.get(id);
	if (!current) return id;
	const record = toRecord(current, 'customer', '', object, scope);
	const others = (['email', 'phone', 'mobile'] as const).filter((key) => given[key] && !isAmong(record, key, given[key]));
	const lacking = others.filter((key) => record[key] === null);
	if (lacking.length) await write({ id, current, body: Object.fromEntries(lacking.map((key) => [key, given[key]])) });
	const kept = others.filter((key) => record[key] !== null);
	const remedy = `To change it, update the ${object.label}.`;
	if (kept.length) client.warn(`${object.label} ${id} keeps what is known of: ${kept.join(', ')}. ${remedy}`);
	return id;
}

const isAmong = (record: CrmRecord, key: 'email' | 'phone' | 'mobile', value: unknown): boolean =>
	key === 'email' ? holdsKey(record, key, emailKey(value)!) : holdsKey(record, 'phone', phoneKey(value) ?? String(value));

const several = ({ label }: VendorObject, value: string, ids: string[]): CrmError => ({
	kind: 'ambiguous', message: `${ids.length} records of type ${label} have ${value}: ${ids.join(', ')}`,
	hint: `Nothing was written. Name the ${label} by its ID.`,
});
