import type { IDataObject } from 'n8n-workflow';
import { path } from '../shared/http/path';
import { stored } from '../shared/map/fields';
import type { CrmClient, Raw } from '../shared/types';
import { bodyOf, readList } from './api';

/** All of them are required where an address is added by itself (contract section 3). */
const parts = ['street', 'city', 'state', 'zip', 'country'] as const;
const keys: Record<string, (typeof parts)[number]> = { 'address.street': 'street', 'address.city': 'city', 'address.state': 'state', 'address.postalCode': 'zip', 'address.country': 'country' };
const isBlank = (value: unknown) => value === undefined || value === null || value === '';
const plain = (value: unknown) => String(value ?? '').trim().toLowerCase().replace(/\s+/g, ' ');

/** The canonical address in an object of the vendor's. */
export const addressFields = (prefix: string) => stored(prefix, Object.fromEntries(Object.entries(keys).map(([key, name]) => [key, { name, label: name === 'zip' ? 'ZIP Code' : name[0].toUpperCase() + name.slice(1) }])));
export const addressesOf = (raw: Raw | null | undefined): Raw[] => (raw?.addresses as Raw[] | undefined) ?? [];
/** The address of a list that says the same, as far as the wanted one says anything. */
export const equalAddress = (held: readonly Raw[], wanted: IDataObject): Raw | undefined => held.find((one) => parts.every((part) => isBlank(wanted[part]) || plain(one[part]) === plain(wanted[part])));
export const missingParts = (address: IDataObject): string[] => parts.filter((part) => isBlank(address[part]));
/** `12 Elm Street, Denver, CO, 80202, US`. */
export const addressText = (address: Raw | null | undefined): string | null => parts.map((part) => address?.[part]).filter((value) => !isBlank(value)).join(', ') || null;

/** Reads an address in one line, from its end: the street may hold commas. `CO 80202` is a state with its ZIP code. */
export function parseAddress(text: string): IDataObject {
	const pieces = text.split(',').map((piece) => piece.trim()).filter(Boolean);
	const stateAndZip = pieces.findLastIndex((piece, at) => at > 0 && /^[A-Z]{2} \d{5}(-\d{4})?$/i.test(piece));
	if (stateAndZip >= 0) pieces.splice(stateAndZip, 1, ...pieces[stateAndZip].split(' '));
	const [city, state, zip, country] = pieces.slice(-4);
	return pieces.length < 5 ? { street: text.trim() } : { street: pieces.slice(0, -4).join(', '), city, state, zip, country };
}

export const listAddresses = async (customerId: string, client: CrmClient): Promise<Raw[]> => await readList({ path: path`/customers/${customerId}/addresses`, name: 'addresses' }, {}, client);
/** Adds an address: the vendor adds an equal one as readily, and none can be changed or taken away (section 3). */
export const addAddress = async (customerId: string, address: IDataObject, client: CrmClient): Promise<Raw> =>
	bodyOf(await client.send({ method: 'POST', path: path`/customers/${customerId}/addresses`, body: address }));

/** Takes out of an input an address that need not or cannot be added to those a customer has. Returns warnings. */
export function implyAddress(values: Map<string, unknown>, held: readonly Raw[]): string[] {
	const given = Object.keys(keys).filter((key) => values.has(key));
	const wanted = Object.fromEntries(given.map((key) => [keys[key], values.get(key) as string]));
	const drop = (...warnings: string[]) => (given.forEach((key) => values.delete(key)), warnings);
	const missing = missingParts(wanted);
	if (!given.length || equalAddress(held, wanted)) return drop();
	if (missing.length === parts.length) return drop();
	if (missing.length) return drop(`The address was not added: Housecall Pro wants all of ${parts.join(', ')}, and ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing`);
	return held.length ? ['The address was added beside those the customer has: Housecall Pro cannot change or remove an address'] : [];
}
