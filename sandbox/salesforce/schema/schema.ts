import type { SalesforceSettings } from '../settings';
import { contentDocumentLink, contentNote, event, note, opportunity, serviceCase, task } from './activities';
import type { Field } from './build';
import { account, contact, lead } from './people';
import { withPersonAccounts } from './personAccounts';
import { NAME_OBJECT, SETUP_OBJECTS } from './setup';
import { type ChildRelationship, type SObject, sobject, type SObjectDefinition } from './sobject';

const DEFINITIONS: readonly SObjectDefinition[] = [
	account,
	contact,
	lead,
	opportunity,
	serviceCase,
	event,
	task,
	note,
	contentNote,
	contentDocumentLink,
	...SETUP_OBJECTS,
];

/** `Case` and `Opportunity` have irregular plurals as child relationships; the others add an s. */
const CHILD_NAMES: Readonly<Record<string, string>> = {
	Opportunity: 'Opportunities',
	ContentDocumentLink: 'ContentDocumentLinks',
};

/** State and country picklists of an org that switched them on (contract 2). */
export const STATES: Readonly<Record<string, readonly string[]>> = {
	Country: ['Germany', 'United Kingdom', 'United States'],
	State: ['California', 'New York', 'Texas'],
};

type SchemaSettings = Pick<
	SalesforceSettings,
	'personAccounts' | 'hiddenFields' | 'readOnlyFields' | 'readOnlyObjects'
>;

/** The objects of the org as the connected user sees them; follows the settings. */
export class Schema {
	private key = '';
	private byName: ReadonlyMap<string, SObject> = new Map();

	constructor(private readonly settings: SchemaSettings) {}

	all(): SObject[] {
		return [...this.objects().values()].filter(({ name }) => name !== 'Name');
	}

	/** Object names ignore case. */
	find(name: string): SObject | undefined {
		return this.objects().get(name.toLowerCase());
	}

	/** An object that is known to exist. */
	get(name: string): SObject {
		const found = this.find(name);
		if (!found) throw new RangeError(`No object ${name}`);
		return found;
	}

	childrenOf({ name }: SObject): ChildRelationship[] {
		return this.all().flatMap((child) =>
			[...child.fields.values()]
				.filter((field) => field.indexed && field.referenceTo.includes(name))
				.map((field) => ({
					childSObject: child.name,
					field: field.name,
					relationshipName: field.name === 'ParentId' && child.name === name ? `Child${name}s` : childName(child.name),
				})),
		);
	}

	private objects(): ReadonlyMap<string, SObject> {
		const { personAccounts, hiddenFields, readOnlyFields, readOnlyObjects } = this.settings;
		const key = JSON.stringify([personAccounts, hiddenFields, readOnlyFields, readOnlyObjects]);
		if (key !== this.key) {
			this.key = key;
			this.byName = new Map(
				[...DEFINITIONS, NAME_OBJECT].map((definition) => {
					const built = sobject(personAccounts ? withPersonAccounts(definition) : definition);
					return [built.name.toLowerCase(), this.asSeen(built)];
				}),
			);
		}
		return this.byName;
	}

	private asSeen(object: SObject): SObject {
		const { hiddenFields, readOnlyFields, readOnlyObjects } = this.settings;
		const locked = readOnlyObjects.includes(object.name);
		const seen = [...object.fields]
			.filter(([, { name }]) => !hiddenFields.includes(`${object.name}.${name}`))
			.map(([key, field]): [string, Field] =>
				locked || readOnlyFields.includes(`${object.name}.${field.name}`)
					? [key, { ...field, createable: false, updateable: false }]
					: [key, field],
			);
		return { ...object, fields: new Map(seen) };
	}
}

/** Every field that may be in a hash index, whatever the settings hide. */
export function indexedFields(name: string): string[] {
	const definition = DEFINITIONS.find((one) => one.name === name);
	if (!definition) return [];
	return [...sobject(withPersonAccounts(definition)).fields.values()]
		.filter((field) => field.indexed && field.name !== 'Id')
		.map((field) => field.name);
}

export const OBJECT_NAMES: readonly string[] = DEFINITIONS.map(({ name }) => name);

function childName(name: string): string {
	return CHILD_NAMES[name] ?? `${name}s`;
}
