import type { Field } from './field';
import { accountFields, contactFields, leadFields } from './people';
import { caseFields, dealFields, eventFields, noteFields } from './work';

/** One module of the org: a kind of record. */
export interface Module {
	/** `api_name`. */
	name: string;
	/** The only standard field that tells duplicates (contract 3, upsert rules). */
	systemCheckField?: string;
	/** What stands for the record in a lookup. */
	nameField: string;
	/** Whether `POST /{module}/upsert` exists (contract 0.10). */
	upsert: boolean;
	label: { one: string; many: string };
	fields: ReadonlyMap<string, Field>;
	position: number;
}

type Row = [name: string, one: string, many: string, nameField: string, fields: readonly Field[], check?: string];

const ROWS: Row[] = [
	['Leads', 'Lead', 'Leads', 'Full_Name', leadFields, 'Email'],
	['Contacts', 'Contact', 'Contacts', 'Full_Name', contactFields, 'Email'],
	['Accounts', 'Account', 'Accounts', 'Account_Name', accountFields, 'Account_Name'],
	['Deals', 'Deal', 'Deals', 'Deal_Name', dealFields, 'Deal_Name'],
	['Events', 'Meeting', 'Meetings', 'Event_Title', eventFields],
	['Cases', 'Case', 'Cases', 'Subject', caseFields],
	['Notes', 'Note', 'Notes', 'Note_Title', noteFields],
];

const WITHOUT_UPSERT = ['Events', 'Notes'];

export const MODULES: ReadonlyMap<string, Module> = new Map(
	ROWS.map(([name, one, many, nameField, fields, systemCheckField], position) => [
		name,
		{
			name,
			systemCheckField,
			nameField,
			upsert: !WITHOUT_UPSERT.includes(name),
			label: { one, many },
			fields: new Map(fields.map((field) => [field.name, field])),
			position,
		},
	]),
);

/** The modules a polymorphic lookup (`What_Id`) may point at. */
export const RELATED_MODULES = ['Accounts', 'Deals', 'Leads'];

export function moduleNamed(name: string): Module {
	const module = MODULES.get(name);
	if (!module) throw new RangeError(`No module ${name}. Known: ${[...MODULES.keys()].join(', ')}`);
	return module;
}
