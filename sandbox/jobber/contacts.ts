import { type ContactPointInputs, withContactPoints } from './contactPoints';
import type { JobberAccount } from './jobberAccount';
import type { Contact } from './records';
import type { Problems } from './userErrors';

type Details = Omit<Contact, 'id' | 'createdAt' | 'updatedAt' | 'emails' | 'phones'>;

export type ContactInput = ContactPointInputs & { [Name in keyof Details]?: Details[Name] | null } & { id?: string };

/** The keys of a client's input that concern its contacts. */
export interface ContactInputs {
	contacts?: ContactInput[] | null;
	contactsToAdd?: ContactInput[] | null;
	contactsToEdit?: ContactInput[] | null;
	contactsToDelete?: string[] | null;
}

const BLANK: Details = {
	title: null,
	firstName: null,
	lastName: null,
	role: null,
	isBillingContact: false,
	receivesReminders: false,
	receivesFollowUps: false,
	receivesQuoteFollowUps: false,
	receivesInvoiceFollowUps: false,
};

/** A client's contacts after a change. */
export function withContacts(
	account: JobberAccount,
	current: readonly Contact[],
	input: ContactInputs,
	problems: Problems,
): readonly Contact[] {
	const contacts = new Map(current.map((contact) => [contact.id, contact]));
	const put = (contact: Contact) => {
		if (contact.isBillingContact) {
			contacts.forEach((other, id) => contacts.set(id, { ...other, isBillingContact: false }));
		}
		contacts.set(contact.id, contact);
	};
	(input.contactsToDelete ?? []).forEach((id, position) => {
		if (!contacts.delete(id)) problems.add('Contact not found', 'contactsToDelete', position);
	});
	(input.contactsToEdit ?? []).forEach((edit, position) => {
		const known = contacts.get(edit.id ?? '');
		if (known) put(edited(account, known, edit, problems.at('contactsToEdit', position)));
		else problems.add('Contact not found', 'contactsToEdit', position, 'id');
	});
	const addKey = input.contacts ? 'contacts' : 'contactsToAdd';
	(input.contacts ?? input.contactsToAdd ?? []).forEach((added, position) => {
		const here = problems.at(addKey, position);
		if (!added.firstName?.trim() && !added.lastName?.trim()) {
			here.add('Contact needs a first or last name', 'firstName');
		}
		const now = account.now();
		const blank = { id: account.newId('Contact'), createdAt: now, updatedAt: now, emails: [], phones: [], ...BLANK };
		put(edited(account, blank, added, here));
	});
	return [...contacts.values()];
}

function edited(account: JobberAccount, contact: Contact, input: ContactInput, problems: Problems): Contact {
	const details = Object.fromEntries(
		(Object.keys(BLANK) as (keyof Details)[])
			.filter((name) => input[name] !== undefined)
			.map((name) => [name, input[name] ?? BLANK[name]]),
	);
	return {
		...contact,
		...details,
		...withContactPoints(account, contact, input, problems),
		updatedAt: account.now(),
	};
}
