import type { Collection } from './collection';
import { archivedJob, InvalidBody, notFound } from './errors';
import type { Address, Customer, Job, Row } from './records';
import type { Call } from './router';

type LookupCall = Pick<Call, 'account' | 'caller'>;

/** A row of a company the caller sees, or 404. */
export function find<Kind extends Row>(
	{ caller }: LookupCall,
	collection: Collection<Kind>,
	id: string,
	what: string,
): Kind {
	const row = collection.get(id);
	if (!row || (caller.isPinned && row.companyId !== caller.companyId)) throw notFound(what);
	return row;
}

export function findCustomer(call: LookupCall, id: string): Customer {
	return find(call, call.account.customers, id, 'Customer');
}

export function findJob(call: LookupCall, id: string): Job {
	return find(call, call.account.jobs, id, 'Job');
}

/** A job that may be changed. */
export function findOpenJob(call: LookupCall, id: string): Job {
	const job = findJob(call, id);
	if (job.archived) throw archivedJob();
	return job;
}

/** The customer that a body names. */
export function namedCustomer(call: LookupCall, id: string): Customer {
	const customer = call.account.customers.get(id);
	if (!customer || (call.caller.isPinned && customer.companyId !== call.caller.companyId)) {
		throw new InvalidBody('customer_id', 'is invalid');
	}
	return customer;
}

/** An address that a body names; it has to be one of the customer's (contract 2). */
export function namedAddress({ addresses }: Customer, id: string): Address {
	const address = addresses.find((each) => each.id === id);
	if (!address) throw new InvalidBody('address_id', 'is not an address of this customer');
	return address;
}

/** Ids of active employees. */
export function namedEmployees({ account }: LookupCall, field: string, ids: readonly string[]): string[] {
	if (ids.some((id) => !account.employees.get(id))) throw new InvalidBody(field, 'is invalid');
	return [...new Set(ids)];
}
