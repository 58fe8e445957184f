import type { INodeProperties } from 'n8n-workflow';
import type { CrmDefinition } from '../types';

const writes = ['create', 'update', 'upsert'];

/** The Options collection of a node, in alphabetical order as n8n wants it. */
export function optionsCollection(crm: CrmDefinition): INodeProperties {
	const { concurrency } = crm.limits;
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{ displayName: 'Batch Size', name: 'batchSize', type: 'number', typeOptions: { minValue: 1 }, default: 100, description: 'Most records per request; the maximum of the CRM is never exceeded' },
			{ displayName: 'Concurrency', name: 'concurrency', type: 'number', typeOptions: { minValue: 1, maxValue: 20 }, default: concurrency, description: 'Most requests under way at once' },
			{
				displayName: 'Custom Field Names or IDs', name: 'customFields', type: 'multiOptions', default: [],
				description: 'Custom fields to give under "customFields". Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				typeOptions: { loadOptionsMethod: 'getCustomFields', loadOptionsDependsOn: ['resource', 'storeAs'] },
			},
			{ displayName: 'Default Country Code', name: 'countryCode', type: 'string', default: '', placeholder: 'e.g. 1', description: 'Calling code for phone numbers without one, used to compare them', displayOptions: { show: { '/operation': ['upsert'] } } },
			{ displayName: 'Dry Run', name: 'dryRun', type: 'boolean', default: false, description: 'Whether to only report what would be created or updated, and write nothing', displayOptions: { show: { '/operation': writes } } },
			{ displayName: 'Empty Text Clears', name: 'emptyClears', type: 'boolean', default: false, description: 'Whether an empty text clears the field instead of leaving it as it is', displayOptions: { show: { '/operation': writes } } },
			{
				displayName: 'External ID Field Name or ID', name: 'externalIdField', type: 'options', default: '',
				description: 'The field of your account that holds the ID of another system. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				typeOptions: { loadOptionsMethod: 'getUniqueFields', loadOptionsDependsOn: ['resource', 'storeAs'] },
			},
			{ displayName: 'Fill Blanks Only', name: 'blanksOnly', type: 'boolean', default: false, description: 'Whether to write only fields that are still empty in the CRM', displayOptions: { show: { '/operation': ['update', 'upsert'] } } },
			{
				displayName: 'If Several Match', name: 'onAmbiguous', type: 'options', default: 'fail', description: 'What to do when more than one record matches', displayOptions: { show: { '/operation': ['upsert'] } },
				options: [
					{ name: 'Refuse the Item', value: 'fail', description: 'Write nothing and name the records' },
					{ name: 'Skip the Item', value: 'skip', description: 'Write nothing and mark the item as ambiguous' },
					{ name: 'Update the Newest', value: 'newest' },
					{ name: 'Update the Oldest', value: 'oldest' },
				],
			},
			{ displayName: 'Include Run Statistics', name: 'runStatistics', type: 'boolean', default: false, description: 'Whether to add requests, retries and waiting time to every item' },
			{ displayName: 'Time Zone', name: 'timeZone', type: 'string', default: '', placeholder: 'e.g. America/New_York', description: 'Zone of times without an offset; the workflow\'s zone when empty', displayOptions: { show: { '/operation': writes } } },
			{ displayName: 'Wait at Most', name: 'maxWait', type: 'number', typeOptions: { minValue: 0 }, default: 120, description: 'Seconds to wait for one request when the CRM is busy or limits the rate' },
			{
				displayName: 'Write Mode', name: 'upsertMode', type: 'options', default: 'createOrUpdate', description: 'Which half of Create or Update to allow', displayOptions: { show: { '/operation': ['upsert'] } },
				options: [
					{ name: 'Create Only', value: 'createOnly', description: 'Leave records that exist as they are' },
					{ name: 'Create or Update', value: 'createOrUpdate' },
					{ name: 'Update Only', value: 'updateOnly', description: 'Never create a record' },
				],
			},
		],
	};
}
