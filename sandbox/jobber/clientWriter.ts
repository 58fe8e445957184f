import { type AddressInput, withAddress } from './addresses';
import { type ContactPointInputs, withContactPoints } from './contactPoints';
import { type ContactInputs, withContacts } from './contacts';
import { type CustomFieldInput, withCustomFields } from './customFields';
import type { JobberAccount } from './jobberAccount';
import { applyPropertyChanges, propertyChanges, type PropertyInputs } from './properties';
import type { Client } from './records';
import type { Problems } from './userErrors';

/** `ClientCreateInput` and `ClientEditInput`. */
export interface ClientInput extends ContactPointInputs, ContactInputs, PropertyInputs {
	title?: string | null;
	firstName?: string | null;
	lastName?: string | null;
	companyName?: string | null;
	isCompany?: boolean | null;
	billingAddress?: AddressInput | null;
	customFields?: CustomFieldInput[] | null;
	sourceAttribution?: { sourceText?: string | null } | null;
	tagsToAdd?: string[] | null;
	tagsToDelete?: string[] | null;
}

/** A client without anything. */
export function blankClient(account: JobberAccount, id = account.newId('Client')): Client {
	const now = account.now();
	return {
		id,
		createdAt: now,
		updatedAt: now,
		title: null,
		firstName: '',
		lastName: '',
		companyName: null,
		isCompany: false,
		isLead: true,
		isArchived: false,
		emails: [],
		phones: [],
		billingAddress: null,
		tags: [],
		contacts: [],
		customFields: [],
		sourceText: null,
		propertyIds: [],
		notes: [],
	};
}

/** Changes what the input names and stores the client, all or nothing. */
export function writeClient(
	account: JobberAccount,
	client: Client,
	input: ClientInput,
	problems: Problems,
): Client | undefined {
	const changes = propertyChanges(account, client, input, problems);
	const written: Client = {
		...client,
		...names(client, input),
		...withContactPoints(account, client, input, problems),
		billingAddress: billingAddress(client, input),
		sourceText: input.sourceAttribution?.sourceText ?? client.sourceText,
		contacts: withContacts(account, client.contacts, input, problems),
		customFields: withCustomFields(account, 'ALL_CLIENTS', client.customFields, input.customFields, problems),
		tags: withTags(account, client, input),
		updatedAt: account.now(),
	};
	if (!written.firstName && !written.lastName && !written.companyName) {
		problems.add('Client needs a first name, a last name or a company name');
	}
	if (problems.any) return undefined;
	const stored = { ...written, propertyIds: applyPropertyChanges(account, client.propertyIds, changes) };
	account.clients.save(stored);
	return stored;
}

function names(client: Client, input: ClientInput) {
	const text = (given: string | null | undefined, kept: string) => (given === undefined ? kept : (given ?? '').trim());
	return {
		title: input.title === undefined ? client.title : input.title,
		firstName: text(input.firstName, client.firstName),
		lastName: text(input.lastName, client.lastName),
		companyName: text(input.companyName, client.companyName ?? '') || null,
		isCompany: input.isCompany ?? client.isCompany,
	};
}

function billingAddress(client: Client, { billingAddress: input }: ClientInput) {
	if (input === undefined) return client.billingAddress;
	return input === null ? null : withAddress(client.billingAddress, input);
}

/** Labels differ in more than upper and lower case. */
function withTags(account: JobberAccount, client: Client, { tagsToAdd, tagsToDelete }: ClientInput): Client['tags'] {
	const isOneOf = (label: string, labels: readonly string[]) =>
		labels.some((other) => other.toLowerCase() === label.toLowerCase());
	const kept = client.tags.filter(({ label }) => !isOneOf(label, tagsToDelete ?? []));
	const labels = (tagsToAdd ?? []).filter((label) => label.trim() !== '');
	return labels.reduce<Client['tags']>(
		(tags, label) =>
			isOneOf(
				label,
				tags.map((tag) => tag.label),
			)
				? tags
				: [...tags, { id: account.newId('Tag'), label }],
		kept,
	);
}
