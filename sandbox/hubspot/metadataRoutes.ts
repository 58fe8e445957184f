import type { FastifyInstance } from 'fastify';
import { requireScope } from './access';
import { ACCOUNT, OWNERS, PIPELINES } from './account';
import { notFound, validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { type ObjectType, objectTypeOf } from './objectTypes';
import { accountPaths, servicePaths } from './paths';
import { type Call, route, textOf } from './router';

interface TypeParams {
	objectType: string;
}

const DEFAULT_OWNER_LIMIT = 100;
const MAX_OWNER_LIMIT = 500;

/** Account details, properties, owners and pipelines (contract 1 and 8). */
export function registerMetadata(app: FastifyInstance, account: () => HubSpotAccount): void {
	route(app, 'GET', accountPaths('/details'), ({ request }) => {
		requireScope(request, 'oauth');
		return ACCOUNT;
	});

	const typeFor = ({ params, request }: Call<TypeParams>): ObjectType => {
		const type = objectTypeOf(params.objectType);
		requireScope(request, type.readScope, type.writeScope, `crm.schemas.${type.name}.read`);
		return type;
	};

	route<TypeParams>(app, 'GET', servicePaths('properties', '/:objectType'), (call) => {
		const properties = [...account().propertiesOf(typeFor(call)).values()];
		const archived = textOf(call.query.archived) === 'true';
		return { results: properties.filter((property) => property.archived === archived) };
	});

	route<TypeParams & { propertyName: string }>(
		app,
		'GET',
		servicePaths('properties', '/:objectType/:propertyName'),
		(call) => {
			const property = account().propertiesOf(typeFor(call)).get(call.params.propertyName);
			if (!property) throw notFound();
			return property;
		},
	);

	route<TypeParams>(app, 'GET', servicePaths('property-validations', '/:objectType'), () => ({ results: [] }));

	route<TypeParams>(app, 'GET', servicePaths('pipelines', '/:objectType'), (call) => ({
		results: PIPELINES[typeFor(call).name] ?? [],
	}));

	route<TypeParams & { pipelineId: string }>(
		app,
		'GET',
		servicePaths('pipelines', '/:objectType/:pipelineId'),
		(call) => {
			const pipeline = PIPELINES[typeFor(call).name]?.find(({ id }) => id === call.params.pipelineId);
			if (!pipeline) throw notFound();
			return pipeline;
		},
	);

	route(app, 'GET', servicePaths('owners'), ({ request, query }) => {
		requireScope(request, 'crm.objects.owners.read');
		return ownerPage(query);
	});

	route<{ ownerId: string }>(app, 'GET', servicePaths('owners', '/:ownerId'), ({ request, params, query }) => {
		requireScope(request, 'crm.objects.owners.read');
		const key = textOf(query.idProperty) === 'userId' ? 'userId' : 'id';
		const archived = textOf(query.archived) === 'true';
		const owner = OWNERS.find((one) => String(one[key]) === params.ownerId && one.archived === archived);
		if (!owner) throw notFound();
		return owner;
	});
}

function ownerPage(query: Call<never>['query']) {
	const limit = Number(textOf(query.limit) ?? DEFAULT_OWNER_LIMIT);
	if (!Number.isInteger(limit) || limit < 1 || limit > MAX_OWNER_LIMIT) {
		throw validationError(`Invalid page size: ${textOf(query.limit)}. The maximum is ${MAX_OWNER_LIMIT}.`);
	}
	const archived = textOf(query.archived) === 'true';
	const email = textOf(query.email)?.toLowerCase();
	const after = Number(textOf(query.after) ?? 0);
	const rest = OWNERS.filter(
		(owner) => owner.archived === archived && (!email || owner.email === email) && Number(owner.id) > after,
	);
	const results = rest.slice(0, limit);
	const last = results.at(-1);
	return {
		results,
		...(rest.length > limit && last ? { paging: { next: { after: last.id } } } : {}),
	};
}
