import { isSame, primaryOf, writeEmails } from './emails';
import { Problems } from './errors';
import { CONTACT_FORM } from './fields';
import { type RecordBody, isObject, writeForm } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import { LEAD_STAGE, LIFECYCLE_STAGES, STAGE_OF_STATUS, type User } from './portal';
import type { AccountLink, Contact, Values } from './records';

const MAX_ACCOUNTS = 10;

/** A contact starts as a new lead (live), and is the key's user's own [unverified]. */
export function createContact(account: FreshsalesAccount, user: User, body: RecordBody): Contact {
	const blank: Contact = {
		...account.newRow(user.id),
		values: {
			owner_id: user.id,
			lifecycle_stage_id: LEAD_STAGE.id,
			contact_status_id: LEAD_STAGE.statuses[0].id,
		},
		custom: {},
		emails: [],
		accounts: [],
		tags: [],
	};
	return account.contacts.save(written(account, blank, body));
}

/** Keys that are absent stay as they are (live). Whatever stage is sent is taken, an earlier one as well. */
export function updateContact(account: FreshsalesAccount, contact: Contact, body: RecordBody): Contact {
	return account.contacts.save({ ...written(account, contact, body), updatedAt: account.clock.now() });
}

function written(account: FreshsalesAccount, current: Contact, body: RecordBody): Contact {
	const problems = new Problems();
	const form = writeForm(CONTACT_FORM, account.contacts, current, body, problems);
	const contact: Contact = {
		...form,
		values: { ...form.values, ...stageAndStatus(current, body, problems) },
		emails: writeEmails(current.emails, body, () => account.newId(), problems),
		accounts: accountLinks(account, current, body, problems),
		tags: Array.isArray(body.tags) ? body.tags.map(String) : current.tags,
	};
	checkRequired(account, contact, problems);
	checkAddresses(account, contact, problems);
	problems.check();
	return contact;
}

function checkRequired({ settings }: FreshsalesAccount, { values, emails }: Contact, problems: Problems): void {
	for (const name of settings.requiredFields.contacts) {
		if (name === 'email' ? primaryOf(emails) : values[name]) continue;
		const label = CONTACT_FORM.fields.find((field) => field.name === name)?.label ?? 'Email';
		problems.add(name, `Need to fill this ${label}`);
	}
}

/** An address belongs to one contact (live, in these words). */
function checkAddresses({ contacts }: FreshsalesAccount, { id, emails }: Contact, problems: Problems): void {
	for (const other of contacts.live()) {
		if (other.id === id) continue;
		for (const { value } of emails) {
			if (other.emails.some((email) => isSame(email.value, value))) problems.add('email', `${value} already exists.`);
		}
	}
}

/** A stage alone brings its first status, a status alone its stage [unverified]. */
function stageAndStatus({ values }: Contact, body: RecordBody, problems: Problems): Values {
	const hasStage = 'lifecycle_stage_id' in body;
	const hasStatus = 'contact_status_id' in body;
	if (!hasStage && !hasStatus) return {};
	const statusId = Number(body.contact_status_id);
	const stage = hasStage
		? LIFECYCLE_STAGES.find(({ id }) => id === Number(body.lifecycle_stage_id))
		: STAGE_OF_STATUS.get(statusId);
	if (hasStage && !stage) problems.add('lifecycle_stage_id', 'Invalid lifecycle stage provided.');
	if (hasStatus && (!STAGE_OF_STATUS.has(statusId) || (stage && STAGE_OF_STATUS.get(statusId) !== stage))) {
		problems.add('contact_status_id', 'Invalid contact status provided.');
	}
	if (!stage) return {};
	const isMove = stage.id !== values.lifecycle_stage_id;
	const kept = isMove ? stage.statuses[0].id : values.contact_status_id;
	return { lifecycle_stage_id: stage.id, contact_status_id: hasStatus ? statusId : kept };
}

/** At most ten, exactly one of them primary (contract 2.1). */
function accountLinks(
	account: FreshsalesAccount,
	current: Contact,
	{ sales_accounts: sent }: RecordBody,
	problems: Problems,
): readonly AccountLink[] {
	if (sent === undefined) return current.accounts;
	if (!Array.isArray(sent) || !sent.every(isObject)) {
		problems.add('sales_accounts', 'The type for sales_accounts is invalid.');
		return current.accounts;
	}
	const links = sent.map(({ id, is_primary }) => ({ id: Number(id), is_primary: is_primary === true }));
	const kept = account.settings.salesAccountsOnUpdate === 'merge' ? current.accounts : [];
	const hasPrimary = links.some(({ is_primary }) => is_primary);
	const others = kept
		.filter(({ id }) => !links.some((link) => link.id === id))
		.map((link) => (hasPrimary ? { ...link, is_primary: false } : link));
	const all = [...others, ...links];
	if (links.some(({ id }) => !account.salesAccounts.get(id))) problems.add('sales_accounts', "Account doesn't exist");
	if (all.length > MAX_ACCOUNTS) problems.add('sales_accounts', `Only ${MAX_ACCOUNTS} accounts are allowed`);
	if (all.length > 0 && all.filter(({ is_primary }) => is_primary).length !== 1) {
		problems.add('sales_accounts', 'One account has to be the primary one');
	}
	return all;
}
