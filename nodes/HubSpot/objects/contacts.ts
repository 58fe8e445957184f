import { companyFlag } from '../../shared/kit';
import type { VendorObject } from '../../shared/kit';
import { batchUpdate, listOf, propertyOf, type Body } from '../api';
import { associations, company } from '../associations';
import { hubSpotObject } from '../object';

/** HubSpot's default stages in their order (contract section 2); custom ones have numeric names and no known place. */
const stages = ['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer', 'evangelist', 'other'];
/** True when HubSpot would silently ignore the move: stages only move forward (section 3). */
const isBackward = (from: string, to: string) =>
	from !== '' && to !== '' && from !== to && !(stages.includes(from) && stages.indexOf(from) < stages.indexOf(to));
const mainCompany = 'associatedcompanyid';
const lifecycleStage = { name: 'lifecyclestage', label: 'Lifecycle Stage' };
const common = {
	phone: { name: 'phone', label: 'Phone Number' }, website: 'website',
	'address.street': { name: 'address', label: 'Street Address' }, 'address.city': 'city', 'address.postalCode': 'zip',
	'address.state': { name: 'state', label: 'State/Region' }, 'address.country': { name: 'country', label: 'Country/Region' },
};
export const person = {
	firstName: 'firstname', lastName: 'lastname', email: 'email', mobile: { name: 'mobilephone', label: 'Mobile Phone Number' },
	company: { name: 'company', label: 'Company Name' }, jobTitle: 'jobtitle', ...common,
};

/** Contacts, or those in one lifecycle stage: our customers and leads on every tier (section 2). */
export const contacts = (stage?: 'customer' | 'lead'): VendorObject => hubSpotObject({
	type: 'contacts', label: stage ? `Contact in Lifecycle Stage ${stage === 'customer' ? 'Customer' : 'Lead'}` : 'Contact',
	stored: { ...person, status: stage === 'lead' ? { name: 'hs_lead_status', label: 'Lead Status' } : lifecycleStage },
	others: [
		{ key: 'emails', label: 'Emails', kind: 'text', column: 'hs_additional_emails', read: (raw) => listOf(raw, 'hs_additional_emails') },
		{ ...company, column: mainCompany, read: (raw) => associations.of(raw, 'companies')[0] ?? propertyOf(raw, mainCompany) },
	],
	extra: ['lifecyclestage', 'hs_merged_object_ids'], links: ['companies'], completeReads: false,
	always: stage ? [{ propertyName: 'lifecyclestage', operator: 'EQ', value: stage }] : [],
	imply: (values, custom, current) => {
		const held = propertyOf(current, 'lifecyclestage');
		const [target, key] = stage === 'lead' ? [custom, 'lifecyclestage'] : [values, 'status'];
		if (!stage || target.get(key) || held === stage) return [];
		// A customer who asks again is still a customer: what the resource implies never moves a contact back.
		if (isBackward(held, stage)) return [`The contact keeps its lifecycle stage "${held}"`];
		target.set(key, stage);
		return [];
	},
	// A stage that the user names is meant: going back takes clearing it first (section 3).
	before: async (rows, client) => {
		const wanted = (body: Body) => String(body.properties?.lifecyclestage ?? '');
		const backward = rows.filter(({ body, current }) => current && isBackward(propertyOf(current, 'lifecyclestage'), wanted(body)));
		const cleared = backward.map(({ id }) => ({ id: id!, properties: { lifecyclestage: '' } }));
		if (cleared.length) await client.send(batchUpdate('contacts', cleared));
	},
});

const companyName = { name: 'name', label: 'Company Name', required: true };
export const companies = hubSpotObject({
	type: 'companies', label: 'Company',
	stored: { name: companyName, ...common, status: lifecycleStage, notes: { name: 'description', label: 'Description' } },
	others: [companyFlag()],
});
