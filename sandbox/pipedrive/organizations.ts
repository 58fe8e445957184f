import { byLink, COMMON_SORTS, CONTACT_SCOPES, type EntityType } from './entityType';
import { address, datetime, filledText, integer, labels, oneOf, text, user } from './valueRules';

export const ORGANIZATION: EntityType = {
	kind: 'organizations',
	label: 'Organization',
	required: 'name',
	blank: {
		name: null,
		owner_id: null,
		visible_to: 3,
		address: null,
		label_ids: [],
		website: null,
		linkedin: null,
		industry: null,
		annual_revenue: null,
		employee_count: null,
	},
	rules: {
		name: filledText,
		owner_id: user,
		visible_to: oneOf(1, 3, 5, 7),
		address,
		label_ids: labels('organizations'),
		website: text,
		linkedin: text,
		industry: integer,
		annual_revenue: integer,
		employee_count: integer,
	},
	creationRules: { add_time: datetime },
	lasting: ['name', 'owner_id', 'visible_to'],
	scopes: CONTACT_SCOPES,
	sorts: COMMON_SORTS,
	filters: [byLink('owner_id')],
};
