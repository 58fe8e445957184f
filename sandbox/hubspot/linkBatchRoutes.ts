import type { FastifyInstance } from 'fastify';
import { inputsOf } from './batch';
import { HubSpotError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { linkByDefault, linkByKinds, linkPage } from './linkRoutes';
import { type AssociationSpec, requireLinkable, unlink } from './links';
import { type ObjectType, objectTypeOf } from './objectTypes';
import { associationPaths } from './paths';
import { batchAnswer, type BatchEntryError } from './present';
import { type Call, route } from './router';

interface TypesParams {
	fromObjectType: string;
	toObjectType: string;
}

interface Reference {
	id?: string | number;
}

interface LinkInput {
	from?: Reference;
	to?: Reference;
	types?: AssociationSpec[];
}

const MAX_INPUTS = 2_000;
const MAX_READ_INPUTS = 1_000;
const READ_LIMIT = 500;

/** Batches of links between two object types (contract 3). */
export function registerLinkBatches(app: FastifyInstance, account: () => HubSpotAccount): void {
	const typesOf = ({ params }: Call<TypesParams, unknown>) => ({
		fromType: objectTypeOf(params.fromObjectType),
		toType: objectTypeOf(params.toObjectType),
	});

	/** Runs every input; what fails becomes an entry of `errors`. */
	const each = <Input, Result>(
		call: Call<TypesParams, { inputs?: Input[] }>,
		full: 200 | 201,
		max: number,
		run: (input: Input, fromType: ObjectType, toType: ObjectType) => Result[],
	) => {
		const startedAt = account().clock.now();
		const { fromType, toType } = typesOf(call);
		const results: Result[] = [];
		const errors: BatchEntryError[] = [];
		for (const input of inputsOf(call.body, max)) {
			try {
				results.push(...run(input, fromType, toType));
			} catch (error) {
				if (!(error instanceof HubSpotError)) throw error;
				errors.push(entryError(error));
			}
		}
		const folded = account().settings.foldPartialStatus && call.version === '2026-09';
		call.reply.code(errors.length > 0 && !folded ? 207 : full);
		return batchAnswer(startedAt, account().clock.now(), results, errors);
	};

	route<TypesParams, { inputs?: LinkInput[] }>(
		app,
		'POST',
		associationPaths('/:fromObjectType/:toObjectType/batch/create'),
		(call) =>
			// 2026-09 documents 200, the others 201.
			each(call, call.version === '2026-09' ? 200 : 201, MAX_INPUTS, (input, fromType, toType) => [
				linkByKinds(
					account(),
					requireLinkable(account(), fromType, input.from?.id),
					requireLinkable(account(), toType, input.to?.id),
					input.types ?? [],
				),
			]),
	);

	route<TypesParams, { inputs?: LinkInput[] }>(
		app,
		'POST',
		associationPaths('/:fromObjectType/:toObjectType/batch/associate/default'),
		(call) =>
			each(call, 200, MAX_INPUTS, (input, fromType, toType) =>
				linkByDefault(
					account(),
					requireLinkable(account(), fromType, input.from?.id),
					requireLinkable(account(), toType, input.to?.id),
				),
			),
	);

	route<TypesParams, { inputs?: { from?: Reference; to?: Reference[] }[] }>(
		app,
		'POST',
		associationPaths('/:fromObjectType/:toObjectType/batch/archive'),
		(call) => {
			const answer = each(call, 200, MAX_INPUTS, (input, fromType, toType) => {
				for (const to of input.to ?? []) {
					unlink(
						account(),
						{ type: fromType, id: String(input.from?.id) },
						{ type: toType, id: String(to.id) },
					);
				}
				return [];
			});
			// v4 answers 204, the dated versions a body.
			return call.version === 'v4' ? undefined : answer;
		},
	);

	route<TypesParams, { inputs?: { id?: string; after?: string }[] }>(
		app,
		'POST',
		associationPaths('/:fromObjectType/:toObjectType/batch/read'),
		(call) =>
			each(call, 200, MAX_READ_INPUTS, ({ id, after }, fromType, toType) => {
				const record = account().store(fromType).byId(String(id));
				const page = record && linkPage(account(), record, toType, READ_LIMIT, after);
				if (!page || page.results.length === 0) throw noLinks(fromType, toType, String(id));
				const { results, ...paging } = page;
				return [{ from: { id: String(id) }, to: results, ...paging }];
			}),
	);
}

function noLinks(fromType: ObjectType, toType: ObjectType, id: string): HubSpotError {
	return new HubSpotError(404, {
		message: `No ${toType.singular} is associated with ${fromType.singular} ${id}.`,
		category: 'OBJECT_NOT_FOUND',
		subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
		context: { fromObjectId: [id], fromObjectType: [fromType.singular], toObjectType: [toType.singular] },
	});
}

function entryError({ body }: HubSpotError): BatchEntryError {
	const { message, category = 'VALIDATION_ERROR', subCategory, context = {}, errors = [], links = {} } = body;
	return { status: 'error', category, ...(subCategory ? { subCategory } : {}), message, context, errors, links };
}
