import { refusal } from '../http/failure';
import type { Field, Raw } from '../types';

/** The record that something hangs on, with the vendor's name of its kind. */
export interface Target { id?: unknown; type?: unknown }

/** What notes can hang on: our words, their labels, and the vendor's names of those kinds of records. */
export class Parents {
	constructor(private readonly crm: string, private readonly kinds: Readonly<Record<string, { label: string; type: string }>>) {}

	/** The vendor's name of a kind. @throws CrmFailure naming the words there are */
	typeOf(word: unknown): string {
		const words = Object.keys(this.kinds);
		if (words.includes(String(word))) return this.kinds[String(word)].type;
		throw refusal(`${this.crm} has no notes of a ${String(word)}`, `Choose one of: ${words.join(', ')}.`);
	}

	/** The record and its kind. @param write where a body has the ID and our word */
	fields(targetOf: (raw: Raw) => Target | undefined, write: { id: string; word: string }): Field[] {
		const kinds = Object.entries(this.kinds);
		return [
			{
				key: 'parentId', label: 'Record of the Note', kind: 'reference', target: 'contact', required: true, write: write.id,
				hint: 'The contact it belongs to; for any other record set Belongs To and give its ID', read: (raw) => targetOf(raw)?.id,
			},
			{
				key: 'parentResource', label: 'Belongs To', kind: 'choice', write: write.word,
				choices: kinds.map(([value, { label }]) => ({ label, value })),
				read: (raw) => kinds.find(([, { type }]) => type === targetOf(raw)?.type)?.[0],
			},
		];
	}
}
