import type { IDataObject } from 'n8n-workflow';
import { AddressParts, type CrmClient, type Raw } from '../shared/rest';
import { customOf, fieldsOf, isPlace } from './fields';

/** Parts that are left out become empty (contract section 2.2). */
export const address = new AddressParts({
	line: 'value', street: ['route', 'street_number', 'subpremise'], city: ['locality', 'sublocality', 'admin_area_level_2'],
	state: ['admin_area_level_1'], postalCode: ['postal_code'], country: ['country'],
});

const postal = 'postal_address';
/**
 * Where this account keeps addresses of persons: in a custom field, or with Contact Sync. That `personFields` lists the
 * postal address there is unverified.
 */
async function homeOf(client: CrmClient): Promise<string | null> {
	const all = (await fieldsOf('persons', client)).filter(({ field_type: type }) => type === 'address');
	const named = all.find(({ field_name: name }) => name.trim().toLowerCase() === 'address');
	const home = named ?? all.find(({ field_code: code }) => code === postal) ?? (all.length === 1 ? all[0] : undefined);
	return home?.field_code ?? null;
}

/** Shows persons with their addresses. The fields of the account are asked for only where somebody has one. */
export async function joinAddresses(persons: Raw[], client: CrmClient): Promise<void> {
	const holders = persons.filter((raw) => raw[postal] || Object.values(customOf(raw)).some(isPlace));
	const home = holders.length ? await homeOf(client) : null;
	for (const raw of persons) raw.address = (home === postal ? raw[postal] : home && customOf(raw)[home]) ?? null;
}

/** Puts an address of the canonical words into its place in the body of a person. */
export async function placed({ address: given, ...body }: IDataObject, current: Raw | undefined, client: CrmClient): Promise<IDataObject> {
	const home = given ? await homeOf(client) : null;
	if (!home) return body;
	const whole = address.changed(current?.address as Raw | null, given as IDataObject);
	return home === postal ? { ...body, [postal]: whole } : { ...body, custom_fields: { ...Object(body.custom_fields), [home]: whole } };
}

const homeless = 'The address was left out, as this account has no field for it: in Pipedrive, make a custom field of persons '
	+ 'named Address, of the type Address';
/** Takes out an address that the account has no place for: a person is not lost for want of it. */
export async function withoutHomeless(values: Map<string, unknown>, client: CrmClient): Promise<string[]> {
	const keys = address.keysIn(values);
	if (!keys.length || (await homeOf(client))) return [];
	const isSaid = keys.some((key) => values.get(key) !== null);
	for (const key of keys) values.delete(key);
	return isSaid ? [homeless] : [];
}
