import { ACTIVITY_TYPES } from './company';
import { ACTIVITY_SCOPES, byLink, COMMON_SORTS, type EntityType, type Filter } from './entityType';
import { badRequest, invalid } from './errors';
import { booleanOf, listOf, textOf } from './query';
import type { StoredRecord, Values } from './records';
import { sanitized } from './sanitize';
import { stamp } from './stamps';
import {
	address,
	attendees,
	date,
	flag,
	integer,
	link,
	participants,
	type Rule,
	text,
	timeOfDay,
	user,
} from './valueRules';

/** The `key_string` of an active type (contract 2.4). */
const type: Rule = (value) => {
	if (!ACTIVITY_TYPES.some(({ key_string, active_flag }) => active_flag && key_string === value)) {
		throw invalid('type', `Unknown activity type '${String(value)}'`);
	}
	return value;
};

const html: Rule = (value, path, account) => sanitized(text(value, path, account) as string);

const byLead: Filter = (query) => {
	const id = textOf(query, 'lead_id');
	return id === undefined ? undefined : ({ values }) => values.lead_id === id;
};

const byDone: Filter = (query) => {
	const done = booleanOf(query, 'done');
	return done === undefined ? undefined : ({ values }) => values.done === done;
};

export const ACTIVITY: EntityType = {
	kind: 'activities',
	label: 'Activity',
	blank: {
		subject: null,
		type: 'task',
		owner_id: null,
		creator_user_id: null,
		deal_id: null,
		lead_id: null,
		person_id: null,
		org_id: null,
		project_id: null,
		due_date: null,
		due_time: null,
		duration: null,
		busy: null,
		done: false,
		marked_as_done_time: null,
		location: null,
		participants: [],
		attendees: [],
		conference_meeting_client: null,
		conference_meeting_url: null,
		conference_meeting_id: null,
		public_description: null,
		priority: null,
		note: null,
	},
	rules: {
		subject: text,
		type,
		owner_id: user,
		deal_id: link('deals', 'Deal'),
		lead_id: link('leads', 'Lead'),
		org_id: link('organizations', 'Organization'),
		project_id: integer,
		due_date: date,
		due_time: timeOfDay,
		// Whether it may be longer than a day is unverified (contract 2.4); here it may not.
		duration: timeOfDay,
		busy: flag,
		done: flag,
		location: address,
		participants,
		attendees,
		public_description: html,
		priority: integer,
		note: html,
	},
	lasting: ['type', 'owner_id', 'done'],
	scopes: ACTIVITY_SCOPES,
	sorts: { ...COMMON_SORTS, due_date: dueKey },
	filters: [...['owner_id', 'deal_id', 'person_id', 'org_id'].map(byLink), byLead, byDone],
	guard(_account, body) {
		// The spec lists it in the body; the live API refuses it (contract 0).
		if ('person_id' in body) {
			throw badRequest("'person_id' is a read-only field. Add a primary participant to set 'person_id' instead.");
		}
	},
	derive: (values, { account, previous }) => ({
		...values,
		// Without a subject the type's name stands in; unverified.
		subject: values.subject ?? ACTIVITY_TYPES.find(({ key_string }) => key_string === values.type)?.name,
		person_id: primaryOf(values),
		marked_as_done_time: doneTime(values, previous, account.clock.now()),
	}),
	present({ attendees: guests, ...values }, _record, query) {
		return listOf(query, 'include_fields').includes('attendees') ? { ...values, attendees: guests } : values;
	},
};

function primaryOf({ participants: people }: Values): unknown {
	return (people as { person_id: number; primary: boolean }[]).find(({ primary }) => primary)?.person_id ?? null;
}

function doneTime({ done }: Values, previous: StoredRecord | undefined, now: number): unknown {
	if (!done) return null;
	return previous?.values.done ? previous.values.marked_as_done_time : stamp(now);
}

function dueKey({ values }: StoredRecord): string {
	return `${String(values.due_date ?? '')} ${String(values.due_time ?? '')}`;
}
