import { stored } from '../../shared/map/fields';
import type { Field, Lookup, VendorObject } from '../../shared/types';
import { accounts, common, lookupBy, one, save, writing } from '../api';
import { pollOf, searchOf } from '../search';
import { fieldsOf } from '../settings';
import { address, created, owner, page } from './contacts';

const fields: Field[] = [
	...stored('', { name: { name: 'name', label: 'Name', required: true }, phone: 'phone', website: 'website', ...address, ...owner }),
	{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => true },
	...created, page('accounts'),
];
const byName: Lookup<string[]> = { max: 1, find: async ([[name]], client, scope) => await lookupBy(accounts, 'name').find([name], client, scope) };

/** Companies; no two of them share a name (contract section 2.2). */
export const salesAccounts: VendorObject = {
	...common(accounts),
	id: 'sales_accounts', label: 'Account', fields,
	...writing(accounts),
	upsert: {
		max: 1, by: (key) => key === 'natural',
		perform: async ([{ body }], client) => {
			const response = await client.send(save(accounts, body, { key: { name: body.name } }));
			return [{ raw: one(accounts)(response), created: response.status === 201 }];
		},
	},
	match: { field: (name) => (name.startsWith('cf_') ? lookupBy(accounts, name) : null), natural: { label: 'Account Name', parts: ['name'], ...byName } },
	search: searchOf(accounts, fields, ['name', 'owner']),
	poll: pollOf(accounts),
	metadata: async (client) => await fieldsOf('sales_accounts', client),
};
