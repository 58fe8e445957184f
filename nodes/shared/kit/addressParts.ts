import type { IDataObject } from 'n8n-workflow';
import type { Field, Raw } from '../types';
import { stored } from './fields';

const words = ['street', 'city', 'state', 'postalCode', 'country'] as const;
type Word = (typeof words)[number];

/** How a vendor keeps addresses that it parts more finely than we do: in one line, and in parts beside it. */
export interface AddressNames {
	line: string;
	/** The parts of a street: its name, which takes a street as we know it, its number, and the flat. */
	street: readonly [name: string, houseNumber: string, flat: string];
	/** The part that says it, and those that belong to it: they end when it changes. */
	city: readonly [string, ...string[]];
	state: readonly [string];
	postalCode: readonly [string];
	country: readonly [string];
}

/** Canonical addresses in one line with parts, such as those of a map service. */
export class AddressParts {
	constructor(private readonly names: AddressNames) {}

	/** Fields of the address at a dotted path, which are written as they are: {@link changed} makes an address of them. */
	fields(prefix: string, of: (raw: Raw) => unknown): Field[] {
		const all = stored(prefix, Object.fromEntries(words.map((word) => [`address.${word}`, `address.${word}`])));
		return all.map((field, at) => ({ ...field, read: (raw: Raw) => this.said(of(raw) as Raw | null, words[at]) }));
	}

	/** True for an address among values of several parts: a line, alone or with parts of ours. */
	isAddress(value: unknown): boolean {
		const names = value !== null && typeof value === 'object' ? Object.keys(value) : [];
		const parts = words.flatMap((word): readonly string[] => this.names[word]);
		return names.includes(this.names.line) && (names.length === 1 || names.some((name) => parts.includes(name)));
	}

	/** Whether an input speaks of an address. */
	isIn(values: ReadonlyMap<string, unknown>): boolean {
		return words.some((word) => values.has(`address.${word}`));
	}

	/** Takes the address out of an input; true when it said one. */
	takeFrom(values: Map<string, unknown>): boolean {
		const given = words.map((word) => values.get(`address.${word}`) ?? null);
		for (const word of words) values.delete(`address.${word}`);
		return given.some((value) => value !== null);
	}

	/** All that an address is after a change of some of its words, or `null` for nothing. */
	changed(held: Raw | null | undefined, given: IDataObject): Raw | null {
		// A line without parts is a street to us, and must stay one when parts come to it.
		const change: IDataObject = this.isParted(held) ? given : { street: this.said(held, 'street') as string, ...given };
		const said = words.map((word) => (word in change ? change[word] : this.said(held, word))).filter(Boolean);
		if (!said.length) return null;
		const kept = words.filter((word) => !(word in change)).flatMap((word) => this.names[word].map((name) => [name, held?.[name] ?? null]));
		const wanted = words.filter((word) => word in change).flatMap((word) => {
			const [name, ...others] = this.names[word];
			return [[name, change[word]], ...others.map((other) => [other, null])];
		});
		return { [this.names.line]: said.join(', '), ...Object.fromEntries([...kept, ...wanted]) };
	}

	private said(address: Raw | null | undefined, word: Word): unknown {
		if (!address) return null;
		if (word !== 'street') return address[this.names[word][0]] ?? null;
		return this.isParted(address) ? this.streetOf(address) : address[this.names.line];
	}

	/** Whether the number stands before or behind the name is told by the line. */
	private streetOf(address: Raw): string | null {
		const [street, houseNumber, flat] = this.names.street.map((name) => address[name]);
		const together = (...parts: unknown[]) => parts.filter(Boolean).join(' ');
		const numberFirst = together(houseNumber, street);
		const isFirst = String(address[this.names.line]).includes(numberFirst);
		return [isFirst ? numberFirst : together(street, houseNumber), flat].filter(Boolean).join(', ') || null;
	}

	private isParted(address: Raw | null | undefined): boolean {
		return words.some((word) => this.names[word].some((name) => address?.[name]));
	}
}
