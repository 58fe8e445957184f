import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { isUnsupported, type CrmDefinition, type ResourceName } from '../types';
import { resourceLabel } from '../words';
import { authenticationParameter, outputParameters } from './properties';

/** Resources of which the vendor can say what is new. */
export function pollable(crm: CrmDefinition): ResourceName[] {
	return (Object.keys(crm.resources) as ResourceName[]).filter((name) =>
		crm.resources[name]?.objects.some(({ poll }) => !isUnsupported(poll)),
	);
}

/** The parameters of a trigger. */
export function triggerProperties(crm: CrmDefinition): INodeProperties[] {
	const resources = pollable(crm);
	const [first] = resources;
	const shared = resources.filter((name) => crm.resources[name]!.objects.length > 1);
	const watches = resources.filter((name) => crm.resources[name]!.objects.some(({ poll }) => !isUnsupported(poll) && poll.changedAt));
	return [
		authenticationParameter(crm),
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			default: first,
			options: resources
				.map((name): INodePropertyOptions => ({ name: resourceLabel(name, crm.resources[name]!.term.singular), value: name }))
				.sort((a, b) => a.name.localeCompare(b.name)),
		},
		{
			displayName: 'Event',
			name: 'event',
			type: 'options',
			default: 'created',
			options: [
				{ name: 'New', value: 'created', description: 'A record was created' },
				{ name: 'New or Updated', value: 'both', description: 'A record was created or changed' },
				{ name: 'Updated', value: 'updated', description: 'A record that existed before was changed' },
			],
		},
		...shared
			.map((name) => ({ name, objects: crm.resources[name]!.objects }))
			.map(({ name, objects, objects: [{ id: first }] }): INodeProperties => ({
				displayName: 'Stored As',
				name: 'storeAs',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: [name] } },
				options: objects.map(({ id, label }): INodePropertyOptions => ({ name: label, value: id })),
				default: first,
			})),
		{
			displayName: 'Watch Field Names or IDs',
			name: 'watch',
			type: 'multiOptions',
			default: [],
			description:
				'Only fire when one of these fields changed; any change when empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			typeOptions: { loadOptionsMethod: 'getWatchFields', loadOptionsDependsOn: ['resource', 'storeAs'] },
			displayOptions: { show: { resource: watches, event: ['updated', 'both'] } },
		},
		...outputParameters(resources),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Custom Field Names or IDs',
					name: 'customFields',
					type: 'multiOptions',
					default: [],
					description:
						'Custom fields to give under "customFields". Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					typeOptions: { loadOptionsMethod: 'getCustomFields', loadOptionsDependsOn: ['resource', 'storeAs'] },
				},
				{
					displayName: 'Most Records per Poll',
					name: 'mostRecords',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 1000,
					description: 'Further records come with the next poll',
				},
				{
					displayName: 'Start From',
					name: 'startFrom',
					type: 'dateTime',
					default: '',
					description: 'Also fire for records since this time; only for later ones when empty',
				},
			],
		},
	];
}
