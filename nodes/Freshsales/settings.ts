import type { IDataObject } from 'n8n-workflow';
import { once, optionsOf, orElse, path, type CrmClient, type FieldKind, type LiveField, type Raw } from '../shared/rest';

/** An entry of one of the account's lists of settings; statuses name their lifecycle stage. */
export interface Entry extends IDataObject { id: number; name: string; position?: number; type?: string; lifecycle_stage_id?: number }

/** A list of settings, below `/selector`: an object with one key (contract section 8). */
export const listOf = async (list: string, client: CrmClient): Promise<Entry[]> => await once(client, list, async () => {
	const { body } = await client.send({ method: 'GET', path: `/selector/${list}` });
	return Object.values(body as IDataObject)[0] as Entry[];
});
/** The same, empty for users with few rights, who are refused it. */
export const visibleList = async (list: string, client: CrmClient): Promise<Entry[]> =>
	await listOf(list, client).catch(orElse<Entry[]>('permission', []));
/** What a field that holds the ID of an entry can be given: entries of its list, and in place of a status its whole stage. */
async function entriesFor(list: string, client: CrmClient): Promise<Entry[]> {
	const stages = list === 'contact_statuses' ? await visibleList('lifecycle_stages', client) : [];
	return [...(await visibleList(list, client)), ...stages.map((stage) => ({ ...stage, lifecycle_stage_id: stage.id, isStage: true }))];
}
/** The entry that a user means by its name or ID; of several with one name, that of a lifecycle stage. @throws CrmFailure */
export async function entryOf(list: string, wanted: unknown, client: CrmClient, stageId?: unknown): Promise<Entry> {
	const entries = await entriesFor(list, client);
	if (!entries.length && /^\d+$/.test(String(wanted))) return { id: Number(wanted), name: String(wanted) };
	const isNear = ({ lifecycle_stage_id: stage }: Entry) => Number(String(stage) === String(stageId));
	const options = [...entries].sort((a, b) => isNear(b) - isNear(a)).map((entry) => ({ id: entry.id, label: entry.name, entry }));
	const [{ entry }] = optionsOf([wanted], options, `The list of ${list.replace(/_/g, ' ')}`) as typeof options;
	return entry;
}

const kinds: Record<string, FieldKind> = {
	textarea: 'longText', number: 'number', date: 'date', checkbox: 'boolean', dropdown: 'choice', multi_select_dropdown: 'choices',
};
interface Described extends Raw {
	name: string; label: string; type: string; required?: boolean; readonly?: boolean; unique?: boolean;
	choices?: Array<{ id: number; value: string }>; fields?: Described[];
}
const flat = (fields: readonly Described[]): Described[] =>
	fields.flatMap((field) => (field.type === 'group_field' ? flat(field.fields ?? []) : [field]));

/** A field of a form: built-in lists take the ID of a choice, custom ones its text (section 8). */
const liveField = ({ name, label, type, choices = [], readonly, unique, required }: Described): LiveField => ({
	name, label, kind: kinds[type] ?? 'text', required: required === true,
	readOnly: readonly === true || type === 'formula', unique: unique === true || name === 'external_id',
	choices: choices.map(({ id, value }) => ({ label: value, value: name.startsWith('cf_') ? value : String(id) })),
});
/** A field that takes the name of an entry. A status is shown with its stage; where two have one name, its ID is taken. */
async function namedField(name: string, list: string, client: CrmClient): Promise<LiveField> {
	const entries = await entriesFor(list, client);
	const choices = entries.map((entry) => {
		const stage = entries.find(({ id, isStage }) => isStage && id === entry.lifecycle_stage_id);
		const isOnlyOne = entries.filter((other) => other.name === entry.name).length === 1;
		const label = stage && stage !== entry ? `${stage.name}: ${entry.name}` : entry.name;
		return { label, value: isOnlyOne ? entry.name : String(entry.id) };
	});
	return { name, label: list === 'lifecycle_stages' ? 'Lifecycle Stage' : name, kind: 'choice', choices };
}
/** The fields of a form; those in `named` take the name of an entry of a list. */
export async function liveFields(plural: string, named: Record<string, string>, client: CrmClient): Promise<LiveField[]> {
	const ask = async () => (await client.send({ method: 'GET', path: path`/settings/${plural}/fields` })).body as { fields: Described[] };
	const { fields } = await once(client, `${plural}/fields`, ask);
	const listed = await Promise.all(Object.entries(named).map(async ([name, list]) => await namedField(name, list, client)));
	return [...listed, ...flat(fields).filter(({ name }) => !named[name]).map(liveField)];
}
