import type { IDataObject } from 'n8n-workflow';
import { insteadOf, once, path, refusal, type CrmClient, type FieldKind, type LiveField, type Raw } from '../shared/rest';

/** An entry of one of the account's lists of settings. */
export interface Entry extends IDataObject { id: number; name: string; position?: number; type?: string; lifecycle_stage_id?: number }

/** A list of settings, below `/selector`: an object with one key (contract section 8). */
export const listOf = async (list: string, client: CrmClient): Promise<Entry[]> =>
	await once(client, list, async () => Object.values((await client.send({ method: 'GET', path: `/selector/${list}` })).body as IDataObject)[0] as Entry[]);
/** The same, empty for users with few rights, who are refused it. */
export const visibleList = async (list: string, client: CrmClient): Promise<Entry[]> =>
	await listOf(list, client).catch(insteadOf('permission', () => []));
/** The entry that a user means by its name or id; of several with one name, that of a lifecycle stage. */
export async function entryOf(list: string, wanted: string, client: CrmClient, stageId: unknown): Promise<Entry> {
	const isId = /^\d+$/.test(wanted);
	const entries = await (isId ? visibleList : listOf)(list, client);
	const found = entries.filter(({ id, name }) => (isId ? String(id) === wanted : name.toLowerCase() === wanted.toLowerCase()));
	const entry = found.find(({ lifecycle_stage_id: stage }) => String(stage) === String(stageId)) ?? found[0];
	if (entry || isId) return entry ?? { id: Number(wanted), name: wanted };
	throw refusal(`Freshsales has no ${list.replace(/_/g, ' ')} named "${wanted}"`, `Use one of: ${entries.map(({ name }) => name).join(', ')}.`);
}

/** Names may be changed and translated, types are not (contract section 2.1). */
export const isLead = (stage: IDataObject = {}): boolean => [stage.type, stage.name].some((word) => String(word).toLowerCase() === 'lead');
/** The stage of leads, else the first one; `undefined` where the user may not see the stages. */
export async function leadStage(client: CrmClient): Promise<Entry | undefined> {
	const stages = [...(await visibleList('lifecycle_stages', client))].sort((a, b) => Number(a.position) - Number(b.position));
	const found = stages.find(isLead);
	if (!found) client.warn('No lifecycle stage "Lead" is there to see: new leads begin in the first one, and Search and the trigger find none');
	return found ?? stages[0];
}

const kinds: Record<string, FieldKind> = {
	textarea: 'longText', number: 'number', date: 'date', checkbox: 'boolean', dropdown: 'choice', multi_select_dropdown: 'choices',
};
interface Described extends Raw { name: string; label: string; type: string; choices?: Array<{ id: number; value: string }>; fields?: Described[] }
const flat = (fields: readonly Described[]): Described[] => fields.flatMap((field) => (field.type === 'group_field' ? flat(field.fields ?? []) : [field]));
/** The fields of a form: built-in lists take the id of a choice, custom ones its text (section 8), and those in `named` the name of an entry. */
export async function liveFields(plural: string, named: Record<string, string>, client: CrmClient): Promise<LiveField[]> {
	const ask = async () => (await client.send({ method: 'GET', path: path`/settings/${plural}/fields` })).body as { fields: Described[] };
	const form = flat((await once(client, `${plural}/fields`, ask)).fields).filter(({ name }) => !named[name]);
	const listed = await Promise.all(Object.entries(named).map(async ([name, list]): Promise<LiveField> => {
		const choices = (await visibleList(list, client)).map((entry) => ({ label: entry.name, value: entry.name }));
		return { name, label: list === 'lifecycle_stages' ? 'Lifecycle Stage' : name, kind: 'choice', readOnly: false, unique: false, choices };
	}));
	return [...listed, ...form.map(({ name, label, type, choices = [], readonly, unique, required }) => ({
		name, label, kind: kinds[type] ?? 'text', required: required === true,
		readOnly: readonly === true || type === 'formula', unique: unique === true || name === 'external_id',
		choices: choices.map(({ id, value }) => ({ label: value, value: name.startsWith('cf_') ? value : String(id) })),
	}))];
}
