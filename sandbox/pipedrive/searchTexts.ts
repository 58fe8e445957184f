import type { PipedriveAccount } from './pipedriveAccount';
import type { Kind, StoredRecord } from './records';

/** What kinds search finds; activities and notes are not among them. */
export type SearchKind = Exclude<Kind, 'activities' | 'notes'>;

/** The texts of a record by the search's words for fields. */
export type SearchTexts = Readonly<Record<string, readonly string[]>>;

/** The fields that a kind is searched by. Leads cannot be found by e-mail or phone (contract 3.3). */
export const SEARCH_FIELDS: Readonly<Record<SearchKind, readonly string[]>> = {
	persons: ['name', 'email', 'phone', 'notes', 'custom_fields'],
	organizations: ['name', 'address', 'notes', 'custom_fields'],
	deals: ['title', 'notes', 'custom_fields'],
	leads: ['title', 'notes', 'custom_fields'],
};

/** The only types of custom fields that search looks into (contract 4). */
const SEARCHABLE = new Set(['address', 'varchar', 'text', 'varchar_auto', 'double', 'monetary', 'phone']);

const NOTE_PARENT: Readonly<Record<SearchKind, string>> = {
	persons: 'person_id',
	organizations: 'org_id',
	deals: 'deal_id',
	leads: 'lead_id',
};

const known = new WeakMap<StoredRecord, SearchTexts>();

/** The texts of a record itself, whose notes are elsewhere. */
export function textsOf(account: PipedriveAccount, kind: SearchKind, record: StoredRecord): SearchTexts {
	const cached = known.get(record);
	if (cached) return cached;
	const texts = { ...ownTexts(kind, record), custom_fields: customTexts(account, kind, record), notes: [] };
	known.set(record, texts);
	return texts;
}

/** The notes about the records of a kind, by the id of the record. */
export function notesByParent(account: PipedriveAccount, kind: SearchKind): Map<unknown, string[]> {
	const notes = new Map<unknown, string[]>();
	for (const { values } of account.index('notes').visible()) {
		const parent = values[NOTE_PARENT[kind]];
		notes.set(parent, [...(notes.get(parent) ?? []), String(values.content)]);
	}
	return notes;
}

/** The searchable text of a custom value. */
export function customText(value: unknown): string {
	return String(typeof value === 'object' && value !== null ? (value as { value: unknown }).value : value);
}

function ownTexts(kind: SearchKind, { values }: StoredRecord): SearchTexts {
	const points = (name: string) => ((values[name] ?? []) as { value: string }[]).map(({ value }) => value);
	if (kind === 'persons') return { name: [String(values.name)], email: points('emails'), phone: points('phones') };
	if (kind !== 'organizations') return { title: [String(values.title)] };
	const address = values.address as { value: string } | null;
	return { name: [String(values.name)], address: address ? [address.value] : [] };
}

function customTexts(account: PipedriveAccount, kind: SearchKind, { customFields }: StoredRecord): string[] {
	return account.fields[kind === 'leads' ? 'deals' : kind]
		.filter(({ field_code, field_type }) => SEARCHABLE.has(field_type) && customFields[field_code] !== undefined)
		.map(({ field_code }) => customText(customFields[field_code]));
}
