import { isVisible } from './access';
import { DEAL_SCOPES } from './entityType';
import { leadNotFound } from './errors';
import { conversionStatus, startConversion } from './leadConversion';
import { draftLead, presentLead, updateLead } from './leads';
import { offsetPage, type SortKey, sortedBy } from './offsetPages';
import { integerOf, timeOf } from './query';
import type { StoredRecord } from './records';
import { type Api, type Call, route } from './router';

type One = { id: string };

const READ = ['leads:read', 'leads:full'];
const WRITE = ['leads:full'];

const valueKeys = ['title', 'owner_id', 'creator_id', 'was_seen', 'expected_close_date'].map(
	(name): [string, SortKey] => [name, ({ values }) => values[name] as ReturnType<SortKey>],
);

const SORTS: Readonly<Record<string, SortKey>> = {
	...Object.fromEntries(valueKeys),
	id: ({ id }) => id,
	add_time: ({ addTime }) => addTime,
	update_time: ({ updateTime }) => updateTime,
};

/** Leads live in v1 only; their conversion is v2 (contract 3.3). */
export function registerLeads(api: Api): void {
	const endpoint = { version: 'v1', path: '/leads', scopes: READ } as const;
	const writing = { ...endpoint, scopes: WRITE };
	const one = '/leads/:id';

	route(api, { ...endpoint, method: 'GET', cost: 20 }, (call) => listLeads(call, false));
	route(api, { ...endpoint, method: 'GET', path: '/leads/archived', cost: 40 }, (call) => listLeads(call, true));

	route(api, { ...writing, method: 'POST', cost: 10, status: 201 }, ({ account, caller, body }) => {
		const lead = account.save('leads', draftLead(account, caller, body));
		return { data: presentLead(account, lead) };
	});

	route<One>(api, { ...endpoint, method: 'GET', path: one, cost: 2 }, (call) => ({
		data: presentLead(call.account, findLead(call)),
	}));

	route<One>(api, { ...writing, method: 'PATCH', path: one, cost: 10 }, (call) => ({
		data: presentLead(call.account, updateLead(call.account, findLead(call), call.body)),
	}));

	route<One>(api, { ...writing, method: 'DELETE', path: one, cost: 6 }, (call) => {
		const lead = findLead(call);
		call.account.delete('leads', lead);
		return { data: { id: lead.id } };
	});

	const conversion = { version: 'v2', method: 'POST', path: `${one}/convert/deal`, cost: 40, scopes: WRITE } as const;
	route<One>(api, conversion, (call) => ({
		data: { conversion_id: startConversion(call.account, findLead(call), call.body) },
		additional_data: null,
	}));

	const status = { version: 'v2', method: 'GET', path: `${one}/convert/status/:conversionId`, cost: 1 } as const;
	route<One & { conversionId: string }>(
		api,
		{ ...status, scopes: [...WRITE, ...READ, ...DEAL_SCOPES.read] },
		(call) => ({
			data: conversionStatus(call.account, call.caller, call.params.id, call.params.conversionId),
			additional_data: null,
		}),
	);
}

/** Archived leads have a list of their own. */
function listLeads(call: Call, archived: boolean): object {
	const { account, caller, query } = call;
	const links = ['owner_id', 'person_id', 'organization_id'].map((name) => [name, integerOf(query, name)] as const);
	const since = archived ? undefined : timeOf(query, 'updated_since');
	const found: StoredRecord[] = [];
	for (const lead of account.records('leads').all()) {
		if (lead.deletedAt !== null || lead.values.is_archived !== archived || !isVisible(caller, lead)) continue;
		if (since !== undefined && lead.updateTime < since) continue;
		if (links.every(([name, id]) => id === undefined || lead.values[name] === id)) found.push(lead);
	}
	const { items, paging } = offsetPage(query, sortedBy(query, found, SORTS));
	return {
		data: items.map((lead) => presentLead(account, lead)),
		additional_data: account.settings.leadPaging === 'flat' ? paging : { pagination: paging },
	};
}

function findLead({ account, caller, params }: Call<One>): StoredRecord {
	const lead = account.records('leads').living(params.id);
	if (!lead || !isVisible(caller, lead)) throw leadNotFound();
	return lead;
}
