import { bodyOf, extras, idOrThrow, implyMobile, inOrder, pageIn, path, people, refusal, relate, shown, stored } from '../../shared/kit';
import type { CrmClient, Field, List, Lookup, Raw, VendorObject, WriteRow } from '../../shared/kit';
import { addresses, checked, lists, refuseFixed } from '../api';
import { createCustomer, customers, findCustomers, person, sourceAndTags } from './customers';

const leads: List = { path: '/leads', name: 'leads' };
const pipeline: List = { path: '/pipeline/statuses', name: 'statuses', always: { resource_type: 'lead' } };
const names = ['address_id', 'note', 'lead_source', 'assigned_employee_id', 'tags', 'line_items', 'tax_name', 'tax_rate'];

/** A lead hangs on a customer, and an inline one always makes a new one: who has the e-mail or phone already is taken. */
async function customerOf(someone: Raw, client: CrmClient): Promise<string> {
	const known = people<Raw>(
		customers, client, ({ email, home_number: phone, mobile_number: mobile }) => ({ email, phone, mobile }),
		async ([body]) => [{ raw: await createCustomer(body, client) }],
	);
	return idOrThrow((await relate([someone], known, client))[0]);
}

async function create({ body: { customer = {}, customer_id: given, address, ...body } }: WriteRow, client: CrmClient): Promise<Raw> {
	const lead = checked(body, names);
	const customer_id = given ? String(given) : await customerOf(customer as Raw, client);
	return await addresses.inTurn(customer_id, client, async () => {
		const known = address && (await addresses.find(customer_id, address as Raw, client));
		const place = known ? { address_id: known.id } : address ? { address } : {};
		return bodyOf(await client.send({ method: 'POST', path: '/leads', body: { customer_id, ...place, ...lead } }));
	});
}

/** No call changes a lead: it moves through the pipeline, forward only, and is converted (contract section 3). */
async function update({ id, body }: WriteRow & { id: string }, client: CrmClient): Promise<Raw> {
	const { status, convert_to: type, ...fixed } = body;
	refuseFixed(fixed, 'a lead');
	const convert = { method: 'POST' as const, path: path`/leads/${id}/convert`, body: { type } };
	await inOrder({
		status: status !== undefined && (async () => await move(id, String(status), client)),
		conversion: type !== undefined && (async () => await client.send(convert)),
	});
	return await lists.readOne(leads, id, client);
}

async function move(id: string, wanted: string, client: CrmClient): Promise<void> {
	const statuses = await lists.read(pipeline, {}, client);
	const status = statuses.find(({ name }) => String(name).toLowerCase() === wanted.trim().toLowerCase());
	const offered = statuses.map(({ name }) => String(name)).join(', ') || 'none, as this account has no pipeline';
	if (!status) throw refusal(`The pipeline has no status "${wanted}"`, `Its statuses: ${offered}.`);
	const body = { resource_type: 'lead', resource_id: id, status_id: status.id };
	await client.send({ method: 'PUT', path: '/pipeline/statuses', body, safeToRepeat: true });
}

/** A new lead has no status to choose, and a conversion that is repeated could make a second job. Returns warnings. */
function imply(values: Map<string, unknown>, custom: Map<string, unknown>, current: Raw | null): string[] {
	if (!current) implyMobile(values);
	const isEarly = !current && [values.delete('status'), custom.delete('convert_to')].includes(true);
	if (!current) return isEarly ? ['A new lead begins at the first status of the pipeline: move or convert it with Update'] : [];
	const conversions = current.conversions as Raw[] | undefined;
	const isConverted = conversions ? conversions.length > 0 : current.status !== 'open';
	return isConverted && custom.delete('convert_to') ? ['The lead is converted or closed already, and was not converted again'] : [];
}

/** Open leads of customers: who asks again after a lead was won or lost gets a new one. */
const byEmail: Lookup = { max: 1, find: async ([email], client) => {
	const open = (await findCustomers(email, client)).map(({ id }) => lists.read(leads, { customer_id: id, status: 'open' }, client));
	return (await Promise.all(open)).flat();
} };

const whenCreated: Field[] = [
	...person('customer.'), ...addresses.fields('address.'), ...sourceAndTags,
	// The answer has no note (section 2).
	{ key: 'notes', label: 'Note', kind: 'longText', read: () => null, write: 'note', hint: 'Never shown again by the API' },
	...stored('', { owner: { name: 'assigned_employee.id', write: 'assigned_employee_id', label: 'Assigned Employee' } }),
];
const conversions = [{ label: 'Estimate', value: 'estimate' }, { label: 'Job', value: 'job' }];
const custom = extras({
	customer_id: { label: 'Customer ID (Instead of Name and E-Mail)', read: 'customer.id' },
	convert_to: { label: 'Convert To (When Updated)', kind: 'choice', choices: conversions },
	conversions: { label: 'Conversions', readOnly: true },
});

export const lead: VendorObject = {
	id: 'leads', label: 'Lead',
	fields: [
		...whenCreated.map((field) => ({ ...field, createOnly: true })),
		{ key: 'status', label: 'Pipeline Status', kind: 'choice', read: (raw) => raw.pipeline_status ?? raw.status, write: 'status' },
		...shown('', { convertedCustomerId: { name: 'customer.id', label: 'Customer ID' } }),
		pageIn('https://pro.housecallpro.com/app/leads'),
	],
	customFields: custom.customFields,
	create: { each: create }, update: { each: update }, get: lists.get(leads),
	remove: { unsupported: 'Housecall Pro has no call that deletes a lead' },
	search: lists.search(leads, { equal: { customerId: 'customer_id', status: 'status', source: 'lead_source[]' } }),
	match: { email: byEmail }, imply,
	poll: lists.poll(leads, 'Leads carry no time stamps, so only new ones can be told'),
	metadata: async (client) => [
		{ name: 'status', label: 'Pipeline Status', kind: 'choice', choices: await lists.choices(pipeline, client) },
		...(await custom.metadata(client)),
	],
};
