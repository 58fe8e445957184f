import { OBJECT_TYPES, type ObjectType } from '../objectTypes';
import { activityProperties } from './activities';
import {
	bool,
	calculated,
	custom,
	date,
	datetime,
	multiSelect,
	number,
	owner,
	type Property,
	readOnly,
	select,
	text,
} from './build';
import { companyProperties, contactProperties } from './people';
import { appointmentProperties, dealProperties, leadProperties, ticketProperties } from './pipelined';

const OWN: Record<string, Property[]> = {
	contacts: contactProperties,
	companies: companyProperties,
	deals: dealProperties,
	tickets: ticketProperties,
	leads: leadProperties,
	appointments: appointmentProperties,
	...activityProperties,
};

const CUSTOMISED = new Set(['contacts', 'companies', 'deals', 'tickets']);

/** One custom property of every kind, so that a client meets each. */
const customProperties: Property[] = [
	text('external_id', 'External ID', { ...custom, hasUniqueValue: true }),
	select('service_tier', 'Service Tier', ['bronze', 'silver', 'gold'], custom),
	multiSelect('service_interests', 'Service Interests', ['plumbing', 'heating', 'cooling', 'roofing'], custom),
	number('lifetime_visits', 'Lifetime Visits', custom),
	date('warranty_until', 'Warranty Until', custom),
	datetime('last_visit_at', 'Last Visit At', custom),
	bool('has_service_contract', 'Has Service Contract', custom),
	owner('account_manager', 'Account Manager', custom),
];

function common({ name, createdProperty, modifiedProperty }: ObjectType): Property[] {
	return [
		number('hs_object_id', 'Record ID', { ...readOnly, hasUniqueValue: true }),
		datetime(createdProperty, 'Create Date', readOnly),
		datetime(modifiedProperty, 'Last Modified Date', readOnly),
		owner('hubspot_owner_id', `${name[0].toUpperCase()}${name.slice(1)} owner`),
		text('hs_merged_object_ids', 'Merged record IDs', { ...calculated, hidden: true }),
	];
}

/** The properties of an object type, by name. */
export type PropertyMap = ReadonlyMap<string, Property>;

/** The property metadata of a new account. */
export function defaultProperties(): Map<string, Map<string, Property>> {
	return new Map(
		OBJECT_TYPES.map((type) => {
			const properties = [...common(type), ...OWN[type.name], ...(CUSTOMISED.has(type.name) ? customProperties : [])];
			return [type.name, new Map(properties.map((property) => [property.name, structuredClone(property)]))];
		}),
	);
}
