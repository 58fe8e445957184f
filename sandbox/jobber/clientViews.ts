import { addressView } from './addresses';
import { connectionOf, type PageArguments } from './connections';
import { normalizedNumber } from './contactPoints';
import { customFieldViews } from './customFields';
import { webUri } from './ids';
import type { JobberAccount } from './jobberAccount';
import { sorted, type Sort } from './lists';
import { displayName, secondaryName } from './names';
import type { Client, Contact, Email, Phone, Property } from './records';
import { jobView } from './workViews';

type ContactSortKey = 'UPDATED_AT' | 'FIRST_NAME' | 'LAST_NAME';

const CONTACT_SORTS = {
	UPDATED_AT: ({ updatedAt }: Contact) => updatedAt,
	FIRST_NAME: ({ firstName }: Contact) => firstName,
	LAST_NAME: ({ lastName }: Contact) => lastName,
};

/** A client as GraphQL resolves it. */
export function clientView(account: JobberAccount, client: Client) {
	const { billingAddress, sourceText } = client;
	return {
		...client,
		name: displayName(client),
		secondaryName: secondaryName(client),
		email: primaryOf(client.emails)?.address ?? null,
		phone: primaryOf(client.phones)?.number ?? null,
		phones: () => client.phones.map((phone) => phoneView(account, client, phone)),
		billingAddress: billingAddress && addressView(billingAddress),
		clientProperties: (page: PageArguments) =>
			connectionOf(account.propertiesOf(client), page, (property) => propertyView(account, property)),
		contacts: ({ sort, ...page }: PageArguments & { sort?: Sort<ContactSortKey> | null }) =>
			connectionOf(
				sorted(account, client.contacts, [sort ?? { key: 'UPDATED_AT', direction: 'DESCENDING' }], CONTACT_SORTS),
				page,
				(contact) => contactView(account, client, contact),
			),
		jobs: (page: PageArguments) =>
			connectionOf(account.jobsOf(client.id), page, (job) => jobView(account, job)),
		tags: (page: PageArguments) => connectionOf(client.tags, page, (tag) => tag),
		customFields: () => customFieldViews(account, 'ALL_CLIENTS', client.customFields),
		sourceAttribution: sourceText === null ? null : { sourceText, displayLeadSource: sourceText, metadata: null },
		isArchivable: !client.isArchived,
		balance: 0,
		sampleData: false,
		jobberWebUri: webUri('Client', client.id),
	};
}

export function phoneView(account: JobberAccount, client: Client, phone: Phone, contact: Contact | null = null) {
	return {
		...phone,
		// The read side has words such as "Main", not the enum (contract 2).
		description: phone.description[0] + phone.description.slice(1).toLowerCase(),
		friendly: phone.number,
		normalizedPhoneNumber: normalizedNumber(phone.number),
		client: () => clientView(account, client),
		contact: () => contact && contactView(account, client, contact),
	};
}

export function propertyView(account: JobberAccount, property: Property) {
	const owner = () => account.clients.existing(property.clientId);
	return {
		...property,
		address: { id: property.id, name: property.name, ...addressView(property.address) },
		client: () => clientView(account, owner()),
		customFields: () => customFieldViews(account, 'ALL_PROPERTIES', property.customFields),
		isBillingAddress: false,
		routingOrder: () => owner().propertyIds.indexOf(property.id) + 1,
		jobberWebUri: webUri('Property', property.id),
	};
}

function contactView(account: JobberAccount, client: Client, contact: Contact) {
	return {
		...contact,
		name: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
		emails: (page: PageArguments) => connectionOf(contact.emails, page, (email: Email) => email),
		phones: (page: PageArguments) =>
			connectionOf(contact.phones, page, (phone) => phoneView(account, client, phone, contact)),
	};
}

function primaryOf<Point extends { primary: boolean }>(points: readonly Point[]): Point | undefined {
	return points.find(({ primary }) => primary);
}
