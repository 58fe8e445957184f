import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../../shared/http/failure';
import { path } from '../../shared/http/path';
import { extras, shown, stored } from '../../shared/map/fields';
import { emailKey } from '../../shared/map/keys';
import { idOrThrow, relate, type Relatives } from '../../shared/run/relate';
import { inOrder } from '../../shared/run/steps';
import type { CrmClient, Field, Lookup, Raw, VendorObject, WriteRow } from '../../shared/types';
import { addressFields, findEqual, inTurnOf, listAddresses } from '../address';
import { bodyOf, checked, getOf, pollOf, readList, readOne, refuseFixed, searchOf, type List } from '../api';
import { createCustomer, findCustomers, person, sourceAndTags } from './customers';

const leads: List = { path: '/leads', name: 'leads' };
const pipeline: List = { path: '/pipeline/statuses', name: 'statuses', always: { resource_type: 'lead' } };
const names = ['address_id', 'note', 'lead_source', 'assigned_employee_id', 'tags', 'line_items', 'tax_name', 'tax_rate'];

const customersWith = async (email: string, client: CrmClient): Promise<string[]> =>
	(await findCustomers(email, client)).filter((one) => emailKey(one.email) === email).map(({ id }) => String(id));

/** A lead hangs on a customer, and an inline one always makes a new one: who has the e-mail already is taken instead. */
const customersOf = (client: CrmClient): Relatives<IDataObject> => ({
	kind: 'customer',
	keyOf: ({ email }) => emailKey(email),
	find: async ([email]) => {
		const ids = await customersWith(email, client);
		const hint = 'Nothing was written. Say whose lead it is under customFields.customer_id, or merge them in Housecall Pro.';
		const several = { kind: 'ambiguous' as const, message: `${ids.length} customers have ${email}: ${ids.join(', ')}`, hint };
		return new Map(ids.length ? [[email, ids.length > 1 ? several : ids[0]]] : []);
	},
	create: async ([body]) => [{ raw: await createCustomer(body, client) }],
	idOf: ({ raw }) => String((raw as Raw).id),
});

async function create({ body: { customer = {}, customer_id: given, address, ...body } }: WriteRow, client: CrmClient): Promise<Raw> {
	checked(body, names);
	const [owner] = given ? [String(given)] : await relate([customer as IDataObject], customersOf(client), client);
	const customer_id = idOrThrow(owner);
	return await inTurnOf(customer_id, client, async () => {
		const known = address && findEqual(await listAddresses(customer_id, client), address as IDataObject);
		const place = known ? { address_id: known.id } : address ? { address } : {};
		return bodyOf(await client.send({ method: 'POST', path: '/leads', body: { customer_id, ...place, ...body } }));
	});
}

/** No call changes a lead: it moves through the pipeline, forward only, and is converted (contract section 3). */
async function update({ id, body: { status, convert_to: type, ...fixed } }: WriteRow & { id: string }, client: CrmClient): Promise<Raw> {
	refuseFixed(fixed, 'a lead');
	await inOrder({
		status: status !== undefined && (async () => await move(id, String(status), client)),
		conversion: type !== undefined && (async () => await client.send({ method: 'POST', path: path`/leads/${id}/convert`, body: { type } })),
	});
	return await readOne(leads, id, client);
}

async function move(id: string, wanted: string, client: CrmClient): Promise<void> {
	const statuses = await readList(pipeline, {}, client);
	const status = statuses.find(({ name }) => String(name).toLowerCase() === wanted.trim().toLowerCase());
	if (!statuses.length) throw refusal('Housecall Pro shows no pipeline for leads, so their status cannot be changed', 'Leave status out.');
	if (!status) throw refusal(`The pipeline has no status "${wanted}"`, `Its statuses: ${statuses.map(({ name }) => String(name)).join(', ')}.`);
	const body = { resource_type: 'lead', resource_id: id, status_id: status.id };
	await client.send({ method: 'PUT', path: '/pipeline/statuses', body, safeToRepeat: true });
}

/** A new lead has no status to choose, and a conversion that is repeated could make a second job. Returns warnings. */
function imply(values: Map<string, unknown>, custom: Map<string, unknown>, current: Raw | null): string[] {
	if (!current) {
		custom.delete('convert_to');
		return values.delete('status') ? ['A new lead begins at the first status of the pipeline: move it with Update'] : [];
	}
	const conversions = current.conversions as IDataObject[] | undefined;
	const isConverted = conversions ? conversions.length > 0 : current.status !== 'open';
	return isConverted && custom.delete('convert_to') ? ['The lead is converted or closed already, and was not converted again'] : [];
}

/** Open leads of a customer: who asks again after a lead was won or lost gets a new one. */
const byEmail: Lookup = {
	max: 1,
	find: async ([email], client) => {
		const ids = await customersWith(email, client);
		return (await Promise.all(ids.map(async (id) => await readList(leads, { customer_id: id, status: 'open' }, client)))).flat();
	},
};

const whenCreated: Field[] = [
	...person('customer.'), ...addressFields('address.'), ...sourceAndTags,
	// The answer has no note (section 2).
	{ key: 'notes', label: 'Note', kind: 'longText', read: () => null, write: 'note', hint: 'Written, and never shown again by the API' },
	...stored('', { owner: { name: 'assigned_employee.id', write: 'assigned_employee_id', label: 'Assigned Employee' } }),
];
const custom = extras({
	customer_id: { label: 'Customer ID (Instead of Name and E-Mail)', read: 'customer.id' },
	convert_to: { label: 'Convert To (When Updated)', kind: 'choice', choices: ['estimate', 'job'].map((value) => ({ label: value, value })) },
	conversions: { label: 'Conversions', readOnly: true },
});

export const lead: VendorObject = {
	id: 'leads', label: 'Lead',
	fields: [
		...whenCreated.map((field) => ({ ...field, createOnly: true })),
		{ key: 'status', label: 'Pipeline Status', kind: 'choice', read: ({ pipeline_status: stage, status }) => stage ?? status, write: 'status' },
		...shown('', { convertedCustomerId: { name: 'customer.id', label: 'Customer ID' } }),
		{ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `https://pro.housecallpro.com/app/leads/${String(id)}` },
	],
	customFields: custom.customFields,
	create: { each: create },
	update: { each: update },
	get: getOf(leads),
	remove: { unsupported: 'Housecall Pro has no call that deletes a lead' },
	search: searchOf(leads, {
		equal: { customerId: 'customer_id', convertedCustomerId: 'customer_id', status: 'status', source: 'lead_source[]' },
	}),
	match: { email: byEmail },
	poll: pollOf(leads, 'Leads carry no time stamps, so only new ones can be told'),
	imply,
	metadata: async (client) => {
		const choices = (await readList(pipeline, {}, client)).map(({ name }) => ({ label: String(name), value: String(name) }));
		return [{ name: 'status', label: 'Pipeline Status', kind: 'choice', choices }, ...(await custom.metadata(client))];
	},
};
