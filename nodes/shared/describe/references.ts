import type { INodeProperties } from 'n8n-workflow';
import type { CrmDefinition, Field, ResourceName } from '../types';

/** Writable references of a resource, over all objects that can hold it: each gets a resource locator of its own. */
export function referencesOf(crm: CrmDefinition, resource: ResourceName): Field[] {
	const fields = crm.resources[resource]?.objects.flatMap((object) => object.fields) ?? [];
	return [...new Map(fields.filter(({ kind, write }) => kind === 'reference' && write).map((field) => [field.key, field])).values()];
}

/** The canonical keys of {@link referencesOf}. */
export const referenceKeys = (crm: CrmDefinition, resource: ResourceName): string[] => referencesOf(crm, resource).map(({ key }) => key);

/** n8n's name of the list method behind a reference target. */
export const listMethod = (target: string): string =>
	`search${target
		.split('.')
		.map((word) => word[0].toUpperCase() + word.slice(1))
		.join('')}`;

/** A resource locator: pick from a list that the vendor searches, or give the ID. */
export function locator(name: string, displayName: string, target: string, description: string): Omit<INodeProperties, 'displayOptions'> {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select from the list...',
				typeOptions: { searchListMethod: listMethod(target), searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 12345' },
		],
	};
}

/** Whom a record is about comes first, where it stands in the house comes last. */
const order = ['contactId', 'customerId', 'leadId', 'companyId', 'jobId', 'parentId', 'pipeline', 'stage', 'assignees', 'owner'];

/** One locator per reference key, shared by the resources that have it. */
export function referenceLocators(crm: CrmDefinition): INodeProperties[] {
	const shared = new Map<string, { field: Field; resources: ResourceName[] }>();
	for (const resource of Object.keys(crm.resources) as ResourceName[]) {
		for (const field of referencesOf(crm, resource)) {
			const entry = shared.get(field.key) ?? { field, resources: [] };
			entry.resources.push(resource);
			shared.set(field.key, entry);
		}
	}
	const sorted = [...shared.values()].sort((a, b) => order.indexOf(a.field.key) - order.indexOf(b.field.key));
	return sorted.map(({ field, resources }) => ({
		...locator(
			field.key,
			field.label,
			field.target ?? field.key,
			field.hint ?? `${field.label} of the record; leave empty to keep it as it is`,
		),
		displayOptions: { show: { resource: resources, operation: ['create', 'update', 'upsert'] } },
	}));
}
