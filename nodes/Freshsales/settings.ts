import type { IDataObject } from 'n8n-workflow';
import { EntryFields, once, path, type CrmClient, type Entry, type FieldKind, type LiveField, type Raw } from '../shared/kit';

/** An entry of one of the account's lists of settings; statuses name their lifecycle stage. */
export interface Setting extends Entry { position?: number; type?: string; lifecycle_stage_id?: number; isStage?: boolean }
/** A list of settings, below `/selector`: an object with one key (contract section 8). */
export const listOf = async (list: string, client: CrmClient): Promise<Setting[]> => await once(client, list, async () => {
	const { body } = await client.send({ method: 'GET', path: `/selector/${list}` });
	return Object.values(body as IDataObject)[0] as Setting[];
});
/** In place of a status its whole stage can be given, and a status is shown with its stage. */
async function withStages(list: string, entries: Setting[], client: CrmClient): Promise<Setting[]> {
	if (list !== 'contact_statuses') return entries;
	const stages = await personEntries.visible('lifecycle_stages', client);
	const nameOf = (stageId: unknown) => stages.find(({ id }) => id === stageId)?.name ?? 'Status';
	const statuses = entries.map((status) => ({ ...status, label: `${nameOf(status.lifecycle_stage_id)}: ${status.name}` }));
	return [...statuses, ...stages.map((stage) => ({ ...stage, lifecycle_stage_id: stage.id, isStage: true }))];
}
export const personEntries = new EntryFields<Setting>({
	lists: { lifecycle_stage_id: 'lifecycle_stages', contact_status_id: 'contact_statuses', lead_source_id: 'lead_sources' },
	labels: { lifecycle_stage_id: 'Lifecycle Stage' }, read: listOf, offer: withStages,
});
export const noEntries = new EntryFields<Setting>({ lists: {}, read: listOf });
export const dealEntries = new EntryFields<Setting>({ lists: { deal_stage_id: 'deal_stages' }, read: listOf });
const kinds: Record<string, FieldKind> = {
	textarea: 'longText', number: 'number', date: 'date', checkbox: 'boolean', dropdown: 'choice', multi_select_dropdown: 'choices',
};
interface Choice { id: number; value: string }
interface Described extends Raw { name: string; label: string; type: string; choices?: Choice[]; fields?: Described[] }
const flat = (fields: readonly Described[]): Described[] =>
	fields.flatMap((field) => (field.type === 'group_field' ? flat(field.fields ?? []) : [field]));
/** A field of a form: built-in lists take the ID of a choice, custom ones its text (section 8). */
const liveField = ({ name, label, type, choices = [], readonly, unique, required }: Described): LiveField => ({
	name, label, kind: kinds[type] ?? 'text', required: required === true,
	readOnly: readonly === true || type === 'formula', unique: unique === true || name === 'external_id',
	choices: choices.map(({ id, value }) => ({ label: value, value: name.startsWith('cf_') ? value : String(id) })),
});
/** The fields of a form, and those that take the name of an entry. */
export async function liveFields(plural: string, entries: EntryFields<Setting>, client: CrmClient): Promise<LiveField[]> {
	const ask = async () => (await client.send({ method: 'GET', path: path`/settings/${plural}/fields` })).body as { fields: Described[] };
	const { fields } = await once(client, `${plural}/fields`, ask);
	return [...(await entries.live(client)), ...flat(fields).filter(({ name }) => !entries.has(name)).map(liveField)];
}
