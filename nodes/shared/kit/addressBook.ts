import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../http/failure';
import { stored } from './fields';
import type { CrmClient, Raw } from '../types';
import { inTurn } from '../run/turns';

/** The addresses of a customer, where the vendor lists them, adds to them, and changes none. */
export interface AddressRules {
	/** The vendor, for messages. */
	crm: string;
	/** Its names of street, city, state, postal code and country; a new address needs all of them. */
	names: readonly [street: string, city: string, state: string, postalCode: string, country: string];
	list(customerId: string, client: CrmClient): Promise<Raw[]>;
	add(customerId: string, address: IDataObject, client: CrmClient): Promise<Raw>;
}

const isBlank = (value: unknown) => value === undefined || value === null || value === '';
const plain = (value: unknown) => String(value ?? '').trim().toLowerCase().replace(/\s+/g, ' ');
/** Of the United States and of Canada. */
const code = '\\d{5}(?:-\\d{4})?|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d';
const postalCode = new RegExp(`^(?:${code})$`, 'i');
const stateWithCode = new RegExp(`^([A-Z]{2}) (${code})$`, 'i');
const sentence = (missing: string[]) => `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing`;

/** Finds the address that is meant, and adds it where it is new, once. */
export class AddressBook {
	constructor(private readonly rules: AddressRules) {}

	/** The canonical address in an object of the vendor's. */
	fields(prefix: string) {
		const keys = ['street', 'city', 'state', 'postalCode', 'country'];
		return stored(prefix, Object.fromEntries(this.rules.names.map((name, at) => [`address.${keys[at]}`, name])));
	}

	/** `12 Elm Street, Denver, CO, 80202, US`; `null` for none. */
	line(address: IDataObject): string | null {
		return this.rules.names.map((name) => address[name]).filter((value) => !isBlank(value)).join(', ') || null;
	}

	/**
	 * Reads an address in one line, from its end: the street may hold commas. `CO 80202` is a state with its postal code; a line
	 * that ends with such a code does not say the country.
	 */
	parse(line: string): IDataObject {
		const { names } = this.rules;
		const said = line.split(',').map((piece) => piece.trim()).filter(Boolean);
		const pieces = said.flatMap((piece, at) => (at > 0 && stateWithCode.exec(piece)?.slice(1)) || [piece]);
		const behindStreet = postalCode.test(pieces.at(-1) ?? '') ? 3 : 4;
		if (pieces.length <= behindStreet) return line.trim() ? { [names[0]]: line.trim() } : {};
		const parts = [pieces.slice(0, -behindStreet).join(', '), ...pieces.slice(-behindStreet)];
		return Object.fromEntries(parts.map((part, at) => [names[at], part]));
	}

	/** The first that says the same, as far as the wanted one says anything. */
	equal(held: readonly Raw[], wanted: IDataObject): Raw | undefined {
		return held.find((one) => this.rules.names.every((name) => isBlank(wanted[name]) || plain(one[name]) === plain(wanted[name])));
	}

	/** Work on the addresses of one customer, in turn: at once, two of a run would each find an address missing and add it. */
	async inTurn<T>(customerId: string, client: CrmClient, work: () => Promise<T>): Promise<T> {
		return await inTurn(client, `addresses of ${customerId}`, work);
	}

	/** Adds an address, whatever is there. */
	async add(customerId: string, address: IDataObject, client: CrmClient): Promise<Raw> {
		return await this.rules.add(customerId, address, client);
	}

	/** The held address that says the same. */
	async find(customerId: string, wanted: IDataObject, client: CrmClient): Promise<Raw | undefined> {
		return this.equal(await this.rules.list(customerId, client), wanted);
	}

	/**
	 * The ID of the address where work is done: the one that is said, added when it is new; else the only one, if there is one.
	 * @throws CrmFailure when it is one of several, or new and incomplete
	 */
	async idFor(customerId: string, wanted: IDataObject, client: CrmClient): Promise<string | null> {
		const held = await this.rules.list(customerId, client);
		const missing = this.missing(wanted);
		const isSaid = missing.length < this.rules.names.length;
		if (!isSaid && held.length > 1) {
			const choices = held.map((one) => `${String(one.id)} (${this.line(one)})`).join('; ');
			throw refusal(`The customer has ${held.length} addresses: ${choices}`, 'Say which one is meant by its ID.');
		}
		const fitting = isSaid ? this.equal(held, wanted) : held[0];
		if (fitting || !isSaid) return fitting ? String(fitting.id) : null;
		if (!missing.length) return String((await this.rules.add(customerId, wanted, client)).id);
		const hint = 'Give street, city, state, postal code and country.';
		throw refusal(`The customer has no such address, and for a new one ${sentence(missing)}`, hint);
	}

	/** Takes out of an input an address that need not or cannot be added to those a customer has. Returns warnings. */
	imply(values: Map<string, unknown>, held: readonly Raw[]): string[] {
		const { crm, names } = this.rules;
		const given = this.fields('').filter(({ key }) => values.has(key));
		const wanted = Object.fromEntries(given.map(({ key, read }) => [read, values.get(key) as string]));
		const missing = this.missing(wanted);
		const isKnown = missing.length === names.length || this.equal(held, wanted) !== undefined;
		if (isKnown || missing.length) for (const { key } of given) values.delete(key);
		const isCleared = given.length > 0 && missing.length === names.length && held.length > 0;
		if (isCleared) return [`The address was left as it is: ${crm} cannot change or remove an address`];
		if (isKnown) return [];
		if (missing.length) return [`The address was not added: ${crm} wants all of ${names.join(', ')}, and ${sentence(missing)}`];
		return held.length ? [`The address was added beside those the customer has: ${crm} cannot change or remove an address`] : [];
	}

	private missing(address: IDataObject): string[] {
		return this.rules.names.filter((name) => isBlank(address[name]));
	}
}
