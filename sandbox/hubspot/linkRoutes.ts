import type { FastifyInstance } from 'fastify';
import { associationTypesBetween } from './associationTypes';
import { notFound, validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { type AssociationSpec, link, liveLinks, requireDefaultKind, requireKind, requireLinkable, unlink } from './links';
import { type ObjectType, objectTypeOf } from './objectTypes';
import { associationPaths, linkPaths } from './paths';
import { batchAnswer } from './present';
import { route, textOf } from './router';
import type { StoredRecord } from './store';

interface FromParams {
	objectType: string;
	objectId: string;
	toObjectType: string;
}

interface PairParams extends FromParams {
	toObjectId: string;
}

const DEFAULT_LIMIT = 500;

/** The links of single records, and the labels between two object types (contract 3). */
export function registerLinks(app: FastifyInstance, account: () => HubSpotAccount): void {
	const pairOf = (params: PairParams) => {
		const fromType = objectTypeOf(params.objectType);
		const toType = objectTypeOf(params.toObjectType);
		return {
			from: requireLinkable(account(), fromType, params.objectId),
			to: requireLinkable(account(), toType, params.toObjectId),
		};
	};

	route<PairParams>(
		app,
		'PUT',
		linkPaths('/:objectType/:objectId/associations/default/:toObjectType/:toObjectId'),
		(call) => {
			const startedAt = account().clock.now();
			const { from, to } = pairOf(call.params);
			return batchAnswer(startedAt, account().clock.now(), linkByDefault(account(), from, to), []);
		},
	);

	route<PairParams>(app, 'PUT', linkPaths('/:objectType/:objectId/associations/:toObjectType/:toObjectId'), (call) => {
		const { from, to } = pairOf(call.params);
		call.reply.code(201);
		return linkByKinds(account(), from, to, specsOf(call.body));
	});

	route<PairParams>(
		app,
		'DELETE',
		linkPaths('/:objectType/:objectId/associations/:toObjectType/:toObjectId'),
		(call) => {
			const from = { type: objectTypeOf(call.params.objectType), id: call.params.objectId };
			const to = { type: objectTypeOf(call.params.toObjectType), id: call.params.toObjectId };
			unlink(account(), from, to);
		},
	);

	route<FromParams>(app, 'GET', linkPaths('/:objectType/:objectId/associations/:toObjectType'), (call) => {
		const record = account().store(call.params.objectType).byId(call.params.objectId);
		if (!record) throw notFound();
		const limit = Number(textOf(call.query.limit) ?? DEFAULT_LIMIT);
		return linkPage(account(), record, objectTypeOf(call.params.toObjectType), limit, textOf(call.query.after));
	});

	route<{ fromObjectType: string; toObjectType: string }>(
		app,
		'GET',
		associationPaths('/:fromObjectType/:toObjectType/labels'),
		({ params }) => {
			const types = associationTypesBetween(objectTypeOf(params.fromObjectType), objectTypeOf(params.toObjectType));
			return { results: types.map(({ category, typeId, label }) => ({ category, typeId, label })) };
		},
	);
}

function specsOf(body: unknown): AssociationSpec[] {
	if (Array.isArray(body) && body.every((spec) => typeof spec === 'object' && spec !== null)) return body;
	throw validationError('Invalid input JSON: a list of association types is expected.');
}

/** Links with the plain kind; answers one entry per direction. */
export function linkByDefault(account: HubSpotAccount, from: StoredRecord, to: StoredRecord) {
	const type = requireDefaultKind(from.type, to.type);
	link(account, from, to, type);
	const entry = (start: StoredRecord, end: StoredRecord, associationTypeId: number) => ({
		from: { id: start.id },
		to: { id: end.id },
		associationSpec: { associationCategory: type.category, associationTypeId },
	});
	return [entry(from, to, type.typeId), entry(to, from, type.inverseId)];
}

/** Links with the given kinds. Ids come back as numbers, as recorded (contract 3). */
export function linkByKinds(
	account: HubSpotAccount,
	from: StoredRecord,
	to: StoredRecord,
	specs: readonly AssociationSpec[],
) {
	const kinds = specs.map((spec) => requireKind(from.type, to.type, spec));
	kinds.forEach((kind) => link(account, from, to, kind));
	return {
		fromObjectTypeId: from.type.id,
		fromObjectId: Number(from.id),
		toObjectTypeId: to.type.id,
		toObjectId: Number(to.id),
		labels: kinds.flatMap(({ label }) => label ?? []),
	};
}

/** One page of a record's links. */
export function linkPage(
	account: HubSpotAccount,
	record: StoredRecord,
	toType: ObjectType,
	limit: number,
	after?: string,
) {
	const links = liveLinks(account, record, toType).sort((a, b) => Number(a.id) - Number(b.id));
	const start = after === undefined ? 0 : links.findIndex(({ id }) => Number(id) >= Number(after));
	const rest = start < 0 ? [] : links.slice(start);
	const next = rest[limit];
	return {
		results: rest.slice(0, limit).map(({ id, types }) => ({
			toObjectId: Number(id),
			associationTypes: types.map(({ category, typeId, label }) => ({ category, typeId, label })),
		})),
		...(next ? { paging: { next: { after: next.id } } } : {}),
	};
}
