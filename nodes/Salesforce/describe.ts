import { path } from '../shared/http/path';
import { isNumber } from '../shared/map/literals';
import { once } from '../shared/run/turns';
import type { CrmClient, FieldKind, LiveField, WriteRow } from '../shared/types';
import { base } from './api';

type Trait = 'createable' | 'updateable' | 'nillable' | 'defaultedOnCreate' | 'externalId' | 'unique';
interface Choice { active: boolean; label: string; value: string }
/** What the organisation says about a field (contract section 8). */
interface Described extends Record<Trait, boolean> { name: string; label: string; type: string; picklistValues?: Choice[] }

const kinds: Record<string, FieldKind> = {
	textarea: 'longText', email: 'email', phone: 'phone', url: 'url', boolean: 'boolean', int: 'number', double: 'number',
	currency: 'number', percent: 'number', date: 'date', datetime: 'dateTime', picklist: 'choice', multipicklist: 'choices',
};

/** The answer is long. */
const fieldsOf = async (object: string, client: CrmClient) => await once(client, `describe ${object}`, async () => {
	const { body } = await client.send({ method: 'GET', path: `${base}${path`/sobjects/${object}/describe`}` });
	return (body as { fields: Described[] }).fields;
});

export async function liveFields(object: string, client: CrmClient): Promise<LiveField[]> {
	// Compound fields are only shown; their parts are written (section 2).
	const fields = (await fieldsOf(object, client)).filter(({ type }) => type !== 'address' && type !== 'location');
	return fields.map(({ name, label, type, picklistValues = [], ...trait }) => ({
		name, label, kind: kinds[type] ?? 'text',
		readOnly: !trait.createable && !trait.updateable,
		unique: trait.externalId || trait.unique,
		required: trait.createable && !trait.nillable && !trait.defaultedOnCreate && type !== 'boolean',
		choices: picklistValues.filter(({ active }) => active).map((choice) => ({ label: choice.label, value: choice.value })),
	}));
}

/** True when these are values of a field of numbers. Asks only where a value might be one. */
export async function areNumbers(values: readonly unknown[], name: string, object: string, client: CrmClient): Promise<boolean> {
	if (!values.some(isNumber)) return false;
	const field = (await fieldsOf(object, client)).find((one) => one.name.toLowerCase() === name.toLowerCase());
	return kinds[field?.type ?? ''] === 'number';
}

/** Gives external IDs the type of their field, whatever the input held: Salesforce converts nothing (section 3). */
export async function typeExternalIds(rows: readonly WriteRow[], name = '', object: string, client: CrmClient): Promise<void> {
	const held = rows.filter(({ body }) => isNumber(body[name]));
	const numeric = await areNumbers(held.map(({ body }) => body[name]), name, object, client);
	for (const { body } of held) body[name] = numeric ? Number(body[name]) : String(body[name]);
}
