import type { IDataObject } from 'n8n-workflow';
import { errorOf, refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import type { CrmClient, FieldKind, LiveField, Raw } from '../shared/types';

/** An entry of one of the account's lists of settings. */
export interface Entry extends IDataObject { id: number; name: string; position?: number; type?: string; lifecycle_stage_id?: number }

/** What was read of the settings, kept until the run ends that its client serves. */
const known = new WeakMap<CrmClient, Map<string, Promise<unknown>>>();
async function once<T>(what: string, client: CrmClient, read: () => Promise<T>): Promise<T> {
	const held = known.get(client) ?? new Map<string, Promise<unknown>>();
	known.set(client, held);
	const reading = (held.get(what) as Promise<T> | undefined) ?? read();
	held.set(what, reading);
	return await reading;
}

/** A list of settings; an object with one key (contract section 8). Users with few rights are refused it. */
export const listOf = async (name: string, client: CrmClient): Promise<Entry[]> =>
	await once(name, client, async () => Object.values((await client.send({ method: 'GET', path: `/selector/${name.split("/").map(encodeURIComponent).join("/")}` })).body as IDataObject)[0] as Entry[]);

/** The same, empty where the user may not see it. */
export const visibleList = async (name: string, client: CrmClient): Promise<Entry[]> => await listOf(name, client).catch(orNothing);
function orNothing(thrown: unknown): [] {
	if (errorOf(thrown).kind === 'permission') return [];
	throw thrown;
}

/** The entry a user means by its name or id; of several of one name, that of the wanted stage. */
export async function entryOf(list: string, wanted: string, client: CrmClient, stageId?: unknown): Promise<Entry> {
	const isId = /^\d+$/.test(wanted);
	const entries = isId ? await visibleList(list, client) : await listOf(list, client);
	const found = entries.filter(({ id, name }) => (isId ? String(id) === wanted : name.toLowerCase() === wanted.toLowerCase()));
	const entry = found.find(({ lifecycle_stage_id: stage }) => String(stage) === String(stageId)) ?? found[0];
	if (!entry && isId) return { id: Number(wanted), name: wanted };
	if (!entry) throw refusal(`Freshsales has no ${list.replace(/_/g, ' ')} named "${wanted}"`, `Use one of: ${entries.map(({ name }) => name).join(', ')}.`);
	return entry;
}

/** Stages that a resource of ours stands for. */
export type StageName = 'lead' | 'customer';
/** Names may be changed and translated, types are not (contract section 2.1). */
export const isStage = (stage: Partial<Entry> | undefined, wanted: StageName): boolean => [stage?.type, stage?.name].some((word) => String(word).toLowerCase() === wanted);

/** The stage of that type or name; for leads else the first one. `undefined` where the user may not see the stages. */
export async function stageFor(wanted: StageName, client: CrmClient): Promise<Entry | undefined> {
	const stages = await visibleList('lifecycle_stages', client);
	const named = stages.find((stage) => isStage(stage, wanted));
	if (named) return named;
	if (!stages.length) client.warn(`The lifecycle stage was left to Freshsales: the user of the API key may not see the stages`);
	else if (wanted === 'customer') throw refusal('This account has no lifecycle stage "Customer"', `Turn the option off, or give customFields.lifecycle_stage_id. Stages: ${stages.map(({ name }) => name).join(', ')}.`);
	else client.warn('This account has no lifecycle stage "Lead": new leads get its first stage, and Search and the trigger cannot tell leads from other contacts');
	return [...stages].sort((a, b) => Number(a.position) - Number(b.position))[0];
}

const kinds: Record<string, FieldKind> = { textarea: 'longText', number: 'number', date: 'date', checkbox: 'boolean', dropdown: 'choice', multi_select_dropdown: 'choices' };
interface Described extends Raw { name: string; label: string; type: string; choices?: Array<{ id: number; value: string }>; fields?: Described[] }
const flat = (fields: readonly Described[]): Described[] => fields.flatMap((field) => (field.type === 'group_field' ? flat(field.fields ?? []) : [field]));

/** The fields of a form. Built-in lists take the id of a choice, custom ones its text (contract section 8). */
export async function fieldsOf(plural: string, client: CrmClient): Promise<LiveField[]> {
	const fields = await once(`fields of ${plural}`, client, async () => ((await client.send({ method: 'GET', path: path`/settings/${plural}/fields` })).body as { fields: Described[] }).fields);
	return flat(fields).map(({ name, label, type, choices = [], readonly, unique, required }) => ({
		name, label, kind: kinds[type] ?? 'text', readOnly: readonly === true || type === 'formula', unique: unique === true || name === 'external_id', required: required === true,
		choices: choices.map(({ id, value }) => ({ label: value, value: name.startsWith('cf_') ? value : String(id) })),
	}));
}
