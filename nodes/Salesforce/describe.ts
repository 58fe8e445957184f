import { path } from '../shared/http/path';
import type { CrmClient, FieldKind, LiveField, WriteRow } from '../shared/types';
import { base } from './api';
import { isNumber } from './soql';

/** What the organisation says about an object's fields (contract section 8). */
interface Described {
	name: string;
	label: string;
	type: string;
	createable: boolean;
	updateable: boolean;
	nillable: boolean;
	defaultedOnCreate: boolean;
	externalId: boolean;
	unique: boolean;
	picklistValues?: Array<{ active: boolean; label: string; value: string }>;
}

const kinds: Record<string, FieldKind> = {
	textarea: 'longText', email: 'email', phone: 'phone', url: 'url', boolean: 'boolean', int: 'number', double: 'number',
	currency: 'number', percent: 'number', date: 'date', datetime: 'dateTime', picklist: 'choice', multipicklist: 'choices',
};

const asked = new WeakMap<CrmClient, Map<string, Promise<Described[]>>>();

/** Asked once a run: the answer is long. */
async function fieldsOf(object: string, client: CrmClient): Promise<Described[]> {
	const known = asked.get(client) ?? new Map<string, Promise<Described[]>>();
	asked.set(client, known);
	const request = { method: 'GET', path: `${base}${path`/sobjects/${object}/describe`}` } as const;
	const answer = known.get(object) ?? client.send(request).then(({ body }) => (body as { fields: Described[] }).fields);
	known.set(object, answer);
	return await answer;
}

export async function liveFields(object: string, client: CrmClient): Promise<LiveField[]> {
	const fields = await fieldsOf(object, client);
	// Compound fields are only shown; their parts are written (section 2).
	return fields.filter(({ type }) => type !== 'address' && type !== 'location').map((field) => ({
		name: field.name,
		label: field.label,
		kind: kinds[field.type] ?? 'text',
		readOnly: !field.createable && !field.updateable,
		unique: field.externalId || field.unique,
		required: field.createable && !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean',
		choices: (field.picklistValues ?? []).filter(({ active }) => active).map(({ label, value }) => ({ label, value })),
	}));
}

/** True when these are values of a field of numbers. Asks only where a value might be one. */
export async function areNumbers(values: readonly unknown[], name: string, object: string, client: CrmClient): Promise<boolean> {
	if (!values.some(isNumber)) return false;
	const field = (await fieldsOf(object, client)).find((one) => one.name.toLowerCase() === name.toLowerCase());
	return kinds[field?.type ?? ''] === 'number';
}

/** Gives external IDs the type of their field, whatever the input held: Salesforce converts nothing (section 3). */
export async function typeExternalIds(rows: readonly WriteRow[], name: string | undefined, object: string, client: CrmClient): Promise<void> {
	if (!name) return;
	const held = rows.filter(({ body }) => isNumber(body[name]));
	const numeric = await areNumbers(held.map(({ body }) => body[name]), name, object, client);
	for (const { body } of held) body[name] = numeric ? Number(body[name]) : String(body[name]);
}
