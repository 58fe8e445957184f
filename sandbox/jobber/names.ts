import type { Client } from './records';

const person = ({ firstName, lastName }: Client) => [firstName, lastName].filter(Boolean).join(' ');

/** What a client goes by: the company when it is one, else the person. */
export function displayName(client: Client): string {
	const company = client.companyName ?? '';
	return client.isCompany ? company || person(client) : person(client) || company;
}

export function secondaryName(client: Client): string | null {
	const other = client.isCompany ? person(client) : (client.companyName ?? '');
	return other && other !== displayName(client) ? other : null;
}

/** Sorts by family name first, as lists of people do. */
export function primaryName(client: Client): string {
	return client.isCompany ? displayName(client) : [client.lastName, client.firstName].filter(Boolean).join(', ');
}
