import { PIPELINE_UPDATE } from './bodies';
import type { Collection } from './collection';
import { PIPELINE, type PipelineResource, type PipelineStatus } from './company';
import { HousecallProError, notFound, pipelineBody } from './errors';
import type { HousecallAccount } from './housecallAccount';
import { paged } from './lists';
import { find } from './lookup';
import { textOf } from './query';
import type { Lead, Row } from './records';
import { type Api, type Call, route } from './router';

interface PipelineBody {
	resource_type: PipelineResource;
	resource_id: string;
	status_id: string;
}

/** Statuses of leads, jobs and estimates; they only move forward (contract 3). */
export function registerPipeline(api: Api): void {
	const errorBody = pipelineBody;

	route(api, 'GET', '/pipeline/statuses', { errorBody }, (call) => {
		const resource = textOf(call.query, 'resource_type');
		const statuses = PIPELINE[resource as PipelineResource] as readonly PipelineStatus[] | undefined;
		if (!statuses) throw new HousecallProError(call.account.settings.validationStatus, 'resource_type is invalid');
		return paged(call, 'statuses', call.account.settings.pipelineEnabled ? statuses : [], (status) => status);
	});

	route<Record<string, never>, PipelineBody>(
		api,
		'PUT',
		'/pipeline/statuses',
		{ body: PIPELINE_UPDATE, errorBody },
		(call) => {
			const { resource_type, resource_id, status_id } = call.body;
			const { name } = move(call, call.body);
			return { status_id, resource_id, resource_type, name };
		},
	);
}

function move(call: Call<Record<string, never>, PipelineBody>, body: PipelineBody): PipelineStatus {
	const { account } = call;
	const { resource_type: type, resource_id: id } = body;
	const statuses = account.settings.pipelineEnabled ? PIPELINE[type] : [];
	const target = statuses.findIndex((status) => status.id === body.status_id);
	if (target < 0) throw notFound('Status');

	const advance = <Kind extends Row & { pipelineStatus: PipelineStatus }>(
		collection: Collection<Kind>,
		effects: (row: Kind) => Kind = (row) => row,
	) => {
		const row = find(call, collection, id, type);
		if (target < statuses.findIndex((status) => status.id === row.pipelineStatus.id)) {
			throw new HousecallProError(account.settings.validationStatus, 'Only forward movement is allowed');
		}
		collection.save(effects({ ...row, pipelineStatus: statuses[target], updatedAt: account.clock.now() }));
		return statuses[target];
	};
	if (type === 'job') return advance(account.jobs);
	if (type === 'estimate') return advance(account.estimates);
	return advance(account.leads, (lead) => closed(account, lead));
}

/** The last statuses of the pipeline close the lead. */
function closed({ clock }: HousecallAccount, lead: Lead): Lead {
	const { status_type: type } = lead.pipelineStatus;
	if (type !== 'won' && type !== 'lost') return lead;
	return { ...lead, status: type, lostAt: type === 'lost' ? clock.now() : null };
}
