import type { Address, Client, Job, Property, Quote, Request } from './records';

/** Lower-case text by field; phone numbers have their digits as well. */
export type SearchDocument = Readonly<Record<string, string>>;

/** Where a search without fields looks. */
export const ALL = 'all';
const FEWEST_PHONE_DIGITS = 7;
const LOCAL_DIGITS = 10;

export function clientDocument(client: Client, properties: readonly Property[]): SearchDocument {
	const contacts = client.contacts;
	return documentOf({
		NAMES: [
			client.firstName,
			client.lastName,
			client.companyName,
			...contacts.flatMap(({ firstName, lastName }) => [firstName, lastName]),
		],
		EMAILS: [...client.emails, ...contacts.flatMap(({ emails }) => emails)].map(({ address }) => address),
		PRIMARY_EMAIL: client.emails.filter(({ primary }) => primary).map(({ address }) => address),
		PHONES: [...client.phones, ...contacts.flatMap(({ phones }) => phones)].flatMap(({ number }) => withDigits(number)),
		NOTES: client.notes.map(({ message }) => message),
		CUSTOM_FIELDS: client.customFields.map(({ value }) => String(value)),
		PROPERTIES: properties.flatMap(({ name, address }) => [name, ...lines(address)]),
	});
}

export const propertyDocument = (property: Property): SearchDocument =>
	documentOf({ ADDRESS: [property.name, ...lines(property.address)] });

export function requestDocument(request: Request, client: Client): SearchDocument {
	return documentOf({
		TITLE: [request.title],
		CLIENT: [client.firstName, client.lastName, client.companyName],
		EMAILS: client.emails.map(({ address }) => address),
		PHONES: client.phones.flatMap(({ number }) => withDigits(number)),
	});
}

export function jobDocument(job: Job, client: Client): SearchDocument {
	return documentOf({
		TITLE: [job.title, String(job.jobNumber)],
		CLIENT: [client.firstName, client.lastName, client.companyName],
	});
}

export function quoteDocument(quote: Quote, client: Client): SearchDocument {
	return documentOf({
		TITLE: [quote.title, quote.quoteNumber],
		CLIENT: [client.firstName, client.lastName, client.companyName],
	});
}

/**
 * A fuzzy match (contract 3): every word of the term is found somewhere inside one of the fields, in any order,
 * so that near misses are answered, too. A phone number is found by its last ten digits, however it is written.
 */
export function fuzzyMatch(term: string, fields?: readonly string[] | null): (document: SearchDocument) => boolean {
	const words = term.toLowerCase().split(/\s+/).filter(Boolean);
	const digits = /^[\d\s()+./-]+$/.test(term) ? term.replace(/\D/g, '').slice(-LOCAL_DIGITS) : '';
	const names = fields ?? [ALL];
	return (document) =>
		(digits.length >= FEWEST_PHONE_DIGITS && contains(document, names, digits)) ||
		words.every((word) => contains(document, names, word));
}

function contains(document: SearchDocument, names: readonly string[], word: string): boolean {
	for (const name of names) if (document[name]?.includes(word)) return true;
	return false;
}

function documentOf(fields: Record<string, (string | null)[]>): SearchDocument {
	const document = Object.fromEntries(
		Object.entries(fields).map(([field, values]) => [field, values.filter(Boolean).join('\n').toLowerCase()]),
	);
	return { ...document, [ALL]: Object.values(document).join('\n') };
}

const lines = ({ street1, street2, city, province, postalCode }: Address) => [
	street1,
	street2,
	city,
	province,
	postalCode,
];

const withDigits = (number: string) => [number, number.replace(/\D/g, '')];
