import type { IDataObject } from 'n8n-workflow';

/** The vendor's names of street, city, state, postal code and country. */
export type AddressNames = readonly [street: string, city: string, state: string, postalCode: string, country: string];

const isBlank = (value: unknown) => value === undefined || value === null || value === '';
const plain = (value: unknown) => String(value ?? '').trim().toLowerCase().replace(/\s+/g, ' ');

/** An address in one line, as an appointment's place is told: `12 Elm Street, Denver, CO, 80202, US`; `null` for none. */
export const addressLine = (address: IDataObject, names: AddressNames): string | null =>
	names.map((name) => address[name]).filter((value) => !isBlank(value)).join(', ') || null;

/** Reads an address in one line, from its end: the street may hold commas. `CO 80202` is a state with its postal code. */
export function fromAddressLine(line: string, names: AddressNames): IDataObject {
	const pieces = line.split(',').map((piece) => piece.trim()).filter(Boolean);
	const stateAndCode = pieces.findLastIndex((piece, at) => at > 0 && /^[A-Z]{2} \d{5}(-\d{4})?$/i.test(piece));
	if (stateAndCode >= 0) pieces.splice(stateAndCode, 1, ...pieces[stateAndCode].split(' '));
	if (pieces.length < 5) return line.trim() ? { [names[0]]: line.trim() } : {};
	const parts = [pieces.slice(0, -4).join(', '), ...pieces.slice(-4)];
	return Object.fromEntries(names.map((name, at) => [name, parts[at]]));
}

/** The names of an address that have no value. */
export const missingParts = (address: IDataObject, names: AddressNames): string[] => names.filter((name) => isBlank(address[name]));

/** The first of several addresses that says the same, as far as the wanted one says anything. */
export const equalAddress = <T extends IDataObject>(held: readonly T[], wanted: IDataObject, names: AddressNames): T | undefined =>
	held.find((one) => names.every((name) => isBlank(wanted[name]) || plain(one[name]) === plain(wanted[name])));
