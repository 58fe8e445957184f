import { calculated, datetime, number, phone, type Property, readOnly, select, text, textarea } from './build';

const LIFECYCLE_STAGES: [string, string][] = [
	['subscriber', 'Subscriber'],
	['lead', 'Lead'],
	['marketingqualifiedlead', 'Marketing Qualified Lead'],
	['salesqualifiedlead', 'Sales Qualified Lead'],
	['opportunity', 'Opportunity'],
	['customer', 'Customer'],
	['evangelist', 'Evangelist'],
	['other', 'Other'],
];

const LEAD_STATUSES: [string, string][] = [
	['NEW', 'New'],
	['OPEN', 'Open'],
	['IN_PROGRESS', 'In Progress'],
	['OPEN_DEAL', 'Open Deal'],
	['UNQUALIFIED', 'Unqualified'],
	['ATTEMPTED_TO_CONTACT', 'Attempted to Contact'],
	['CONNECTED', 'Connected'],
	['BAD_TIMING', 'Bad Timing'],
];

const ANALYTICS_SOURCES = ['ORGANIC_SEARCH', 'PAID_SEARCH', 'EMAIL_MARKETING', 'DIRECT_TRAFFIC', 'OFFLINE'];

export const contactProperties: Property[] = [
	text('email', 'Email'),
	text('hs_additional_emails', 'Additional email addresses', readOnly),
	text('firstname', 'First Name'),
	text('lastname', 'Last Name'),
	phone('phone', 'Phone Number'),
	phone('mobilephone', 'Mobile Phone Number'),
	text('hs_searchable_calculated_phone_number', 'Calculated Phone Number', { ...calculated, hidden: true }),
	text('hs_searchable_calculated_mobile_number', 'Calculated Mobile Number', { ...calculated, hidden: true }),
	text('associatedcompanyid', 'Primary Associated Company ID', readOnly),
	text('company', 'Company Name'),
	text('jobtitle', 'Job Title'),
	text('website', 'Website URL'),
	text('address', 'Street Address'),
	text('city', 'City'),
	text('state', 'State/Region'),
	text('zip', 'Postal Code'),
	text('country', 'Country/Region'),
	textarea('message', 'Message'),
	select('lifecyclestage', 'Lifecycle Stage', LIFECYCLE_STAGES),
	select('hs_lead_status', 'Lead Status', LEAD_STATUSES),
	select('hs_analytics_source', 'Original Source', ANALYTICS_SOURCES, readOnly),
	number('num_associated_deals', 'Number of Associated Deals', calculated),
	datetime('notes_last_updated', 'Last Activity Date', calculated),
];

export const companyProperties: Property[] = [
	text('name', 'Company name'),
	text('domain', 'Company Domain Name'),
	phone('phone', 'Phone Number'),
	text('website', 'Website URL'),
	text('address', 'Street Address'),
	text('address2', 'Street Address 2'),
	text('city', 'City'),
	text('state', 'State/Region'),
	text('zip', 'Postal Code'),
	text('country', 'Country/Region'),
	textarea('description', 'Description'),
	select('industry', 'Industry', ['CONSTRUCTION', 'REAL_ESTATE', 'RETAIL', 'UTILITIES']),
	number('numberofemployees', 'Number of Employees'),
	number('annualrevenue', 'Annual Revenue'),
	select('lifecyclestage', 'Lifecycle Stage', LIFECYCLE_STAGES),
	select('hs_lead_status', 'Lead Status', LEAD_STATUSES),
	select('hs_analytics_source', 'Original Source', ANALYTICS_SOURCES, readOnly),
];

/** In the only order a record may move through (contract 3). */
export const LIFECYCLE_ORDER = LIFECYCLE_STAGES.map(([value]) => value);
