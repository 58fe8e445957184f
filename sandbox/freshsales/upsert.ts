import { sees } from './access';
import { accessDenied, invalid } from './errors';
import { isObject, type RecordBody } from './formWriter';
import { has, type Module } from './modules';
import type { FormRow } from './records';
import type { Call } from './router';

/** Creates or updates by a key; the status of the answer tells which (contract 0). */
export function upsert<Kind extends FormRow>(
	call: Pick<Call, 'account' | 'user'>,
	module: Module<Kind>,
	identifier: unknown,
	body: RecordBody,
): { row: Kind; isNew: boolean } {
	const { account, user } = call;
	const keys = usableKeys(module, identifier);
	const match = matching(call, module, keys);
	if (!match) return { row: module.create(account, user, withKeys(body, keys)), isNew: true };
	if (!sees(user, match)) throw accessDenied();
	return { row: module.update(account, match, body), isNew: false };
}

/** The first key that finds something decides, and the oldest of several records [unverified]. */
function matching<Kind extends FormRow>(
	{ account }: Pick<Call, 'account'>,
	module: Module<Kind>,
	keys: readonly [string, unknown][],
): Kind | undefined {
	const rows = module.table(account).live();
	for (const [name, value] of keys) {
		const row = rows.find((each) => has(module, each, name, value));
		if (row) return row;
	}
	return undefined;
}

function usableKeys<Kind extends FormRow>({ keys, form }: Module<Kind>, identifier: unknown): [string, unknown][] {
	const sent = isObject(identifier) ? Object.entries(identifier) : [];
	const known = [...keys, ...form.custom.filter(({ unique }) => unique).map(({ name }) => name)];
	if (sent.length === 0) throw invalid('unique_identifier', "Unique identifier can't be blank");
	const unknown = sent.find(([name, value]) => !known.includes(name) || String(value ?? '').trim() === '');
	if (unknown) throw invalid('unique_identifier', `Invalid unique identifier ${unknown[0]}`);
	return sent;
}

/** A new record gets the values it was looked for by. */
function withKeys(body: RecordBody, keys: readonly [string, unknown][]): RecordBody {
	const custom = keys.filter(([name]) => name.startsWith('cf_'));
	const standard = keys.filter(([name]) => !name.startsWith('cf_') && !(name === 'emails' && 'email' in body));
	return {
		...Object.fromEntries(standard),
		...body,
		custom_field: { ...Object.fromEntries(custom), ...(isObject(body.custom_field) ? body.custom_field : {}) },
	};
}
