import type { IDataObject } from 'n8n-workflow';
import type { AddressParts } from './addressParts';
import type { CrmClient, Raw } from '../types';

/** Records that have an address only where their account has a field for it. */
export interface AddressHomeRules {
	parts: AddressParts;
	/** The field that some accounts have for it, at the top of record and body. */
	builtIn: string;
	/** Key of the custom fields in a body, and those of a record. */
	customKey: string;
	customOf(raw: Raw): IDataObject;
	/** All fields of the account that can hold an address. */
	fieldsOf(client: CrmClient): Promise<ReadonlyArray<{ name: string; label: string }>>;
	/** What to do where there is none. */
	remedy: string;
}

/** Finds the account's field for addresses: the one named "Address", else the built-in one, else the only one. */
export class AddressHome {
	constructor(private readonly rules: AddressHomeRules) {}

	/** Shows records with their `address`. The fields of the account are asked for only where one of them has some. */
	async join(raws: readonly Raw[], client: CrmClient): Promise<void> {
		const { parts, builtIn, customOf } = this.rules;
		const hasOne = raws.some((raw) => [raw[builtIn], ...Object.values(customOf(raw))].some((value) => parts.isAddress(value)));
		const home = hasOne ? await this.fieldOf(client) : undefined;
		for (const raw of raws) raw.address = (home && (home === builtIn ? raw : customOf(raw))[home]) ?? null;
	}

	/** A body with the address, given in canonical words, in its place. @param current the record, when it exists */
	async place({ address, ...body }: IDataObject, current: Raw | undefined, client: CrmClient): Promise<IDataObject> {
		const { parts, builtIn, customKey } = this.rules;
		const home = address ? await this.fieldOf(client) : undefined;
		if (!home) return body;
		const whole = { [home]: parts.changed(current?.address as Raw | null, address as IDataObject) };
		return { ...body, ...(home === builtIn ? whole : { [customKey]: { ...Object(body[customKey]), ...whole } }) };
	}

	/** Takes an address out of an input where there is no place for it: a record is not lost for want of one. Returns warnings. */
	async imply(values: Map<string, unknown>, client: CrmClient): Promise<string[]> {
		const { parts, remedy } = this.rules;
		if (!parts.isIn(values) || (await this.fieldOf(client))) return [];
		return parts.takeFrom(values) ? [`The address was left out, as this account has no field for it: ${remedy}`] : [];
	}

	private async fieldOf(client: CrmClient): Promise<string | undefined> {
		const all = await this.rules.fieldsOf(client);
		const named = all.find(({ label }) => label.trim().toLowerCase() === 'address');
		const only = all.length === 1 ? all[0] : undefined;
		return (named ?? all.find(({ name }) => name === this.rules.builtIn) ?? only)?.name;
	}
}
