import type { IDataObject } from 'n8n-workflow';
import { path } from '../../shared/http/path';
import { shown, stored } from '../../shared/map/fields';
import type { CrmClient, Raw, Single, VendorObject, WriteRow } from '../../shared/types';
import { addressesOf, addressFields, equalAddress } from '../address';
import { bodyOf, checked, pollOf, searchOf, type List } from '../api';
import { findCustomers, person, tags } from './customers';

const leads: List = { path: '/leads', name: 'leads' };

const names = ['address_id', 'note', 'lead_source', 'assigned_employee_id', 'tags', 'line_items', 'tax_name', 'tax_rate'];

/** A lead hangs on a customer, and an inline one always makes a new one: who has the e-mail already is taken instead. */
async function create({ body: { customer, address, customer_id: given, ...body } }: WriteRow, client: CrmClient): Promise<Raw> {
	const email = String((customer as IDataObject | undefined)?.email ?? '');
	const found = given || !email ? [] : (await findCustomers(email, client)).filter((one) => String(one.email).toLowerCase() === email);
	const [known] = found;
	const place = address && equalAddress(addressesOf(known), address as IDataObject);
	const who = given ? { customer_id: given } : known ? { customer_id: known.id } : { customer: { notifications_enabled: false, ...(customer as IDataObject | undefined) } };
	const where = place ? { address_id: place.id } : address ? { address } : {};
	return bodyOf(await client.send({ method: 'POST', path: '/leads', body: { ...who, ...where, ...checked(body, names) } }));
}

const get: Single<{ id: string }> = { request: ({ id }) => ({ method: 'GET', path: path`/leads/${id}` }), read: bodyOf };

export const lead: VendorObject = {
	id: 'leads', label: 'Lead',
	fields: [
		...person('customer.'), ...addressFields('address.'),
		...stored('', { source: { name: 'lead_source', label: 'Lead Source' }, tags }),
		// The answer has no note (contract section 2).
		{ key: 'notes', label: 'Note', kind: 'longText', read: () => null, write: 'note', hint: 'Written, and never shown again by the API' },
		{ key: 'owner', label: 'Assigned Employee', kind: 'reference', target: 'owner', read: 'assigned_employee.id', write: 'assigned_employee_id' },
		...shown('', { status: 'status', convertedCustomerId: { name: 'customer.id', label: 'Customer ID' } }),
		{ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `https://pro.housecallpro.com/app/leads/${String(id)}` },
	],
	customFields: '',
	create: { each: create },
	update: { unsupported: 'Housecall Pro has no call that changes a lead: it only moves through the pipeline or is converted' },
	get,
	remove: { unsupported: 'Housecall Pro has no call that deletes a lead' },
	search: searchOf(leads, ['customerId', 'status', 'source'], ({ field, operator, value }) => {
		if (operator !== 'equals') return null;
		if (field === 'customerId' || field === 'convertedCustomerId') return { customer_id: value };
		return field === 'status' ? { status: value } : field === 'source' ? { 'lead_source[]': [value] } : null;
	}),
	poll: pollOf(leads, 'Leads carry no time stamps, so only new ones can be told'),
	metadata: async () => await Promise.resolve([{ name: 'customer_id', label: 'Customer ID (Instead of Name and E-Mail)', kind: 'text', readOnly: false, unique: false }]),
};
