import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../shared/http/failure';
import { path } from '../shared/http/path';
import { addressLine, equalAddress, fromAddressLine, missingParts, type AddressNames } from '../shared/map/address';
import { stored } from '../shared/map/fields';
import { inTurn } from '../shared/run/turns';
import type { CrmClient, Raw } from '../shared/types';
import { bodyOf, readList } from './api';

/** All of them are required where an address is added by itself (contract section 3). */
const names: AddressNames = ['street', 'city', 'state', 'zip', 'country'];
/** The canonical address in an object of the vendor's. */
export const addressFields = (prefix: string) => stored(prefix, {
	'address.street': 'street', 'address.city': 'city', 'address.state': 'state',
	'address.postalCode': { name: 'zip', label: 'ZIP Code' }, 'address.country': 'country',
});

export const addressesOf = (raw: Raw | null | undefined): Raw[] => (raw?.addresses as Raw[] | undefined) ?? [];
export const addressText = (address: Raw): string | null => addressLine(address, names);
export const parseAddress = (line: string): IDataObject => fromAddressLine(line, names);
export const findEqual = (held: readonly Raw[], wanted: IDataObject): Raw | undefined => equalAddress(held, wanted, names);

const sentence = (missing: string[]) => `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing`;

/** Work on the addresses of one customer, in turn: at once, two of a run would each find an address missing and add it. */
export const inTurnOf = async <T>(customerId: string, client: CrmClient, work: () => Promise<T>): Promise<T> =>
	await inTurn(client, `addresses of ${customerId}`, work);

export const listAddresses = async (customerId: string, client: CrmClient): Promise<Raw[]> =>
	await readList({ path: path`/customers/${customerId}/addresses`, name: 'addresses' }, {}, client);

/** Adds an address: the vendor adds an equal one as readily, and none can be changed or taken away (section 3). */
export const addAddress = async (customerId: string, address: IDataObject, client: CrmClient): Promise<Raw> =>
	bodyOf(await client.send({ method: 'POST', path: path`/customers/${customerId}/addresses`, body: address }));

/** The ID of the address where work is done: the one that is said, added when it is new; else the only one, if there is one. */
export async function addressFor(customerId: string, wanted: IDataObject, client: CrmClient): Promise<string | null> {
	const held = await listAddresses(customerId, client);
	const missing = missingParts(wanted, names);
	const isSaid = missing.length < names.length;
	if (!isSaid && held.length > 1) {
		const choices = held.map((one) => `${String(one.id)} (${addressText(one)})`).join('; ');
		throw refusal(`The customer has ${held.length} addresses: ${choices}`, 'Say which by its ID under location or customFields.address_id.');
	}
	const fitting = isSaid ? findEqual(held, wanted) : held[0];
	if (fitting || !isSaid) return fitting ? String(fitting.id) : null;
	if (!missing.length) return String((await addAddress(customerId, wanted, client)).id);
	throw refusal(`The customer has no such address, and for a new one ${sentence(missing)}`, 'Give street, city, state, ZIP code and country.');
}

/** Takes out of an input an address that need not or cannot be added to those a customer has. Returns warnings. */
export function implyAddress(values: Map<string, unknown>, held: readonly Raw[]): string[] {
	const given = addressFields('').filter(({ key }) => values.has(key));
	const wanted = Object.fromEntries(given.map(({ key, read }) => [read, values.get(key) as string]));
	const missing = missingParts(wanted, names);
	const isKnown = missing.length === names.length || findEqual(held, wanted) !== undefined;
	if (isKnown || missing.length) for (const { key } of given) values.delete(key);
	if (isKnown) return [];
	if (missing.length) return [`The address was not added: Housecall Pro wants all of ${names.join(', ')}, and ${sentence(missing)}`];
	return held.length ? ['The address was added beside those the customer has: Housecall Pro cannot change or remove an address'] : [];
}
