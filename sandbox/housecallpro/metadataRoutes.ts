import { NOT_APPLICATION_KEY, NOT_COMPANY_KEY } from './access';
import { NAMED } from './bodies';
import { InvalidBody } from './errors';
import { COMMON_SORTS, list } from './lists';
import { find } from './lookup';
import { presentEmployee } from './present';
import { textOf } from './query';
import type { Named } from './records';
import { type Api, route } from './router';
import { saveTag } from './tags';

type None = Record<string, never>;

interface IdParams {
	id: string;
}

interface NameBody {
	name: string;
}

/** The company and its lists (contract 8). */
export function registerMetadata(api: Api): void {
	route(api, 'GET', '/company', {}, ({ account, caller }) => account.company(caller.companyId));

	// Not for company keys, and so no test of a connection (contract 1).
	route(api, 'GET', '/application', { keys: NOT_COMPANY_KEY }, ({ caller }) => ({
		name: 'CRM sandbox',
		state: 'enabled',
		organization_id: caller.companyId,
	}));

	route(api, 'GET', '/employees', {}, (call) =>
		list(call, call.account.employees, {
			name: 'employees',
			present: (employee) => presentEmployee(call.account, employee),
		}),
	);

	registerTags(api);
	registerLeadSources(api);
	registerJobTypes(api);
}

function registerTags(api: Api): void {
	const sorts = { ...COMMON_SORTS, name: ({ name }: Named) => name.toLowerCase() };

	route(api, 'GET', '/tags', {}, (call) =>
		list(call, call.account.tags, { name: 'tags', sorts, present: presentNamed }),
	);

	route<None, NameBody>(api, 'POST', '/tags', { body: NAMED, status: 201 }, ({ account, caller, body }) => {
		if (account.tagIds.has(body.name)) throw new InvalidBody('name', 'has already been taken');
		return presentNamed(saveTag(account, { ...account.newRow('tag', caller.companyId), name: body.name }));
	});

	route<IdParams, NameBody>(api, 'PUT', '/tags/:id', { body: NAMED }, (call) => {
		const tag = find(call, call.account.tags, call.params.id, 'Tag');
		return presentNamed(saveTag(call.account, { ...tag, name: call.body.name, updatedAt: call.account.clock.now() }));
	});
}

function registerLeadSources(api: Api): void {
	const present = ({ id, name, editable = true }: Named) => ({ id, name, editable });

	route(api, 'GET', '/lead_sources', {}, (call) => {
		const q = textOf(call.query, 'q')?.toLowerCase() ?? '';
		return list(call, call.account.leadSources, {
			name: 'lead_sources',
			matches: ({ name }) => name.toLowerCase().includes(q),
			present,
		});
	});

	route<None, NameBody>(api, 'POST', '/lead_sources', { body: NAMED, status: 201 }, ({ account, caller, body }) =>
		present(account.leadSources.save({ ...account.newRow('lds', caller.companyId), name: body.name, editable: true })),
	);

	route<IdParams, NameBody>(api, 'PUT', '/lead_sources/:id', { body: NAMED }, (call) => {
		const { account, params, body } = call;
		const source = find(call, account.leadSources, params.id, 'Lead source');
		if (!source.editable) throw new InvalidBody('lead_source', 'cannot be edited');
		return present(account.leadSources.save({ ...source, name: body.name, updatedAt: account.clock.now() }));
	});
}

/** Not for application keys (contract 1). The list has a filter and no search (contract 8). */
function registerJobTypes(api: Api): void {
	const keys = NOT_APPLICATION_KEY;

	route(api, 'GET', '/job_fields/job_types', { keys }, (call) => {
		const filter = textOf(call.query, 'name')?.toLowerCase() ?? '';
		return list(call, call.account.jobTypes, {
			name: 'job_types',
			matches: ({ name }) => name.toLowerCase().includes(filter),
			present: presentNamed,
		});
	});

	route<None, NameBody>(api, 'POST', '/job_fields/job_types', { keys, body: NAMED }, ({ account, caller, body }) =>
		presentNamed(account.jobTypes.save({ ...account.newRow('jbt', caller.companyId), name: body.name })),
	);

	route<IdParams, NameBody>(api, 'PUT', '/job_fields/job_types/:id', { keys, body: NAMED }, (call) => {
		const { account, params, body } = call;
		const type = find(call, account.jobTypes, params.id, 'Job type');
		return presentNamed(account.jobTypes.save({ ...type, name: body.name, updatedAt: account.clock.now() }));
	});
}

function presentNamed({ id, name }: Named) {
	return { id, name };
}
