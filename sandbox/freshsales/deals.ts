import { Problems } from './errors';
import { DEAL_FORM } from './fields';
import { type RecordBody, writeForm } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import { CURRENCIES, DEAL_STAGES, type DealStage, PIPELINES, type User } from './portal';
import type { Deal } from './records';
import { checkFilled } from './required';

/** A deal starts in the first stage of the default pipeline (live). */
export function createDeal(account: FreshsalesAccount, user: User, body: RecordBody): Deal {
	const [{ stages }] = PIPELINES;
	const blank: Deal = {
		...account.newRow(user.id),
		values: { owner_id: user.id, currency_id: CURRENCIES[0].id, ...stageValues(stages[0]) },
		custom: {},
		contactIds: [],
		closedAt: null,
	};
	return account.deals.save(written(account, blank, body));
}

export function updateDeal(account: FreshsalesAccount, current: Deal, body: RecordBody): Deal {
	return account.deals.save({ ...written(account, current, body), updatedAt: account.clock.now() });
}

export function stageOf({ values }: Deal): DealStage {
	return DEAL_STAGES.get(Number(values.deal_stage_id))!;
}

function written(account: FreshsalesAccount, current: Deal, body: RecordBody): Deal {
	const problems = new Problems();
	const stage = chosenStage(current, body, problems);
	const isMove = stage !== stageOf(current);
	const moved = isMove ? { ...current, values: { ...current.values, ...stageValues(stage) } } : current;
	const form = writeForm(DEAL_FORM, account.deals, moved, body, problems);
	const isOpen = stage.forecast_type === 'Open';
	const deal: Deal = {
		...form,
		contactIds: contactIds(account, current, body, problems),
		closedAt: isOpen ? null : isMove ? account.clock.now() : current.closedAt,
	};
	const { sales_account_id: companyId } = deal.values;
	if (companyId && !account.salesAccounts.get(Number(companyId))) problems.add('sales_account_id', "Account doesn't exist");
	checkFilled(DEAL_FORM, deal, account.settings.requiredFields.deals, problems);
	problems.check();
	return deal;
}

/** The probability follows the stage (live). */
function stageValues({ id, deal_pipeline_id, probability }: DealStage) {
	return { deal_stage_id: id, deal_pipeline_id, probability };
}

/** A pipeline alone means its first stage; a stage of another pipeline than the one sent does not exist [unverified]. */
function chosenStage(current: Deal, body: RecordBody, problems: Problems): DealStage {
	const { deal_stage_id: stageId, deal_pipeline_id: pipelineId } = body;
	if (stageId == null && pipelineId == null) return stageOf(current);
	const pipeline = PIPELINES.find(({ id }) => id === Number(pipelineId));
	if (pipelineId != null && !pipeline) problems.add('deal_pipeline_id', "Deal pipeline doesn't exist");
	if (stageId == null) return pipeline?.stages[0] ?? stageOf(current);
	const stage = DEAL_STAGES.get(Number(stageId));
	if (stage && (!pipeline || pipeline.id === stage.deal_pipeline_id)) return stage;
	problems.add('deal_stage_id', "Deal stage doesn't exist");
	return stageOf(current);
}

/** Contacts are added and removed by lists of ids; there is no list that replaces (contract 3). */
function contactIds(account: FreshsalesAccount, current: Deal, body: RecordBody, problems: Problems): readonly number[] {
	const idsOf = (name: string) => (Array.isArray(body[name]) ? body[name].map(Number) : []);
	const added = idsOf('contacts_added_list');
	const removed = idsOf('contacts_removed_list');
	if (added.some((id) => !account.contacts.get(id))) problems.add('contacts_added_list', "Contact doesn't exist");
	return [...new Set([...current.contactIds, ...added])].filter((id) => !removed.includes(id));
}
