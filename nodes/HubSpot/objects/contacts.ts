import type { VendorObject } from '../../shared/types';
import { batchUpdate, propertyOf, type Body } from '../api';
import { company, linkedIds } from '../associations';
import { hubSpotObject, owner, properties } from '../object';

/** HubSpot's default stages in their order (contract section 2); custom ones have numeric names and no known place. */
const stages = ['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer', 'evangelist', 'other'];
/** True when HubSpot would silently ignore the move: stages only move forward (section 3). */
const isBackward = (from: string, to: string) => from !== '' && to !== '' && from !== to && !(stages.includes(from) && stages.indexOf(from) < stages.indexOf(to));
const place = { 'address.city': 'city', 'address.state': { name: 'state', label: 'State/Region' }, 'address.postalCode': 'zip', 'address.country': { name: 'country', label: 'Country/Region' } };
export const person = properties({
	firstName: 'firstname', lastName: 'lastname', email: 'email', phone: { name: 'phone', label: 'Phone Number' }, mobile: { name: 'mobilephone', label: 'Mobile Phone Number' },
	company: { name: 'company', label: 'Company Name' }, jobTitle: 'jobtitle', website: 'website', 'address.street': { name: 'address', label: 'Street Address' }, ...place,
});

/** Contacts, or those in one lifecycle stage: our customers and leads on every tier (section 2). */
export const contacts = (stage?: 'customer' | 'lead'): VendorObject => hubSpotObject({
	type: 'contacts',
	label: stage ? `Contact in Lifecycle Stage ${stage === 'customer' ? 'Customer' : 'Lead'}` : 'Contact',
	fields: [
		...person,
		...properties({ ...owner, status: stage === 'lead' ? { name: 'hs_lead_status', label: 'Lead Status' } : { name: 'lifecyclestage', label: 'Lifecycle Stage' } }),
		{ key: 'emails', label: 'Emails', kind: 'text', column: 'hs_additional_emails', read: (raw) => propertyOf(raw, 'hs_additional_emails').split(';').filter(Boolean) },
		{ ...company, column: 'associatedcompanyid', read: (raw) => linkedIds(raw, 'companies')[0] ?? propertyOf(raw, 'associatedcompanyid') },
	],
	extra: ['lifecyclestage', 'hs_merged_object_ids'],
	links: ['companies'],
	completeReads: false,
	always: stage ? [{ propertyName: 'lifecyclestage', operator: 'EQ', value: stage }] : [],
	keys: ['email', 'phone'],
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
		const backward = rows.filter(({ body, current }) => current && isBackward(propertyOf(current, 'lifecyclestage'), String((body as Body).properties?.lifecyclestage ?? '')));
		if (backward.length) await client.send(batchUpdate('contacts', backward.map(({ id }) => ({ id: id!, properties: { lifecyclestage: '' } }))));
	},
});

export const companies = hubSpotObject({
	type: 'companies',
	label: 'Company',
	fields: [
		...properties({
			name: { name: 'name', label: 'Company Name', required: true }, phone: { name: 'phone', label: 'Phone Number' }, website: 'website', 'address.street': { name: 'address', label: 'Street Address' }, ...place,
			status: { name: 'lifecyclestage', label: 'Lifecycle Stage' }, notes: { name: 'description', label: 'Description' }, ...owner,
		}),
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => true },
	],
	// No public source proves that companies have the searchable form of a phone number that contacts have.
});
