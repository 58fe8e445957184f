import { bodyOf, listOf, objectOf, optionsOf } from './calls';
import { badRequest, entityIsDeleted, noSuchColumn, noSuchKeyField, notFound } from './errors';
import { canonicalId } from './ids';
import { attributesOf, present } from './present';
import type { Answer, Call, Resources } from './resources';
import type { Field } from './schema/build';
import type { SObject } from './schema/sobject';
import { isDeleted, type StoredRecord } from './store';
import { findByKey, keyFieldOf, keyInUrl, upsert } from './upsert';
import { insert, remove, update } from './writer';

/** Extensions that are taken for a format instead of the end of a key (contract 3, "TLD trap"). */
const FORMAT_EXTENSION = /\.(?:inc|json|xml)$/i;
/** From this version on an upsert that updates answers a body (contract 3). */
const UPSERT_BODY_SINCE = 46;

/** Single records: create, read, update, delete, and all of that by external id (contract 3). */
export function addRecords(resources: Resources): void {
	resources.add('POST', '/sobjects/:object', (call) => {
		const type = objectOf(call);
		return createdAnswer(insert(call.org, type, bodyOf(call), optionsOf(call)), call);
	});

	resources.add('GET', '/sobjects/:object/:id', (call) => {
		const type = objectOf(call);
		return shown(call, type, recordAt(call, type));
	});

	resources.add('PATCH', '/sobjects/:object/:id', (call) => {
		const type = objectOf(call);
		const record = recordAt(call, type);
		update(call.org, type, record, withoutKey(bodyOf(call), 'Id'), optionsOf(call));
		return { status: 204 };
	});

	resources.add('DELETE', '/sobjects/:object/:id', (call) => {
		const type = objectOf(call);
		remove(call.org, type, recordAt(call, type));
		return { status: 204 };
	});

	resources.add('GET', '/sobjects/:object/:field/:value', (call) => {
		const type = objectOf(call);
		const matches = matchesAt(call, type);
		if (matches.length > 1) return severalAnswer(matches, call);
		if (matches.length === 0) throw notFound();
		return shown(call, type, matches[0]);
	});

	resources.add('PATCH', '/sobjects/:object/:field/:value', (call) => {
		const type = objectOf(call);
		const field = keyFieldOf(call.org, type, call.params.field);
		assertNoFormat(call.params.value);
		const result = upsert(call.org, type, field, keyInUrl(field, call.params.value), withoutKey(bodyOf(call), field.name, 'Id'), {
			...optionsOf(call),
			updateOnly: call.query.updateOnly === 'true',
		});
		if ('many' in result) return severalAnswer(result.many, call);
		if (result.created) return createdAnswer(result.record, call, { created: true });
		if (Number(call.version.slice(1)) < UPSERT_BODY_SINCE) return { status: 204 };
		return { body: { id: result.record.id, success: true, errors: [], created: false } };
	});

	resources.add('DELETE', '/sobjects/:object/:field/:value', (call) => {
		const type = objectOf(call);
		const matches = matchesAt(call, type);
		if (matches.length > 1) return severalAnswer(matches, call);
		if (matches.length === 0) throw notFound();
		remove(call.org, type, matches[0]);
		return { status: 204 };
	});
}

/** The fields to answer: the named ones, or every field the user can read. */
export function fieldsNamed(type: SObject, names: string[]): Field[] {
	if (names.length === 0) return [...type.fields.values()];
	return names.map((name) => {
		const field = type.fields.get(name.toLowerCase());
		if (!field) throw noSuchColumn(name, type.name);
		return field;
	});
}

function shown({ org, query, version }: Call, type: SObject, record: StoredRecord): Answer {
	return { body: present(org, type, record, fieldsNamed(type, listOf(query.fields)), version) };
}

/** What is no id at all is taken for the name of a key field. */
function recordAt({ org, params }: Call, type: SObject): StoredRecord {
	const id = canonicalId(params.id);
	if (id === undefined) throw noSuchKeyField(params.id);
	const record = org.store(type).get(id);
	if (!record) throw notFound();
	if (isDeleted(record)) throw entityIsDeleted();
	return record;
}

function matchesAt(call: Call, type: SObject): StoredRecord[] {
	const field = keyFieldOf(call.org, type, call.params.field);
	assertNoFormat(call.params.value);
	return findByKey(call.org, type, field, call.params.value);
}

function assertNoFormat(value: string): void {
	if (FORMAT_EXTENSION.test(value)) throw notFound();
}

/** The path names the record, so the body must not. */
function withoutKey(body: Record<string, unknown>, ...names: string[]): Record<string, unknown> {
	const named = Object.keys(body).find((key) => names.some((name) => name.toLowerCase() === key.toLowerCase()));
	if (named === undefined) return body;
	throw badRequest('INVALID_FIELD', `The ${named} field should not be specified in the sobject data.`, [named]);
}

function createdAnswer({ id, type }: StoredRecord, { version }: Call, extra: object = {}): Answer {
	return {
		status: 201,
		headers: { location: attributesOf(type, id, version).url },
		body: { id, success: true, errors: [], ...extra },
	};
}

/** 300 with the URLs of the records; nothing was written. */
function severalAnswer(records: StoredRecord[], { version }: Call): Answer {
	return { status: 300, body: records.map(({ type, id }) => attributesOf(type, id, version).url) };
}
