import type { IDataObject } from 'n8n-workflow';
import type { CrmClient, Raw, Scope } from '../shared/rest';
import { entryOf, visibleList, type Entry } from './settings';

/** The lifecycle stage and the contact status that a write sets. A status belongs to a stage, and both are sent (contract section 2.1). */
export interface Standing { lifecycle_stage_id?: number; contact_status_id?: number | null }

/** What a body says of them by name or ID; a stage in place of the status means its first one. @throws CrmFailure */
export async function standingOf(stage: unknown, status: unknown, held: Raw | undefined, client: CrmClient): Promise<Standing> {
	const stageId = stage ? (await entryOf('lifecycle_stages', stage, client)).id : undefined;
	if (!status) return { lifecycle_stage_id: stageId, contact_status_id: status as null | undefined };
	const entry = await entryOf('contact_statuses', status, client, stageId ?? held?.lifecycle_stage_id);
	return { lifecycle_stage_id: entry.lifecycle_stage_id ?? stageId, contact_status_id: entry.isStage ? undefined : entry.id };
}

/** Names may be changed and translated, types are not (section 2.1). */
export const isLead = (stage: IDataObject = {}): boolean => [stage.type, stage.name].some((word) => String(word).toLowerCase() === 'lead');
/** The stage of leads, else the first one; `undefined` where the user may not see the stages. */
async function leadStage(client: CrmClient): Promise<Entry | undefined> {
	const stages = [...(await visibleList('lifecycle_stages', client))].sort((a, b) => Number(a.position) - Number(b.position));
	const found = stages.find(isLead);
	if (!found) client.warn('No lifecycle stage "Lead" is there to see: new leads begin in the first one, and Search and the trigger find none');
	return found ?? stages[0];
}

/**
 * Where a write of a lead leaves the contact: as the user says, else in the stage of leads. It only moves forward, as a customer
 * who asks again is still a customer; back only by the user's word, and with the switch for it.
 */
export async function onward(said: Standing, held: Raw | undefined, client: CrmClient, { switches = [] }: Scope): Promise<Standing> {
	const isSaid = Object.values(said).some((id) => id !== undefined);
	const wanted = isSaid ? said : { lifecycle_stage_id: (await leadStage(client))?.id };
	if (!held || (isSaid && switches.includes('moveBack'))) return wanted;
	const stages = await visibleList('lifecycle_stages', client);
	const place = (stageId: unknown) => Number(stages.find(({ id }) => id === stageId)?.position);
	const steps = place(wanted.lifecycle_stage_id) - place(held.lifecycle_stage_id);
	if (steps < 0) client.warn('Contacts that are further than the lifecycle stage of a lead keep theirs; Move Leads Back, an option, changes that');
	// Where the user may not see the stages, only what is said counts.
	return steps > 0 || (isSaid && !(steps < 0)) ? wanted : {};
}

/** The part of a standing that a record does not have, with the rest of it, or nothing. */
export const differing = (wanted: Standing, raw: Raw): Standing =>
	(Object.entries(wanted).some(([column, id]) => id !== undefined && raw[column] !== id) ? wanted : {});
