import { hubSpotObject, owner, property } from '../object';

export const companies = () => hubSpotObject({
	type: 'companies',
	label: 'Company',
	fields: [
		property('name', 'Company Name', 'name', 'text', { required: true }),
		{ key: 'isCompany', label: 'Is Company', kind: 'boolean', read: () => true },
		property('phone', 'Phone Number', 'phone', 'phone'),
		property('website', 'Website URL', 'website', 'url'),
		property('address.street', 'Street Address', 'address'),
		property('address.city', 'City', 'city'),
		property('address.state', 'State/Region', 'state'),
		property('address.postalCode', 'Postal Code', 'zip'),
		property('address.country', 'Country/Region', 'country'),
		property('status', 'Lifecycle Stage', 'lifecyclestage', 'choice'),
		property('notes', 'Description', 'description', 'longText'),
		owner,
	],
	matchKeys: ['externalId', 'phone'],
});
