import { columnOf, isNumber, once, path } from '../shared/kit';
import type { CrmClient, Field, FieldKind, LiveField, Lookup, Matching, NaturalKey, Scope, WriteRow } from '../shared/kit';
import { base, pageMax, queryFor } from './api';
import { anyOf, isOneOf, phoneMatch } from './soql';

interface Choice { active: boolean; label: string; value: string }
type Trait = 'createable' | 'updateable' | 'nillable' | 'defaultedOnCreate' | 'externalId' | 'unique';
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
async function areNumbers(values: readonly unknown[], name: string, object: string, client: CrmClient): Promise<boolean> {
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

type Soql = (scope: Scope, where: string[]) => string;
/** How records of an object are found again. */
export function matching(object: string, fields: readonly Field[], natural: NaturalKey | undefined, soql: Soql): Matching {
	const lookup = <T>(max: number, test: (values: readonly T[]) => string[]): Lookup<T> => ({
		max,
		find: async (values, client, scope) => await queryFor(values, (some) => soql(scope, test(some)), client),
	});
	const field = (name: string): Lookup => ({
		max: pageMax,
		find: async (values, client, scope) => {
			const kind = (await areNumbers(values, name, object, client)) ? 'number' : 'text';
			const fitting = values.filter((value) => kind === 'text' || isNumber(value));
			return await queryFor(fitting, (some) => soql(scope, [isOneOf(name, some, kind)]), client);
		},
	});
	const named = (...keys: string[]) => fields.filter(({ key }) => keys.includes(key)).map(({ key }) => columnOf(key, fields).name);
	const phones = named('phone', 'mobile');
	return {
		field,
		email: named('email').map(field)[0],
		// Each is a pattern for every field that may hold it, which Salesforce has no index for.
		phone: phones.length ? lookup(50, (values) => [anyOf(values.map((value) => phoneMatch(phones, value)))]) : undefined,
		natural: natural && { ...natural, ...lookup(pageMax, (values) => naturalTests(natural, fields, values)) },
	};
}

/** Records that hold some value of each part, in any pairing; the engine knows the pairs. Long text cannot be searched by (section 8). */
function naturalTests({ parts }: NaturalKey, fields: readonly Field[], values: readonly string[][]): string[] {
	return parts.flatMap((part, at) => {
		const held = [...new Set(values.map((value) => value[at]))];
		const columns = new Map(part.split('|').map((key) => columnOf(key, fields)).map(({ name, kind }) => [name, kind]));
		const tests = [...columns].filter(([, kind]) => kind !== 'longText').map(([name, kind]) => isOneOf(name, held, kind));
		return tests.length ? [anyOf(tests)] : [];
	});
}
