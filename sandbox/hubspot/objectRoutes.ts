import type { FastifyInstance } from 'fastify';
import { requireObject } from './access';
import { create, type CreateInput, propertiesOf } from './create';
import { cannotDeserialize, notFound, validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { presentLinks } from './links';
import { findRecord, requireLive } from './lookup';
import { mergeRecords } from './merge';
import { type ObjectType, objectTypeOf } from './objectTypes';
import { objectPaths } from './paths';
import { presentRead, presentWrite } from './present';
import { type Call, listOf, route, textOf } from './router';
import { search, type SearchRequest } from './search';
import type { StoredRecord } from './store';
import { archiveRecord, type RawProperties, updateRecord } from './writer';

interface TypeParams {
	objectType: string;
}

interface RecordParams extends TypeParams {
	objectId: string;
}

const DEFAULT_LIST_LIMIT = 10;
const MAX_LIST_LIMIT = 100;

/** Create, read, update, archive, list, search, merge and GDPR deletion of single records (contract 3). */
export function registerObjects(app: FastifyInstance, account: () => HubSpotAccount): void {
	const typeFor = (call: Call<TypeParams, unknown>, mode: 'read' | 'write'): ObjectType => {
		const type = objectTypeOf(call.params.objectType);
		requireObject(call.request, account(), type, mode);
		return type;
	};

	route<TypeParams, CreateInput>(app, 'POST', objectPaths('/:objectType'), (call) => {
		const record = create(account(), typeFor(call, 'write'), call.body, call.version);
		call.reply.code(201);
		return presentWrite(record, call.body.properties ?? {});
	});

	route<TypeParams>(app, 'GET', objectPaths('/:objectType'), (call) =>
		listRecords(account(), typeFor(call, 'read'), call.query),
	);

	route<RecordParams>(app, 'GET', objectPaths('/:objectType/:objectId'), (call) => {
		const store = account().store(typeFor(call, 'read'));
		const archived = textOf(call.query.archived) === 'true';
		const record = findRecord(store, call.params.objectId, textOf(call.query.idProperty));
		if (!record || (record.archivedAt !== null) !== archived) throw notFound();
		return presentFull(account(), record, call.query);
	});

	route<RecordParams, { properties?: RawProperties }>(app, 'PATCH', objectPaths('/:objectType/:objectId'), (call) => {
		const store = account().store(typeFor(call, 'write'));
		const properties = propertiesOf(call.body);
		const record = requireLive(store, call.params.objectId, textOf(call.query.idProperty));
		return presentWrite(updateRecord(account(), record, properties), properties);
	});

	// 204 when it is already gone as well (contract 3, unverified).
	route<RecordParams>(app, 'DELETE', objectPaths('/:objectType/:objectId'), (call) => {
		const record = account().store(typeFor(call, 'write')).byId(call.params.objectId);
		if (record) archiveRecord(account(), record);
	});

	route<TypeParams, SearchRequest>(app, 'POST', objectPaths('/:objectType/search'), (call) => {
		const type = typeFor(call, 'read');
		const request = call.body;
		const { total, records, after } = search(account(), type, request);
		const known = account().propertiesOf(type);
		return {
			total,
			results: records.map((record) => presentRead(record, request.properties, [], known)),
			...(after === undefined ? {} : { paging: { next: { after } } }),
		};
	});

	route<TypeParams, { primaryObjectId?: string; objectIdToMerge?: string }>(
		app,
		'POST',
		objectPaths('/:objectType/merge'),
		(call) => {
			const store = account().store(typeFor(call, 'write'));
			const primary = requireLive(store, String(call.body.primaryObjectId));
			const merged = requireLive(store, String(call.body.objectIdToMerge));
			return presentRead(mergeRecords(account(), primary, merged));
		},
	);

	route<TypeParams, { objectId?: string; idProperty?: string }>(
		app,
		'POST',
		objectPaths('/:objectType/gdpr-delete'),
		(call) => {
			const store = account().store(typeFor(call, 'write'));
			const record = findRecord(store, String(call.body.objectId), call.body.idProperty);
			if (!record) throw notFound();
			store.discard(record);
		},
	);
}

function presentFull(account: HubSpotAccount, record: StoredRecord, query: Call<never>['query']) {
	const known = account.propertiesOf(record.type);
	return {
		...presentRead(record, listOf(query.properties), listOf(query.propertiesWithHistory), known),
		...presentLinks(account, record, listOf(query.associations).map(objectTypeOf)),
	};
}

/** `after` is a record id here, unlike in searches (contract 4). */
function listRecords(account: HubSpotAccount, type: ObjectType, query: Call<never>['query']) {
	const limit = Number(textOf(query.limit) ?? DEFAULT_LIST_LIMIT);
	if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIST_LIMIT) {
		throw validationError(`Invalid page size: ${textOf(query.limit)}. The maximum is ${MAX_LIST_LIMIT}.`);
	}
	const after = textOf(query.after) || '0';
	if (!/^\d+$/.test(after)) throw cannotDeserialize('long', after);
	const archived = textOf(query.archived) === 'true';
	const rest = [...account.store(type).all()]
		.filter((record) => (record.archivedAt !== null) === archived && Number(record.id) >= Number(after))
		.sort((a, b) => Number(a.id) - Number(b.id));
	const page = rest.slice(0, limit);
	const next = rest[limit];
	return {
		results: page.map((record) => presentFull(account, record, query)),
		...(next ? { paging: { next: { after: next.id } } } : {}),
	};
}
