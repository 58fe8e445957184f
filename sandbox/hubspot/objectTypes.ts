import { validationError } from './errors';

/** One object type of the account. */
export interface ObjectType {
	/** Plural, as in paths. */
	name: string;
	/** The numeric form, as in `0-1`. */
	id: string;
	singular: string;
	readScope: string;
	writeScope: string;
	createdProperty: 'createdate' | 'hs_createdate';
	/** `lastmodifieddate` on contacts only (contract 5). */
	modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
	/** What GET, list and search return unasked, next to id and dates. */
	defaultProperties: string[];
	/** What the `query` text of a search looks at. */
	searchedProperties: string[];
	/** One of each group has to be set on create (contract 3). */
	requiredOnCreate: string[][];
	/** Engagements have no page of their own, so no `url` (contract 8). */
	isEngagement: boolean;
}

type Defaults = 'createdProperty' | 'modifiedProperty' | 'requiredOnCreate' | 'isEngagement';

function objectType(type: Omit<ObjectType, Defaults> & Partial<Pick<ObjectType, Defaults>>): ObjectType {
	return {
		createdProperty: 'createdate',
		modifiedProperty: 'hs_lastmodifieddate',
		requiredOnCreate: [],
		isEngagement: false,
		...type,
	};
}

/** Meetings, notes and tasks need only the contacts scopes (contract 1). */
function engagement(
	type: Pick<ObjectType, 'name' | 'id' | 'singular' | 'searchedProperties' | 'requiredOnCreate'>,
): ObjectType {
	return objectType({
		readScope: 'crm.objects.contacts.read',
		writeScope: 'crm.objects.contacts.write',
		createdProperty: 'hs_createdate',
		defaultProperties: [],
		isEngagement: true,
		...type,
	});
}

/** Every object type the sandbox knows. */
export const OBJECT_TYPES: readonly ObjectType[] = [
	objectType({
		name: 'contacts',
		id: '0-1',
		singular: 'contact',
		readScope: 'crm.objects.contacts.read',
		writeScope: 'crm.objects.contacts.write',
		modifiedProperty: 'lastmodifieddate',
		defaultProperties: ['email', 'firstname', 'lastname'],
		searchedProperties: ['firstname', 'lastname', 'email', 'hs_additional_emails', 'phone', 'company'],
		requiredOnCreate: [['email', 'firstname', 'lastname']],
	}),
	objectType({
		name: 'companies',
		id: '0-2',
		singular: 'company',
		readScope: 'crm.objects.companies.read',
		writeScope: 'crm.objects.companies.write',
		defaultProperties: ['name', 'domain'],
		searchedProperties: ['name', 'domain', 'website', 'phone'],
		requiredOnCreate: [['name', 'domain']],
	}),
	objectType({
		name: 'deals',
		id: '0-3',
		singular: 'deal',
		readScope: 'crm.objects.deals.read',
		writeScope: 'crm.objects.deals.write',
		defaultProperties: ['dealname', 'amount', 'closedate', 'pipeline', 'dealstage'],
		searchedProperties: ['dealname', 'description'],
	}),
	objectType({
		name: 'tickets',
		id: '0-5',
		singular: 'ticket',
		readScope: 'tickets',
		writeScope: 'tickets',
		defaultProperties: ['subject', 'content', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority'],
		searchedProperties: ['subject', 'content'],
		requiredOnCreate: [['hs_pipeline_stage']],
	}),
	objectType({
		name: 'leads',
		id: '0-136',
		singular: 'lead',
		readScope: 'crm.objects.leads.read',
		writeScope: 'crm.objects.leads.write',
		createdProperty: 'hs_createdate',
		defaultProperties: [],
		searchedProperties: ['hs_lead_name'],
		requiredOnCreate: [['hs_lead_name']],
	}),
	objectType({
		name: 'appointments',
		id: '0-421',
		singular: 'appointment',
		readScope: 'crm.objects.appointments.read',
		writeScope: 'crm.objects.appointments.write',
		createdProperty: 'hs_createdate',
		defaultProperties: [],
		searchedProperties: ['hs_appointment_name'],
	}),
	engagement({
		name: 'meetings',
		id: '0-47',
		singular: 'meeting',
		searchedProperties: ['hs_meeting_title', 'hs_meeting_body'],
		// A missing hs_timestamp falls back to the start time (contract 2).
		requiredOnCreate: [['hs_timestamp', 'hs_meeting_start_time']],
	}),
	engagement({
		name: 'notes',
		id: '0-46',
		singular: 'note',
		searchedProperties: ['hs_note_body'],
		requiredOnCreate: [['hs_timestamp']],
	}),
	engagement({
		name: 'tasks',
		id: '0-27',
		singular: 'task',
		searchedProperties: ['hs_task_subject', 'hs_task_body'],
		requiredOnCreate: [['hs_timestamp']],
	}),
];

const BY_WORD = new Map(
	OBJECT_TYPES.flatMap((type) => [type.name, type.singular, type.id].map((word) => [word, type] as const)),
);

/** Accepts the plural, the singular and the type id. */
export function objectTypeOf(word: string): ObjectType {
	const type = BY_WORD.get(word.toLowerCase());
	if (type) return type;
	// Recorded without a category (contract 7).
	throw validationError(`Unable to infer object type from: ${word}`, { category: undefined });
}
