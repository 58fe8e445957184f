import type { Caller } from './access';
import { DEAL } from './deals';
import { createEntity } from './entityWriter';
import { leadNotFound, v1Error } from './errors';
import type { PipedriveAccount } from './pipedriveAccount';
import type { StoredRecord } from './records';
import type { Body } from './router';

/** Begins to turn a lead into a deal, which takes a while (contract 3.3). */
export function startConversion(
	account: PipedriveAccount,
	lead: StoredRecord,
	{ stage_id, pipeline_id }: Body,
): string {
	const id = account.newUuid('conversions');
	const target = {
		...(stage_id === undefined ? {} : { stage_id }),
		...(pipeline_id === undefined ? {} : { pipeline_id }),
	};
	const readyAt = account.clock.now() + account.settings.conversionMs;
	account.conversions.set(id, { leadId: String(lead.id), readyAt, target });
	return id;
}

/** How far a conversion is. The sandbox does the work when it is first asked after the time is over. */
export function conversionStatus(
	account: PipedriveAccount,
	caller: Caller,
	leadId: string,
	conversionId: string,
): object {
	const conversion = account.conversions.get(conversionId);
	if (!conversion || conversion.leadId !== leadId) {
		throw v1Error(404, 'Conversion not found', 'Object was not found.');
	}
	const known = { lead_id: leadId, conversion_id: conversionId };
	if (account.clock.now() < conversion.readyAt) return { ...known, status: 'running' };
	conversion.dealId ??= convert(account, caller, leadId, conversion.target);
	return { ...known, deal_id: conversion.dealId, status: 'completed' };
}

/** The lead becomes a deal and is deleted. */
function convert(account: PipedriveAccount, caller: Caller, leadId: string, target: Body): number {
	const lead = account.records('leads').living(leadId);
	if (!lead) throw leadNotFound();
	const { title, owner_id, person_id, organization_id, value, expected_close_date } = lead.values;
	const money = value as { amount: number; currency: string } | null;
	const deal = createEntity(account, caller, DEAL, {
		title,
		owner_id,
		person_id,
		org_id: organization_id,
		expected_close_date,
		...(money ? { value: money.amount, currency: money.currency } : {}),
		...target,
	});
	account.save('deals', {
		...deal,
		values: { ...deal.values, source_lead_id: leadId },
		customFields: lead.customFields,
	});
	account.delete('leads', lead);
	return Number(deal.id);
}
