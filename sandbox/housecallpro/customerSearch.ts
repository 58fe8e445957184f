import type { Customer } from './records';

const documents = new WeakMap<Customer, string>();

/** What `q` looks into: name, email, mobile number, addresses; no other number, no company (contract 3). */
export function matchesQuery(customer: Customer, q: string): boolean {
	const document = documents.get(customer) ?? documentOf(customer);
	documents.set(customer, document);
	return document.includes(q);
}

/** A query as it is compared. */
export function normalQuery(q: string): string {
	return q.trim().toLowerCase();
}

function documentOf({ first_name, last_name, email, mobile_number, addresses }: Customer): string {
	const texts = [
		[first_name, last_name].filter(Boolean).join(' '),
		email,
		mobile_number,
		mobile_number?.replace(/\D/g, ''),
		...addresses.map(({ street, street_line_2, city, state, zip }) =>
			[street, street_line_2, city, state, zip].filter(Boolean).join(' '),
		),
	];
	return texts.filter(Boolean).join('\n').toLowerCase();
}
