import { badRequest, invalidId } from './errors';
import { nameOf } from './present';
import type { StoredRecord, Value } from './store';
import { moduleNamed } from './modules/modules';
import { isObject } from './values';
import type { ItemResult } from './writeAnswer';
import { create, recordOf, type WriteContext } from './writer';
import { wholeSecond } from './times';
import type { ZohoOrg } from './zohoOrg';

/** Fields of a lead and what they become in the contact. */
const CONTACT_FIELDS: Readonly<Record<string, string>> = {
	First_Name: 'First_Name',
	Last_Name: 'Last_Name',
	Email: 'Email',
	Secondary_Email: 'Secondary_Email',
	Phone: 'Phone',
	Mobile: 'Mobile',
	Designation: 'Title',
	Lead_Source: 'Lead_Source',
	Street: 'Mailing_Street',
	City: 'Mailing_City',
	State: 'Mailing_State',
	Zip_Code: 'Mailing_Zip',
	Country: 'Mailing_Country',
	Description: 'Description',
	External_Id: 'External_Id',
};

/** Makes a contact, an account and, when asked, a deal of a lead, which then leaves the lists (contract 5). */
export function convert(org: ZohoOrg, id: string, sent: Record<string, unknown>, at: string): ItemResult {
	const lead = org.store('Leads').get(id);
	if (!lead) throw invalidId(id);
	if (lead.converted) throw badRequest('ID_ALREADY_CONVERTED', 'id already converted', { id });
	const owner = isObject(sent.assign_to) ? String(sent.assign_to.id) : String(lead.values.Owner);
	const of = (module: string): WriteContext => ({ org, module: moduleNamed(module) });
	const chosen = (module: 'Accounts' | 'Contacts') =>
		isObject(sent[module]) ? recordOf(of(module), sent[module].id, `${at}.${module}`) : undefined;

	const deal = isObject(sent.Deals) ? sent.Deals : undefined;
	if (deal) assertDeal(deal, at);
	const account = chosen('Accounts') ?? accountOf(of('Accounts'), lead, owner, at);
	const contact =
		chosen('Contacts') ??
		create(of('Contacts'), { ...mapped(lead), Owner: { id: owner }, Account_Name: account && { id: account.id } }, at);
	const made = deal && create(of('Deals'), { ...deal, ...dealLinks(contact, account, owner) }, `${at}.Deals`);
	org.save({ ...lead, converted: true, modifiedAt: wholeSecond(org.clock.now()) });

	const shown = (record: StoredRecord | undefined) =>
		record ? { name: nameOf(org, record.module.name, record.id), id: record.id } : null;
	const details = { Contacts: shown(contact), Deals: shown(made), Accounts: shown(account) };
	return {
		ok: true,
		body: { code: 'SUCCESS', details, message: 'The record has been converted successfully', status: 'success' },
	};
}

/** The lead's company becomes an account, or joins the one of that name. */
function accountOf(context: WriteContext, { values }: StoredRecord, owner: string, at: string): StoredRecord | undefined {
	if (typeof values.Company !== 'string') return undefined;
	const [known] = context.org.store(context.module).find('Account_Name', values.Company);
	return known ?? create(context, { Account_Name: values.Company, Owner: { id: owner } }, at);
}

function mapped({ values }: StoredRecord): Record<string, Value> {
	return Object.fromEntries(
		Object.entries(CONTACT_FIELDS).flatMap(([from, to]) => (values[from] === undefined ? [] : [[to, values[from]]])),
	);
}

function dealLinks(contact: StoredRecord, account: StoredRecord | undefined, owner: string) {
	return { Contact_Name: { id: contact.id }, Account_Name: account && { id: account.id }, Owner: { id: owner } };
}

function assertDeal(deal: Record<string, unknown>, at: string): void {
	const missing = ['Deal_Name', 'Closing_Date', 'Pipeline', 'Stage'].filter((name) => deal[name] === undefined);
	if (missing.length === 0) return;
	throw badRequest('MANDATORY_NOT_FOUND', 'required field not found', {
		api_name: missing[0],
		json_path: `${at}.Deals.${missing[0]}`,
	});
}
