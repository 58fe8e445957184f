import type { Stored } from '../../shared/map/fields';

export const described: Record<string, Stored> = { notes: { name: 'Description', label: 'Description' }, owner: 'OwnerId' };

/** An address is stored in parts, under one prefix (contract section 2). */
export const address = (prefix: string): Record<string, Stored> => ({
	'address.street': `${prefix}Street`, 'address.city': `${prefix}City`, 'address.country': `${prefix}Country`,
	'address.state': { name: `${prefix}State`, label: 'State/Province' },
	'address.postalCode': { name: `${prefix}PostalCode`, label: 'Zip/Postal Code' },
});
