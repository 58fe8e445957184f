import { bodyOf, listOf, objectOf, optionsOf } from './calls';
import type { Body } from './changes';
import { assertCount, recordsOf, type SaveResult, saved, settle, typeOf } from './collections';
import { badRequest, SalesforceError } from './errors';
import { canonicalId } from './ids';
import { present } from './present';
import { fieldsNamed } from './recordRoutes';
import type { Answer, Call, Resources } from './resources';
import type { Value } from './schema/build';
import type { SObject } from './schema/sobject';
import { isDeleted } from './store';
import { keyFieldOf, targetById, upsert } from './upsert';
import { insert, remove, update } from './writer';

/** Reading by POST takes more ids than writing (contract 4). */
const MAX_RETRIEVED = 2_000;

/** Up to 200 records in one request, answered in their order (contract 4). */
export function addCollections(resources: Resources): void {
	resources.add('POST', '/composite/sobjects', (call) => {
		const { records, allOrNone } = recordsOf(call);
		return {
			body: settle(call, records, allOrNone, (record) =>
				saved(insert(call.org, typeOf(call, record), record, optionsOf(call))),
			),
		};
	});

	resources.add('PATCH', '/composite/sobjects', (call) => {
		const { records, allOrNone } = recordsOf(call);
		return { body: settle(call, records, allOrNone, (record) => updateOne(call, record)) };
	});

	resources.add('DELETE', '/composite/sobjects', (call) => {
		const ids = listOf(call.query.ids);
		if (ids.length === 0) throw badRequest('REQUIRED_FIELD_MISSING', 'At least 1 record is required');
		assertCount(ids.length);
		return { body: settle(call, ids, call.query.allOrNone === 'true', (id) => deleteOne(call, id)) };
	});

	resources.add('PATCH', '/composite/sobjects/:object/:field', (call) => {
		const type = objectOf(call);
		const field = keyFieldOf(call.org, type, call.params.field);
		const { records, allOrNone } = recordsOf(call);
		const keys = records.map((record) => keyOf(record, field.name));
		return {
			body: settle(call, records, allOrNone, (record) => {
				const key = keyOf(record, field.name);
				if (key !== undefined && field.name !== 'Id' && keys.filter((one) => one === key).length > 1) {
					throw badRequest('DUPLICATE_VALUE', `Duplicate external id specified: ${key}`, [field.name]);
				}
				return upsertOne(call, type, field, key, record);
			}),
		};
	});

	resources.add('GET', '/composite/sobjects/:object', (call) =>
		retrieve(call, listOf(call.query.ids), listOf(call.query.fields), MAX_RETRIEVED),
	);
	resources.add('POST', '/composite/sobjects/:object', (call) => {
		const { ids, fields } = bodyOf(call) as { ids?: string[]; fields?: string[] };
		return retrieve(call, ids ?? [], fields ?? [], MAX_RETRIEVED);
	});
}

function updateOne(call: Call, record: Body): SaveResult {
	const type = typeOf(call, record);
	const id = keyOf(record, 'Id');
	if (id === undefined) throw badRequest('MISSING_ARGUMENT', 'Id not specified in an update call', []);
	return saved(update(call.org, type, targetById(call.org, type, String(id)), without(record, 'Id'), optionsOf(call)));
}

function deleteOne(call: Call, id: string): SaveResult {
	const canonical = canonicalId(id);
	const type = call.org.schema.all().find(({ keyPrefix }) => keyPrefix === canonical?.slice(0, 3));
	if (!type) throw badRequest('MALFORMED_ID', `bad id ${id}`, []);
	const record = targetById(call.org, type, id);
	remove(call.org, type, record);
	return saved(record);
}

function upsertOne(
	call: Call,
	type: SObject,
	field: ReturnType<typeof keyFieldOf>,
	key: Value | undefined,
	record: Body,
): SaveResult {
	if (typeOf(call, record).name !== type.name) {
		throw badRequest('INVALID_TYPE', `All records must be of type ${type.name}`, []);
	}
	const result = upsert(call.org, type, field, key, without(record, field.name), optionsOf(call));
	if ('record' in result) return saved(result.record, result.created);
	const ids = result.many.map(({ id }) => id).join(', ');
	throw badRequest('DUPLICATE_EXTERNAL_ID', `More than one record found for external id field: [${ids}]`, [field.name]);
}

/** Missing and deleted records are `null`, in the place of their id. */
function retrieve(call: Call, ids: string[], names: string[], max: number): Answer {
	const type = objectOf(call);
	if (ids.length === 0 || names.length === 0) {
		throw new SalesforceError(
			400,
			'MISSING_ARGUMENT',
			`Missing required parameter: ${ids.length === 0 ? 'ids' : 'fields'}`,
		);
	}
	assertCount(ids.length, max);
	const fields = fieldsNamed(type, names);
	const records = ids.map((id) => call.org.store(type).get(canonicalId(id) ?? ''));
	return {
		body: records.map((record) =>
			record && !isDeleted(record) ? present(call.org, type, record, fields, call.version) : null,
		),
	};
}

function keyOf(record: Body, name: string): Value | undefined {
	const [, value] = Object.entries(record).find(([key]) => key.toLowerCase() === name.toLowerCase()) ?? [];
	return value === undefined || value === null || value === '' ? undefined : (value as Value);
}

function without(record: Body, name: string): Body {
	return Object.fromEntries(Object.entries(record).filter(([key]) => key.toLowerCase() !== name.toLowerCase()));
}
