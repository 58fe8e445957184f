import { ADDRESS_CREATE, CUSTOMER_CREATE, CUSTOMER_UPDATE } from './bodies';
import { matchesQuery, normalQuery } from './customerSearch';
import { addAddress, type AddressBody, createCustomer, type CustomerBody, updateCustomer } from './customers';
import { InvalidBody, notFound } from './errors';
import { COMMON_SORTS, list, paged } from './lists';
import { findCustomer } from './lookup';
import { presentAddress, presentCustomer } from './present';
import { listOf, textOf } from './query';
import type { Customer } from './records';
import { type Api, route } from './router';

interface CustomerParams {
	customerId: string;
}

const REQUIRED_ADDRESS_FIELDS = ['street', 'city', 'state', 'zip', 'country'] as const;

const SORTS = {
	...COMMON_SORTS,
	first_name: ({ first_name }: Customer) => first_name?.toLowerCase() ?? '',
	last_name: ({ last_name }: Customer) => last_name?.toLowerCase() ?? '',
	email: ({ email }: Customer) => email?.toLowerCase() ?? '',
	company: ({ company }: Customer) => company?.toLowerCase() ?? '',
};

/** Customers and their addresses. Neither can be deleted, addresses not even changed (contract 3). */
export function registerCustomers(api: Api): void {
	route(api, 'GET', '/customers', {}, (call) => {
		const q = normalQuery(textOf(call.query, 'q') ?? '');
		const expand = listOf(call.query, 'expand');
		return list(call, call.account.customers, {
			name: 'customers',
			sorts: SORTS,
			matches: (customer) => q === '' || matchesQuery(customer, q),
			present: (customer) => presentCustomer(call.account, customer, expand),
		});
	});

	route<Record<string, never>, CustomerBody>(
		api,
		'POST',
		'/customers',
		{ body: CUSTOMER_CREATE, status: 201 },
		({ account, caller, body }) => presentCustomer(account, createCustomer(account, caller.companyId, body)),
	);

	route<CustomerParams>(api, 'GET', '/customers/:customerId', {}, (call) =>
		presentCustomer(call.account, findCustomer(call, call.params.customerId), listOf(call.query, 'expand')),
	);

	route<CustomerParams, CustomerBody>(api, 'PUT', '/customers/:customerId', { body: CUSTOMER_UPDATE }, (call) =>
		presentCustomer(
			call.account,
			updateCustomer(call.account, findCustomer(call, call.params.customerId), call.body),
		),
	);

	route<CustomerParams>(api, 'GET', '/customers/:customerId/addresses', {}, (call) => {
		const { addresses } = findCustomer(call, call.params.customerId);
		const ascending = textOf(call.query, 'sort_direction') === 'asc';
		return paged(call, 'addresses', ascending ? addresses : addresses.toReversed(), presentAddress);
	});

	route<CustomerParams, AddressBody>(
		api,
		'POST',
		'/customers/:customerId/addresses',
		{ body: ADDRESS_CREATE },
		(call) => {
			const customer = findCustomer(call, call.params.customerId);
			const blank = REQUIRED_ADDRESS_FIELDS.find((name) => !call.body[name]?.trim());
			if (blank) throw new InvalidBody(blank, 'must be filled');
			return presentAddress(addAddress(call.account, customer, call.body));
		},
	);

	route<CustomerParams & { addressId: string }>(
		api,
		'GET',
		'/customers/:customerId/addresses/:addressId',
		{},
		(call) => {
			const { addresses } = findCustomer(call, call.params.customerId);
			const address = addresses.find(({ id }) => id === call.params.addressId);
			if (!address) throw notFound('Address');
			return presentAddress(address);
		},
	);
}
