import type { IDataObject } from 'n8n-workflow';
import type { CrmClient, Raw, Scope } from '../shared/kit';
import { personEntries, type Setting } from './settings';

/** The lifecycle stage and the status that a write sets. A status belongs to a stage, and both are sent (contract section 2.1). */
export interface Standing { lifecycle_stage_id?: number; contact_status_id?: number | null }
/** What a body says of them by name or ID; a stage in place of the status means its first one. @throws CrmFailure */
export async function standingOf(stage: unknown, status: unknown, held: Raw | undefined, client: CrmClient): Promise<Standing> {
	const stageId = stage ? (await personEntries.meant('lifecycle_stage_id', stage, client)).id : undefined;
	if (!status) return { lifecycle_stage_id: stageId, contact_status_id: status as null | undefined };
	const isNear = (entry: Setting) => entry.lifecycle_stage_id === (stageId ?? held?.lifecycle_stage_id);
	const entry = await personEntries.meant('contact_status_id', status, client, isNear);
	return { lifecycle_stage_id: entry.lifecycle_stage_id ?? stageId, contact_status_id: entry.isStage ? undefined : entry.id };
}
/** Names may be changed and translated, types are not (section 2.1). */
export const isLead = ({ type, name }: IDataObject = {}) => [type, name].some((word) => String(word).toLowerCase() === 'lead');
/** The stage of leads, else the first one; `undefined` where the user may not see the stages. */
function leadStage(stages: readonly Setting[], client: CrmClient): Setting | undefined {
	const found = stages.find((stage) => isLead(stage));
	if (!found) client.warn('No lifecycle stage "Lead" is there to see: new leads begin in the first, and Search and the trigger find none');
	return found ?? [...stages].sort((a, b) => Number(a.position) - Number(b.position))[0];
}
/**
 * What brings a lead to where the user says, else into the stage of leads. It only moves forward, as a customer who asks
 * again is still a customer; back only by the user's word, and with the switch for it. @param held as the contact is
 */
export async function onward(said: Standing, held: Raw, isNew: boolean, client: CrmClient, { switches = [] }: Scope): Promise<Standing> {
	const stages = await personEntries.visible('lifecycle_stages', client);
	const isSaid = Object.values(said).some((id) => id !== undefined);
	const wanted = isSaid ? said : { lifecycle_stage_id: leadStage(stages, client)?.id };
	if (Object.entries(wanted).every(([column, id]) => id === undefined || held[column] === id)) return {};
	const place = (stageId: unknown) => Number(stages.find(({ id }) => id === stageId)?.position);
	const steps = place(wanted.lifecycle_stage_id) - place(held.lifecycle_stage_id);
	if (isNew || steps > 0 || (isSaid && (switches.includes('moveBack') || !(steps < 0)))) return wanted;
	if (steps < 0) client.warn('Contacts that are further than the lifecycle stage of a lead keep theirs; see the option Move Leads Back');
	return {};
}
