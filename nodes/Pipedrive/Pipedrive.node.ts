import {
	NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription,
} from 'n8n-workflow';
import { execute, methodsOf, nodeProperties } from '../shared/shell';
import { pipedrive } from './definition';

export class Pipedrive implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pipedrive (CRM Suite)', name: 'pipedrive',
		icon: { light: 'file:../../icons/pipedrive.svg', dark: 'file:../../icons/pipedrive.dark.svg' },
		group: ['transform'], version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create, update, find and match Pipedrive records, without duplicates',
		defaults: { name: 'Pipedrive (CRM Suite)' }, usableAsTool: true,
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuitePipedriveApi', required: true, displayOptions: { show: { authentication: ['apiToken'] } } },
			{ name: 'crmSuitePipedriveOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: [
			{
				displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'contact',
				options: [
					{ name: 'Activity (Appointment)', value: 'appointment' }, { name: 'Customer', value: 'customer' },
					{ name: 'Deal', value: 'deal' }, { name: 'Lead', value: 'lead' }, { name: 'Note', value: 'note' },
					{ name: 'Person (Contact)', value: 'contact' },
				],
			},
			...nodeProperties(pipedrive),
		],
	};

	methods = methodsOf(pipedrive);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this, pipedrive);
	}
}
