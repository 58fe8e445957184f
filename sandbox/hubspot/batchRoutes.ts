import type { FastifyInstance } from 'fastify';
import { derange } from '../random';
import { requireObject } from './access';
import {
	batchCreate,
	batchUpdate,
	batchUpsert,
	type BatchOutcome,
	type Inputs,
	inputsOf,
	MAX_INPUTS,
	type WriteInput,
} from './batch';
import type { CreateInput } from './create';
import type { HubSpotAccount } from './hubspotAccount';
import { findRecord } from './lookup';
import { type ObjectType, objectTypeOf } from './objectTypes';
import { objectPaths } from './paths';
import { type BatchAnswer, batchAnswer, type BatchEntryError, presentRead, type PublicObject } from './present';
import { type Call, route, textOf } from './router';
import { archiveRecord } from './writer';

interface TypeParams {
	objectType: string;
}

interface ReadBody extends Inputs<{ id: string }> {
	idProperty?: string;
	properties?: string[];
	propertiesWithHistory?: string[];
}

const MAX_INPUTS_WITH_HISTORY = 50;

/** The batch endpoints of an object type (contract 4). */
export function registerBatches(app: FastifyInstance, account: () => HubSpotAccount): void {
	const typeFor = (call: Call<TypeParams, unknown>, mode: 'read' | 'write'): ObjectType => {
		const type = objectTypeOf(call.params.objectType);
		requireObject(call.request, account(), type, mode);
		return type;
	};
	const answer = (
		call: Call<TypeParams, unknown>,
		full: 200 | 201,
		{ results, errors, numErrors }: BatchOutcome,
		startedAt: number,
	): BatchAnswer<PublicObject> => {
		const folded = account().settings.foldPartialStatus && call.version === '2026-09';
		call.reply.code(errors.length > 0 && !folded ? 207 : full);
		return batchAnswer(startedAt, account().clock.now(), results, errors, numErrors);
	};
	/** The vendor promises no order on read, update and upsert (contract 4). */
	const unordered = (outcome: BatchOutcome): BatchOutcome =>
		account().settings.reorderResults ? { ...outcome, results: derange(outcome.results, account().random) } : outcome;

	route<TypeParams, Inputs<CreateInput>>(app, 'POST', objectPaths('/:objectType/batch/create'), (call) => {
		const startedAt = account().clock.now();
		const type = typeFor(call, 'write');
		return answer(call, 201, batchCreate(account(), type, inputsOf(call.body), call.version), startedAt);
	});

	route<TypeParams, Inputs<WriteInput>>(app, 'POST', objectPaths('/:objectType/batch/update'), (call) => {
		const startedAt = account().clock.now();
		const type = typeFor(call, 'write');
		return answer(call, 200, unordered(batchUpdate(account(), type, inputsOf(call.body))), startedAt);
	});

	route<TypeParams, Inputs<WriteInput>>(app, 'POST', objectPaths('/:objectType/batch/upsert'), (call) => {
		const startedAt = account().clock.now();
		const type = typeFor(call, 'write');
		return answer(call, 200, unordered(batchUpsert(account(), type, inputsOf(call.body), call.version)), startedAt);
	});

	route<TypeParams, ReadBody>(app, 'POST', objectPaths('/:objectType/batch/read'), (call) => {
		const startedAt = account().clock.now();
		const type = typeFor(call, 'read');
		const archived = textOf(call.query.archived) === 'true';
		return answer(call, 200, unordered(batchRead(account(), type, call.body, archived)), startedAt);
	});

	route<TypeParams, Inputs<{ id: string }>>(app, 'POST', objectPaths('/:objectType/batch/archive'), (call) => {
		const store = account().store(typeFor(call, 'write'));
		for (const { id } of inputsOf(call.body)) {
			const record = store.byId(String(id));
			if (record) archiveRecord(account(), record);
		}
	});
}

function batchRead(account: HubSpotAccount, type: ObjectType, body: ReadBody, archived: boolean): BatchOutcome {
	const history = body.propertiesWithHistory ?? [];
	const inputs = inputsOf(body, history.length > 0 ? MAX_INPUTS_WITH_HISTORY : MAX_INPUTS);
	const store = account.store(type);
	const ids = [...new Set(inputs.map(({ id }) => String(id)))];
	const found = ids.map((id) => findRecord(store, id, body.idProperty));
	const isWanted = (record: (typeof found)[number]) =>
		record !== undefined && (record.archivedAt !== null) === archived;
	const missing = ids.filter((_id, position) => !isWanted(found[position]));
	const known = account.propertiesOf(type);
	return {
		results: [...new Set(found)].flatMap((record) =>
			record && isWanted(record) ? [presentRead(record, body.properties, history, known)] : [],
		),
		errors: missing.length > 0 ? [missingObjects(type, missing)] : [],
		numErrors: missing.length,
	};
}

/** One entry for all ids that lead nowhere. */
function missingObjects(type: ObjectType, ids: string[]): BatchEntryError {
	return {
		status: 'error',
		category: 'OBJECT_NOT_FOUND',
		message: `Could not get some ${type.singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
		context: { ids },
		errors: [],
		links: {},
	};
}
