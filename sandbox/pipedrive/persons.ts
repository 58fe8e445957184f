import { byLink, COMMON_SORTS, CONTACT_SCOPES, type EntityType, type Filter } from './entityType';
import { refused } from './errors';
import { integerOf } from './query';
import type { Values } from './records';
import {
	address,
	contactPoints,
	date,
	datetime,
	filledText,
	integer,
	labels,
	link,
	oneOf,
	text,
	user,
} from './valueRules';

/** Only companies with Contact Sync have these (contract 2.1). */
const CONTACT_SYNC = {
	postal_address: address,
	notes: text,
	im: contactPoints,
	birthday: date,
	job_title: text,
};

const byDeal: Filter = (query, account) => {
	const id = integerOf(query, 'deal_id');
	if (id === undefined) return undefined;
	const person = account.records('deals').living(id)?.values.person_id;
	return (record) => record.id === person;
};

export const PERSON: EntityType = {
	kind: 'persons',
	label: 'Person',
	required: 'name',
	blank: {
		name: null,
		first_name: null,
		last_name: null,
		owner_id: null,
		org_id: null,
		emails: [],
		phones: [],
		visible_to: 3,
		label_ids: [],
		picture_id: null,
		postal_address: null,
		notes: null,
		im: [],
		birthday: null,
		job_title: null,
	},
	rules: {
		name: filledText,
		// Not in the spec's body; the migration guide allows them in place of the name (contract 2.1).
		first_name: text,
		last_name: text,
		owner_id: user,
		org_id: link('organizations', 'Organization'),
		emails: contactPoints,
		phones: contactPoints,
		visible_to: oneOf(1, 3, 5, 7),
		label_ids: labels('persons'),
		marketing_status: oneOf('no_consent', 'unsubscribed', 'subscribed', 'archived'),
		...CONTACT_SYNC,
	},
	creationRules: { add_time: datetime, picture_id: integer },
	lasting: ['name', 'owner_id', 'visible_to'],
	scopes: CONTACT_SCOPES,
	sorts: COMMON_SORTS,
	filters: [byLink('owner_id'), byLink('org_id'), byDeal],
	guard({ settings }, body) {
		const [key] = settings.contactSync ? [] : Object.keys(CONTACT_SYNC).filter((name) => name in body);
		// The text and the code are unverified.
		if (key) throw refused(403, `Field '${key}' requires Contact Sync`, 'ERR_FORBIDDEN');
	},
	derive: (values, { change }) => withNames(values, change),
	present(values, _record, _query, { settings }) {
		// Answered by GET only on request, which nothing here makes (spec).
		const { marketing_status: _none, ...answered } = values;
		if (settings.contactSync) return answered;
		return Object.fromEntries(Object.entries(answered).filter(([name]) => !(name in CONTACT_SYNC)));
	},
};

/** The first word is the first name. */
function withNames(values: Values, { name, first_name, last_name }: Values): Values {
	if (typeof name === 'string') {
		const [first, ...rest] = name.trim().split(/\s+/);
		return { ...values, first_name: first, last_name: rest.join(' ') || null };
	}
	if (first_name === undefined && last_name === undefined) return values;
	return { ...values, name: [values.first_name, values.last_name].filter(Boolean).join(' ') };
}
