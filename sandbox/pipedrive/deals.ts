import { COMPANY, STAGES } from './company';
import { byLink, COMMON_SORTS, DEAL_SCOPES, type EntityType, type Filter, type Writing } from './entityType';
import { badRequest, invalid, refused } from './errors';
import type { PipedriveAccount } from './pipedriveAccount';
import { listOf } from './query';
import type { Values } from './records';
import { stamp } from './stamps';
import { date, datetime, filledText, flag, labels, link, number, oneOf, text, type Rule, user } from './valueRules';

const stageId: Rule = (value) => {
	if (!STAGES.some(({ id }) => id === value)) throw invalid('stage_id', `Stage '${String(value)}' was not found`);
	return value;
};

const pipelineId: Rule = (value) => {
	if (!STAGES.some(({ pipeline_id }) => pipeline_id === value)) {
		throw invalid('pipeline_id', `Pipeline '${String(value)}' was not found`);
	}
	return value;
};

const asStamp: Rule = (value, path, account) => stamp(datetime(value, path, account) as number);

/** All that are not deleted, unless it says otherwise. */
const byStatus: Filter = (query) => {
	const wanted = listOf(query, 'status');
	const unknown = wanted.find((status) => !['open', 'won', 'lost', 'deleted'].includes(status));
	if (unknown) throw invalid('status', `Unknown status '${unknown}'`);
	if (wanted.length === 0) return undefined;
	return ({ values, deletedAt }) => wanted.includes(deletedAt === null ? String(values.status) : 'deleted');
};

export const DEAL: EntityType = {
	kind: 'deals',
	label: 'Deal',
	required: 'title',
	blank: {
		title: null,
		creator_user_id: null,
		owner_id: null,
		value: 0,
		currency: COMPANY.currency,
		person_id: null,
		org_id: null,
		stage_id: null,
		pipeline_id: null,
		stage_change_time: null,
		status: 'open',
		is_archived: false,
		archive_time: null,
		probability: null,
		lost_reason: null,
		visible_to: 3,
		close_time: null,
		won_time: null,
		lost_time: null,
		expected_close_date: null,
		label_ids: [],
		origin: 'API',
		origin_id: null,
		channel: null,
		channel_id: null,
		source_lead_id: null,
		arr: null,
		mrr: null,
		acv: null,
	},
	rules: {
		title: filledText,
		owner_id: user,
		value: number,
		currency: text,
		person_id: link('persons', 'Person'),
		org_id: link('organizations', 'Organization'),
		stage_id: stageId,
		pipeline_id: pipelineId,
		status: oneOf('open', 'won', 'lost'),
		is_archived: flag,
		archive_time: asStamp,
		probability: number,
		lost_reason: text,
		visible_to: oneOf(1, 3, 5, 7),
		close_time: asStamp,
		won_time: asStamp,
		lost_time: asStamp,
		expected_close_date: date,
		label_ids: labels('deals'),
	},
	lasting: ['title', 'owner_id', 'visible_to', 'value', 'currency', 'stage_id', 'pipeline_id', 'status', 'is_archived'],
	scopes: DEAL_SCOPES,
	sorts: COMMON_SORTS,
	filters: [...['owner_id', 'person_id', 'org_id', 'pipeline_id', 'stage_id'].map(byLink), byStatus],
	derive(values, writing) {
		if (!writing.previous) assertRoom(writing.account);
		return withOutcome(withStage(values, writing), writing);
	},
	present: (values, { deletedAt }) => (deletedAt === null ? values : { ...values, status: 'deleted' }),
};

/** The company's plan holds only so many open deals (contract 7). */
function assertRoom(account: PipedriveAccount): void {
	const { openDealsLimit } = account.settings;
	if (openDealsLimit === null) return;
	const open = [...account.records('deals').all()].filter(
		({ values, deletedAt }) => deletedAt === null && values.status === 'open',
	);
	if (open.length >= openDealsLimit) {
		throw refused(403, 'Your company has reached its limit of open deals', 'feature_capping_deals_limit');
	}
}

/** A stage decides the pipeline; a pipeline alone means its first stage. What contradicting ids answer is unverified. */
function withStage(values: Values, { change, previous, account }: Writing): Values {
	const { stage_id: stageAsked, pipeline_id: pipelineAsked } = change;
	if (previous && stageAsked === undefined && pipelineAsked === undefined) return values;
	const stage =
		STAGES.find(({ id }) => id === stageAsked) ??
		STAGES.find(({ pipeline_id }) => pipeline_id === (pipelineAsked ?? 1)) ??
		STAGES[0];
	if (pipelineAsked !== undefined && pipelineAsked !== stage.pipeline_id) {
		throw badRequest(`Stage ${stage.id} does not belong to pipeline ${String(pipelineAsked)}`);
	}
	const isMoved = previous !== undefined && previous.values.stage_id !== stage.id;
	return {
		...values,
		stage_id: stage.id,
		pipeline_id: stage.pipeline_id,
		stage_change_time: isMoved ? stamp(account.clock.now()) : values.stage_change_time,
	};
}

/** A reason and a time belong to their outcome (spec). */
function withOutcome(values: Values, { change, account }: Writing): Values {
	const { status } = values;
	if (change.lost_reason != null && status !== 'lost')
		throw badRequest('lost_reason can only be set if deal status is lost');
	if (change.lost_time != null && status !== 'lost')
		throw badRequest('lost_time can only be set if deal status is lost');
	if (change.won_time != null && status !== 'won') throw badRequest('won_time can only be set if deal status is won');
	if (change.close_time != null && status === 'open') throw badRequest('close_time can only be set if deal is closed');
	if (change.status === undefined) return values;
	const now = stamp(account.clock.now());
	return {
		...values,
		won_time: status === 'won' ? (change.won_time ?? now) : null,
		lost_time: status === 'lost' ? (change.lost_time ?? now) : null,
		close_time: status === 'open' ? null : (change.close_time ?? now),
		lost_reason: status === 'lost' ? values.lost_reason : null,
	};
}
