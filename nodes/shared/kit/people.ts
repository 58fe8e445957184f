import type { IDataObject } from 'n8n-workflow';
import { emailKey, holdsKey, phoneKey } from '../map/keys';
import { idOf, toRecord } from '../map/record';
import type { CrmClient, CrmError, Raw, RowResult, Scope, VendorObject } from '../types';
import { chunks } from '../run/parallel';
import { idOrThrow, relate, type Relatives } from './relate';

const scope: Scope = { customFields: [] };

/**
 * Relatives that are people, such as the client of a request: recognised by their e-mail, or by the phone where there is none.
 * @param object what they are at the vendor, with its ways to find one by e-mail and phone
 * @param personOf a row's canonical e-mail, phone and mobile
 * @param create makes those that are not found
 */
export function people<Row>(
	object: VendorObject, client: CrmClient, personOf: (row: Row) => IDataObject, create: (rows: Row[]) => Promise<RowResult[]>,
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
				const records = (await lookup.find(values, client, scope)).map((raw) => toRecord(raw, 'customer', '', object, scope));
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
 * The id of one person: who has the e-mail, or the phone where there is none; or a new one.
 * @throws CrmFailure with the refusal, such as that of two who share an e-mail
 */
export async function someone(object: VendorObject, given: IDataObject, create: () => Promise<Raw>, client: CrmClient): Promise<string> {
	const known = people(object, client, (one: IDataObject) => one, async () => [{ raw: await create() }]);
	return idOrThrow((await relate([given], known, client))[0]);
}

const several = ({ label }: VendorObject, value: string, ids: string[]): CrmError => ({
	kind: 'ambiguous', message: `${ids.length} records of type ${label} have ${value}: ${ids.join(', ')}`,
	hint: `Nothing was written. Name the ${label} by its ID.`,
});
