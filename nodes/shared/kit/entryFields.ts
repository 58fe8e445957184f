import type { IDataObject } from 'n8n-workflow';
import { insteadOf } from '../http/failure';
import { optionsOf } from './options';
import type { CrmClient, Field, LiveField, Raw } from '../types';

/** An entry of one of the account's lists of settings, such as a status or a source; `label` is what the editor shows of it. */
export interface Entry extends IDataObject { id: number; name: string; label?: string }

/** Fields that hold the ID of an entry, and how their lists are read. */
export interface EntryRules<E extends Entry> {
	/** The list of each field, by the vendor's names. */
	lists: Readonly<Record<string, string>>;
	read(list: string, client: CrmClient): Promise<E[]>;
	/** What the fields of a list can be given, where that is more than its entries. */
	offer?(list: string, entries: E[], client: CrmClient): Promise<E[]>;
	/** Names of fields in the editor, where the vendor's name does not serve. */
	labels?: Readonly<Record<string, string>>;
}

type Holder = { beside?: Record<string, IDataObject | undefined> };

/** Fields that hold the ID of an entry of a list: users read and write its name. Records keep the entries under `beside`. */
export class EntryFields<E extends Entry> {
	constructor(private readonly rules: EntryRules<E>) {}

	/** True for a field that holds the ID of an entry. */
	has(column: string): boolean {
		return column in this.rules.lists;
	}

	/** The entries of a list; none for users with few rights, who are refused it. */
	async visible(list: string, client: CrmClient): Promise<E[]> {
		return await this.rules.read(list, client).catch(insteadOf<E[]>('permission', () => []));
	}

	/** The entry that a field of a record names; one that a later write left behind does not count. */
	of(raw: Raw, column: string): IDataObject | undefined {
		const entry = (raw as Holder).beside?.[column];
		return entry?.id === raw[column] ? entry : undefined;
	}

	/** A field that reads the name of its entry, or the ID where the name is not known. */
	field(key: string, label: string, column: string): Field {
		return { key, label, kind: 'choice', read: this.nameIn(column), write: column, column };
	}

	nameIn(column: string): (raw: Raw) => unknown {
		return (raw) => this.of(raw, column)?.name ?? raw[column];
	}

	/** Keeps with a record the entries that stand beside it in an answer. @param besideOf the array for a field, by its list */
	keep(raw: Raw, besideOf: (list: string, column: string) => unknown): Raw {
		const kept = Object.entries(this.rules.lists).map(([column, list]) => {
			const entries = (besideOf(list, column) ?? []) as IDataObject[];
			return [column, entries.find(({ id }) => id === raw[column])];
		});
		return { ...raw, beside: Object.fromEntries(kept) as IDataObject };
	}

	/** Adds the entries that the answers did not tell. */
	async complete(raws: Raw[], client: CrmClient): Promise<void> {
		for (const [column, list] of Object.entries(this.rules.lists)) {
			const nameless = raws.filter((raw) => raw[column] && !this.of(raw, column));
			const entries = nameless.length ? await this.visible(list, client) : [];
			for (const raw of nameless) raw.beside = { ...(raw as Holder).beside, [column]: entries.find(({ id }) => id === raw[column]) };
		}
	}

	/**
	 * The entry that a user means by its name or ID; of several with one name, a `near` one.
	 * @throws CrmFailure naming the entries there are
	 */
	async meant(column: string, wanted: unknown, client: CrmClient, near: (entry: E) => boolean = () => false): Promise<E> {
		const list = this.rules.lists[column];
		const entries = await this.offered(list, client);
		if (!entries.length && /^\d+$/.test(String(wanted))) return { id: Number(wanted), name: String(wanted) } as E;
		const sorted = [...entries].sort((a, b) => Number(near(b)) - Number(near(a)));
		const options = sorted.map((entry) => ({ id: entry.id, label: entry.name, entry }));
		const [{ entry }] = optionsOf([wanted], options, `The list of ${list.replace(/_/g, ' ')}`) as typeof options;
		return entry;
	}

	/** The fields with what they can be given, for the editor; where two entries have one name, the ID is taken. */
	async live(client: CrmClient): Promise<LiveField[]> {
		return await Promise.all(Object.entries(this.rules.lists).map(async ([name, list]): Promise<LiveField> => {
			const entries = await this.offered(list, client);
			const isOnlyOne = ({ name: own }: E) => entries.filter((other) => other.name === own).length === 1;
			const choices = entries.map((entry) => ({
				label: entry.label ?? entry.name,
				value: isOnlyOne(entry) ? entry.name : String(entry.id),
			}));
			return { name, label: this.rules.labels?.[name] ?? name, kind: 'choice', choices };
		}));
	}

	private async offered(list: string, client: CrmClient): Promise<E[]> {
		const entries = await this.visible(list, client);
		return (await this.rules.offer?.(list, entries, client)) ?? entries;
	}
}
