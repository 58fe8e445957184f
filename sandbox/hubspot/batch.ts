import { create, type CreateInput, propertiesOf } from './create';
import { HubSpotError, notFound, validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { findRecord, requireLive } from './lookup';
import type { ObjectType } from './objectTypes';
import type { Version } from './paths';
import { type BatchEntryError, presentWrite, type PublicObject } from './present';
import type { StoredRecord } from './store';
import { assertKnownProperties, type RawProperties, updateRecord } from './writer';

/** One input of update and upsert. */
export interface WriteInput {
	id?: string;
	idProperty?: string;
	properties?: RawProperties;
	objectWriteTraceId?: string;
}

/** What a batch did, before it is dressed as an answer. */
export interface BatchOutcome {
	results: PublicObject[];
	errors: BatchEntryError[];
	/** When one entry stands for several inputs. */
	numErrors?: number;
}

export interface Inputs<Input> {
	inputs?: Input[];
}

export const MAX_INPUTS = 100;

/** The inputs of a batch, never more than it may carry. */
export function inputsOf<Input>(body: Inputs<Input> | undefined, max = MAX_INPUTS): Input[] {
	const inputs = body?.inputs;
	if (!Array.isArray(inputs)) throw validationError('Invalid input JSON: Some required fields were not set: [inputs]');
	if (inputs.length > max) {
		throw validationError(
			`The number of inputs exceeds the maximum allowed batch size of ${max}: ${inputs.length} given.`,
		);
	}
	return inputs;
}

export function batchCreate(
	account: HubSpotAccount,
	type: ObjectType,
	inputs: CreateInput[],
	version: Version,
): BatchOutcome {
	assertKnownProperties(account.store(type), inputs.map(propertiesOf));
	const undo = new Undo(account, type);
	return settle(inputs, isTraced(inputs) ? undefined : undo, (input) => {
		const record = create(account, type, input, version);
		undo.created.push(record);
		return traced(presentWrite(record, input.properties ?? {}), input);
	});
}

/** Always partial; its errors name the ids that were sent (contract 4). */
export function batchUpdate(account: HubSpotAccount, type: ObjectType, inputs: WriteInput[]): BatchOutcome {
	const store = account.store(type);
	assertKnownProperties(store, inputs.map(propertiesOf));
	assertDistinct(inputs);
	return settle(inputs, undefined, (input) => {
		const record = requireLive(store, String(input.id), input.idProperty);
		const properties = propertiesOf(input);
		return traced(presentWrite(updateRecord(account, record, properties), properties), input);
	});
}

/** Answers with `new`; partial under the same condition as create. */
export function batchUpsert(
	account: HubSpotAccount,
	type: ObjectType,
	inputs: WriteInput[],
	version: Version,
): BatchOutcome {
	const store = account.store(type);
	assertKnownProperties(store, inputs.map(propertiesOf));
	assertDistinct(inputs);
	const undo = new Undo(account, type);
	return settle(inputs, isTraced(inputs) ? undefined : undo, (input) => {
		const id = String(input.id);
		const properties = propertiesOf(input);
		const existing = findRecord(store, id, input.idProperty);
		if (existing?.archivedAt === null) {
			undo.changed.push(existing);
			return traced({ ...presentWrite(updateRecord(account, existing, properties), properties), new: false }, input);
		}
		if (input.idProperty === undefined || input.idProperty === 'hs_object_id') throw notFound();
		const record = create(account, type, { properties: { ...properties, [input.idProperty]: id } }, version);
		undo.created.push(record);
		return traced({ ...presentWrite(record, properties), new: true }, input);
	});
}

/** Takes back what an all-or-nothing batch had already written. */
class Undo {
	readonly created: StoredRecord[] = [];
	readonly changed: StoredRecord[] = [];

	constructor(
		private readonly account: HubSpotAccount,
		private readonly type: ObjectType,
	) {}

	run(): void {
		const store = this.account.store(this.type);
		this.created.forEach((record) => store.discard(record));
		this.changed.forEach((record) => store.save(record));
	}
}

/** Partial success needs a distinct trace id on every input (contract 4). */
function isTraced(inputs: readonly { objectWriteTraceId?: string }[]): boolean {
	const traceIds = inputs.map(({ objectWriteTraceId }) => objectWriteTraceId);
	return traceIds.every(Boolean) && new Set(traceIds).size === inputs.length;
}

function settle<Input extends WriteInput>(
	inputs: Input[],
	undo: Undo | undefined,
	write: (input: Input) => PublicObject,
): BatchOutcome {
	const results: PublicObject[] = [];
	const errors: BatchEntryError[] = [];
	for (const input of inputs) {
		try {
			results.push(write(input));
		} catch (error) {
			if (!(error instanceof HubSpotError)) throw error;
			if (undo) {
				undo.run();
				throw wholeBatchError(error);
			}
			errors.push(entryError(error, input));
		}
	}
	return { results, errors };
}

/** Without trace ids a duplicate is reported without its id (contract 4). */
function wholeBatchError(error: HubSpotError): HubSpotError {
	return error.status === 409
		? new HubSpotError(409, { message: 'Contact already exists', category: 'CONFLICT' })
		: error;
}

function entryError(error: HubSpotError, input: WriteInput): BatchEntryError {
	const { message, category = 'VALIDATION_ERROR', subCategory, context, errors = [], links = {} } = error.body;
	return {
		status: 'error',
		category,
		...(subCategory === undefined ? {} : { subCategory }),
		message,
		errors,
		links,
		context: {
			...context,
			...(input.id === undefined ? {} : { ids: [String(input.id)] }),
			...(input.objectWriteTraceId === undefined ? {} : { objectWriteTraceId: [input.objectWriteTraceId] }),
			...('existingId' in error ? { existingId: [String(error.existingId)] } : {}),
		},
	};
}

function traced(object: PublicObject, { objectWriteTraceId }: WriteInput): PublicObject {
	return objectWriteTraceId === undefined ? object : { ...object, objectWriteTraceId };
}

function assertDistinct(inputs: readonly WriteInput[]): void {
	const ids = inputs.map(({ id }) => String(id));
	const repeated = [...new Set(ids.filter((id, position) => ids.indexOf(id) !== position))];
	if (repeated.length === 0) return;
	throw validationError(`Duplicate IDs found in batch input: [${repeated.join(', ')}]. IDs must be unique`);
}
