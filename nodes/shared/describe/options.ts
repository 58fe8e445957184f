import type { INodeProperties } from 'n8n-workflow';
import type { CrmDefinition } from '../types';

type Option = Omit<INodeProperties, 'displayName' | 'name'>;

const during = (...operations: string[]): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { '/operation': operations } },
});
const writes = during('create', 'update', 'upsert');
const upserts = during('upsert');
const yesNo = (description: string, when: Pick<INodeProperties, 'displayOptions'>): Option => ({
	type: 'boolean', default: false, description: `Whether to ${description}`, ...when,
});
const dependsOn = ['resource', 'storeAs'];

/** The Options collection of a node, in alphabetical order as n8n wants it. */
export function optionsCollection(crm: CrmDefinition): INodeProperties {
	const { concurrency } = crm.limits;
	const objects = Object.values(crm.resources).flatMap((resource) => resource.objects);
	const options: Array<INodeProperties | false> = [
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 100,
			description: 'Most records per request; the maximum of the CRM is never exceeded',
		},
		{
			displayName: 'Concurrency',
			name: 'concurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 20 },
			default: concurrency,
			description: 'Most requests under way at once',
		},
		{
			displayName: 'Custom Field Names or IDs',
			name: 'customFields',
			type: 'multiOptions',
			default: [],
			description:
				'Custom fields to give under "customFields". Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			typeOptions: { loadOptionsMethod: 'getCustomFields', loadOptionsDependsOn: dependsOn },
		},
		{
			displayName: 'Default Country Code',
			name: 'countryCode',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1',
			description: 'Calling code for phone numbers without one, used to compare them',
			...upserts,
		},
		{ displayName: 'Dry Run', name: 'dryRun', ...yesNo('only report what would be created or updated, and write nothing', writes) },
		{
			displayName: 'Empty Text Clears',
			name: 'emptyClears',
			...yesNo('let an empty text clear the field instead of leaving it as it is', writes),
		},
		{
			displayName: 'External ID Field Name or ID',
			name: 'externalIdField',
			type: 'options',
			default: '',
			description:
				'The field of your account that holds the ID of another system. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			typeOptions: { loadOptionsMethod: 'getUniqueFields', loadOptionsDependsOn: dependsOn },
		},
		{
			displayName: 'Fill Blanks Only',
			name: 'blanksOnly',
			...yesNo('write only fields that are still empty in the CRM', during('update', 'upsert')),
		},
		{
			displayName: 'If Several Match',
			name: 'onAmbiguous',
			type: 'options',
			default: 'fail',
			description: 'What to do when more than one record matches',
			...upserts,
			options: [
				{ name: 'Refuse the Item', value: 'fail', description: 'Write nothing and name the records' },
				{ name: 'Skip the Item', value: 'skip', description: 'Write nothing and mark the item as ambiguous' },
				{ name: 'Update the Newest', value: 'newest' },
				{ name: 'Update the Oldest', value: 'oldest' },
			],
		},
		{
			displayName: 'Include Run Statistics',
			name: 'runStatistics',
			type: 'boolean',
			default: false,
			description: 'Whether to add requests, retries and waiting time to every item',
		},
		objects.some(({ upsert }) => upsert !== undefined) && {
			displayName: 'Read Before Writing',
			name: 'readFirst',
			...yesNo(
				`read records first, also where ${crm.label} can find and write them in one call: takes more requests, ` +
					'leaves unchanged records alone and shows whole ones',
				upserts,
			),
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. America/New_York',
			description: "Zone of times without an offset; the workflow's zone when empty",
			...writes,
		},
		{
			displayName: 'Wait at Most',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 120,
			description: 'Seconds to wait for one request when the CRM is busy or limits the rate',
		},
		{
			displayName: 'Write Mode',
			name: 'upsertMode',
			type: 'options',
			default: 'createOrUpdate',
			description: 'Which half of Create or Update to allow',
			...upserts,
			options: [
				{ name: 'Create Only', value: 'createOnly', description: 'Leave records that exist as they are' },
				{ name: 'Create or Update', value: 'createOrUpdate' },
				{ name: 'Update Only', value: 'updateOnly', description: 'Never create a record' },
			],
		},
		...Object.entries(crm.switches ?? {}).map(([name, { label, hint }]) => ({ displayName: label, name, ...yesNo(hint, writes) })),
	];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.filter((option) => option !== false).sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
