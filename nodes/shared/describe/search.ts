import type { INodeProperties } from 'n8n-workflow';
import { filterKeys } from '../records';
import { isUnsupported, type CrmDefinition } from '../types';
import { titled, worded } from '../words';

const show = { operation: ['search'] };
const dates = ['createdAfter', 'createdBefore', 'updatedAfter', 'updatedBefore'];
const examples: Record<string, string> = { email: 'name@email.com', phone: 'e.g. +1 555 010 1234', text: 'e.g. Smith' };

/** The parameters of the Search operation. */
export function searchParameters(crm: CrmDefinition): INodeProperties[] {
	const objects = Object.values(crm.resources).flatMap((resource) => resource.objects);
	const keys = objects.flatMap(({ search, fields }) =>
		isUnsupported(search) ? [] : (search.filters ?? fields.map(({ key }) => key).filter((key) => filterKeys.has(key))),
	);
	const filters = [...new Set(keys)];
	const fields = [
		...filters.map((key) => text(key, `Only records with this ${worded(key)}`)),
		text('text', 'Only records that contain these words'),
	];
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			description: 'Whether to return all results or only up to a given limit',
			displayOptions: { show },
			default: false,
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			description: 'Max number of results to return',
			typeOptions: { minValue: 1 },
			displayOptions: { show: { ...show, returnAll: [false] } },
			default: 50,
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			description: 'All of them must fit',
			displayOptions: { show },
			default: {},
			options: [
				...fields,
				...dates.map((key): INodeProperties => ({ displayName: titled(key), name: key, type: 'dateTime', default: '' })),
			].sort((a, b) => a.displayName.localeCompare(b.displayName)),
		},
		{
			displayName: 'Conditions',
			name: 'conditions',
			type: 'fixedCollection',
			placeholder: 'Add Condition',
			description: 'Conditions on any field of your account; all of them must fit',
			typeOptions: { multipleValues: true },
			displayOptions: { show },
			default: {},
			options: [
				{
					displayName: 'Condition',
					name: 'condition',
					values: [
						{
							displayName: 'Field Name or ID',
							name: 'field',
							type: 'options',
							default: '',
							description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
							typeOptions: { loadOptionsMethod: 'getSearchFields', loadOptionsDependsOn: ['resource', 'storeAs'] },
						},
						{
							displayName: 'Operator',
							name: 'operator',
							type: 'options',
							default: 'equals',
							options: [
								{ name: 'After (or More Than)', value: 'after' },
								{ name: 'Before (or Less Than)', value: 'before' },
								{ name: 'Contains', value: 'contains' },
								{ name: 'Equals', value: 'equals' },
								{ name: 'Is Not Set', value: 'isNotSet' },
								{ name: 'Is Set', value: 'isSet' },
								{ name: 'Not Equal', value: 'notEquals' },
							],
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							displayOptions: { hide: { operator: ['isSet', 'isNotSet'] } },
						},
					],
				},
			],
		},
		{
			displayName: 'Sort',
			name: 'sort',
			type: 'collection',
			placeholder: 'Add Sort Rule',
			displayOptions: { show },
			default: {},
			options: [
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'ascending' },
						{ name: 'Descending', value: 'descending' },
					],
					default: 'descending',
				},
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					default: '',
					description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					typeOptions: { loadOptionsMethod: 'getSearchFields', loadOptionsDependsOn: ['resource', 'storeAs'] },
				},
			],
		},
	];
}

const text = (key: string, description: string): INodeProperties => ({
	displayName: titled(key), name: key, type: 'string', default: '', description, ...(examples[key] ? { placeholder: examples[key] } : {}),
});
