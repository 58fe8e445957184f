import type { Address } from './records';

/** Parts of an address; a part left out keeps its value, `null` clears it. */
export type AddressInput = { [Part in keyof Address]?: string | null };

const EMPTY: Address = { street1: '', street2: '', city: '', province: '', postalCode: '', country: '' };

export function withAddress(current: Address | null, input: AddressInput): Address {
	const address = { ...EMPTY, ...current };
	for (const part of Object.keys(EMPTY) as (keyof Address)[]) {
		if (input[part] !== undefined) address[part] = input[part] ?? '';
	}
	return address;
}

/** As it is read: every part is text, at least an empty one. */
export function addressView(address: Address): object {
	return {
		...address,
		street: [address.street1, address.street2].filter(Boolean).join(', '),
		latitude: '',
		longitude: '',
	};
}
