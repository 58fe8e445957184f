import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { matchKeysOf } from '../map/keys';
import { vocabulary } from '../records';
import {
	isUnsupported,
	type CrmDefinition,
	type MatchKey,
	type OperationName,
	type Resource,
	type ResourceName,
	type VendorObject,
} from '../types';
import { article, titled } from '../words';
import { optionsCollection } from './options';
import { locator, referenceLocators } from './references';
import { searchParameters } from './search';

/** The operations one resource offers, over all objects that can hold it. */
export function operationsOf({ objects }: Resource): OperationName[] {
	const can: Record<OperationName, boolean> = {
		create: objects.some(({ create }) => !isUnsupported(create)),
		upsert: objects.some((object) => !isUnsupported(object.create) && !isUnsupported(object.update) && matchKeysOf(object).length > 0),
		delete: objects.some(({ remove }) => !isUnsupported(remove)),
		get: objects.some(({ get }) => !isUnsupported(get)),
		search: objects.some(({ search }) => !isUnsupported(search)),
		update: objects.some(({ update }) => !isUnsupported(update)),
	};
	return (Object.keys(can) as OperationName[]).filter((operation) => can[operation]);
}

function operationOption(operation: OperationName, { term, objects }: Resource): INodePropertyOptions {
	const one = term.singular.toLowerCase();
	const many = term.plural.toLowerCase();
	const removal = objects.every((object) => object.removal) ? objects[0].removal : undefined;
	const copy: Record<OperationName, [name: string, action: string, description: string]> = {
		create: ['Create', `Create ${article(one)}`, `Create ${many}, many in one request`],
		upsert: [
			'Create or Update',
			`Create or update ${article(one)}`,
			'Create a new record, or update the current one if it already exists (upsert)',
		],
		delete: [
			removal ? `Delete (${removal})` : 'Delete',
			`${removal ?? 'Delete'} ${article(one)}`,
			`${removal ?? 'Delete'} ${article(one)} by ID`,
		],
		get: ['Get', `Get ${article(one)}`, `Get ${article(one)} by ID`],
		search: ['Search', `Search ${many}`, `Find ${many} by text, field values or dates`],
		update: ['Update', `Update ${article(one)}`, `Change the given fields of ${article(one)}`],
	};
	const [name, action, description] = copy[operation];
	return { name, value: operation, action, description };
}

/** Which of the CRM's credential types a node uses. */
export function authenticationParameter({ credentials }: CrmDefinition): INodeProperties {
	const [{ value: first }] = credentials;
	return {
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		noDataExpression: true,
		options: credentials.map(({ value, label }) => ({ name: label, value })),
		default: first,
	};
}

/** Everything below the Resource parameter of a node. */
export function nodeProperties(crm: CrmDefinition): INodeProperties[] {
	const resources = Object.entries(crm.resources) as Array<[ResourceName, Resource]>;
	const names = resources.map(([name]) => name);
	const operations = resources.map(([name, resource]): INodeProperties => ({
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [name] } },
		options: operationsOf(resource).map((operation) => operationOption(operation, resource)),
		default: 'create',
	}));
	return [
		authenticationParameter(crm),
		...operations,
		...storeAsParameters(resources),
		{
			...locator('recordId', 'Record', 'record', 'The record to work on'),
			required: true,
			displayOptions: { show: { operation: ['get', 'update', 'delete'] } },
		},
		...matchOnParameters(resources),
		...referenceLocators(crm),
		{
			displayName: 'Fields',
			name: 'fields',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			required: true,
			typeOptions: {
				loadOptionsDependsOn: ['resource', 'operation', 'storeAs'],
				resourceMapper: {
					resourceMapperMethod: 'getFields',
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					multiKeyMatch: false,
					supportAutoMap: true,
				},
			},
			displayOptions: { show: { operation: ['create', 'update', 'upsert'] } },
		},
		...searchParameters(crm),
		...outputParameters(names),
		optionsCollection(crm),
	];
}

/** The keys a record is matched on unless the user chooses: the editor marks a default that its list lacks as wrong. */
const usualKeys = (object: VendorObject): MatchKey[] => matchKeysOf(object).filter((key) => key !== 'phone');

function matchOnParameters(resources: Array<[ResourceName, Resource]>): INodeProperties[] {
	const shown = new Map<string, { show: Record<string, string[]>; keys: MatchKey[] }>();
	for (const [name, { objects }] of resources) {
		for (const object of objects) {
			const keys = usualKeys(object);
			const alike = objects.every((other) => String(usualKeys(other)) === String(keys));
			const id = alike ? String(keys) : `${name}.${object.id}`;
			const show: Record<string, string[]> = shown.get(id)?.show ?? { resource: [] };
			if (!show.resource.includes(name)) show.resource.push(name);
			shown.set(id, { show: alike ? show : { ...show, storeAs: [object.id] }, keys });
		}
	}
	return [...shown.values()].map(({ show, keys }): INodeProperties => ({
		displayName: 'Match On Names or IDs',
		name: 'matchOn',
		type: 'multiOptions',
		description:
			'Fields that decide whether the record exists, strongest first. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		typeOptions: { loadOptionsMethod: 'getMatchKeys', loadOptionsDependsOn: ['resource', 'storeAs'] },
		displayOptions: { show: { operation: ['upsert'], ...show } },
		default: [...keys],
	}));
}

function storeAsParameters(resources: Array<[ResourceName, Resource]>): INodeProperties[] {
	return resources
		.filter(([, { objects }]) => objects.length > 1)
		.map(([name, { term, objects }]) => ({ name, term, objects, first: objects[0].id }))
		.map(({ name, term, objects, first }): INodeProperties => ({
			displayName: 'Store As',
			name: 'storeAs',
			type: 'options',
			noDataExpression: true,
			description: `Which kind of record holds ${article(term.singular.toLowerCase())}`,
			displayOptions: { show: { resource: [name] } },
			options: objects.map(({ id, label, unverified }) => ({
				name: label, value: id, ...(unverified ? { description: `Unverified: ${unverified}` } : {}),
			})),
			default: first,
		}));
}

/** How much of each record the node or trigger gives. */
export function outputParameters(resources: ResourceName[]): INodeProperties[] {
	const keys = [...new Set(resources.flatMap((name) => vocabulary[name].map((key) => key.split('.')[0])))].filter((key) => key !== 'id');
	return [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			description: 'How much of each record to give',
			options: [
				{ name: 'Normalised', value: 'normalised', description: 'The same fields for every CRM' },
				{ name: 'Normalised + Raw', value: 'normalisedRaw', description: 'And the original record of the CRM under "raw"' },
				{ name: 'Raw', value: 'raw', description: 'The original record of the CRM' },
				{ name: 'Selected Fields', value: 'selected', description: 'The ID and the fields you choose; best for AI agents' },
			],
			default: 'normalised',
		},
		{
			displayName: 'Output Fields',
			name: 'outputFields',
			type: 'multiOptions',
			description: 'Fields to give besides the ID',
			options: [...keys, 'customFields']
				.sort((a, b) => titled(a).localeCompare(titled(b)))
				.map((key) => ({ name: titled(key), value: key })),
			displayOptions: { show: { output: ['selected'] } },
			default: [],
		},
	];
}
