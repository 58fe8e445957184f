import type { IDataObject } from 'n8n-workflow';
import type { Field, Raw, WriteRow } from '../../shared/types';
import { batchUpdate, type Body } from '../api';
import { link, linkedIds } from '../associations';
import { hubSpotObject, owner, property } from '../object';

/** HubSpot's default stages in their order (contract section 2); custom ones have numeric names and no known place. */
const stages = ['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer', 'evangelist', 'other'];
const stageOf = (raw: Raw | null): string => String(((raw?.properties ?? {}) as IDataObject).lifecyclestage ?? '');

/** True when HubSpot would silently ignore the move: stages only move forward (section 3). */
const isBackward = (from: string, to: string) => from !== '' && to !== '' && from !== to && !(stages.includes(from) && stages.indexOf(from) < stages.indexOf(to));

export const personFields: readonly Field[] = [
	property('firstName', 'First Name', 'firstname'),
	property('lastName', 'Last Name', 'lastname'),
	property('email', 'Email', 'email', 'email'),
	property('phone', 'Phone Number', 'phone', 'phone'),
	property('mobile', 'Mobile Phone Number', 'mobilephone', 'phone'),
	{ key: 'emails', label: 'Additional Emails', kind: 'text', column: 'hs_additional_emails', read: ({ properties }) => String((properties as IDataObject | undefined)?.hs_additional_emails ?? '').split(';').filter(Boolean) },
	property('company', 'Company Name', 'company'),
	{ key: 'companyId', label: 'Company', kind: 'reference', target: 'company', column: 'associatedcompanyid', ...link('companies'), read: (raw) => linkedIds(raw, 'companies')[0] ?? (raw.properties as IDataObject | undefined)?.associatedcompanyid },
	property('jobTitle', 'Job Title', 'jobtitle'),
	property('website', 'Website URL', 'website', 'url'),
	property('address.street', 'Street Address', 'address'),
	property('address.city', 'City', 'city'),
	property('address.state', 'State/Region', 'state'),
	property('address.postalCode', 'Postal Code', 'zip'),
	property('address.country', 'Country/Region', 'country'),
	owner,
];

/** Contacts, or those in one lifecycle stage: our customers and leads on every tier (section 2). */
export function contacts(stage?: 'customer' | 'lead') {
	const status = stage === 'lead' ? property('status', 'Lead Status', 'hs_lead_status', 'choice') : property('status', 'Lifecycle Stage', 'lifecyclestage', 'choice');
	return hubSpotObject({
		type: 'contacts',
		label: stage ? `Contact with lifecycle stage ${stage}` : 'Contact',
		fields: [...personFields, status],
		extra: ['lifecyclestage', 'hs_merged_object_ids'],
		links: ['companies'],
		completeReads: false,
		always: stage ? [{ propertyName: 'lifecyclestage', operator: 'EQ', value: stage }] : [],
		matchKeys: ['externalId', 'email', 'phone'],
		imply: (values, custom, current) => {
			const chosen = stage === 'lead' ? custom.get('lifecyclestage') : values.get('status');
			if (!stage || chosen) return [];
			const held = stageOf(current);
			if (held === stage) return [];
			// A customer who asks again is still a customer: what the resource implies never moves a contact back.
			if (isBackward(held, stage)) return [`The contact keeps its lifecycle stage "${held}"`];
			if (stage === 'lead') custom.set('lifecyclestage', stage);
			else values.set('status', stage);
			return [];
		},
		// A stage that the user names is meant: going back takes clearing it first (section 3).
		beforeUpdate: async (rows: Array<WriteRow & { id: string }>, client) => {
			const backward = rows.filter(({ body, current }) => isBackward(stageOf(current ?? null), String((body as Body).properties?.lifecyclestage ?? '')));
			if (backward.length) await client.send(batchUpdate('contacts', backward.map(({ id }) => ({ id, properties: { lifecyclestage: '' } }))));
		},
	});
}
