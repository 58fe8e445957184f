import { AddressHome, AddressParts } from '../shared/kit';
import { customOf, fieldsOf } from './fields';

/** Parts that are left out become empty (contract section 2.2). */
export const address = new AddressParts({
	line: 'value', street: ['route', 'street_number', 'subpremise'], city: ['locality', 'sublocality', 'admin_area_level_2'],
	state: ['admin_area_level_1'], postalCode: ['postal_code'], country: ['country'],
});

/** With Contact Sync persons have a postal address (section 2.1); that `personFields` lists it then is unverified. */
export const personAddress = new AddressHome({
	parts: address, builtIn: 'postal_address', customKey: 'custom_fields', customOf,
	fieldsOf: async (client) => (await fieldsOf('persons', client)).filter(({ type }) => type === 'address'),
	remedy: 'in Pipedrive, make a custom field of persons named Address, of the type Address',
});
