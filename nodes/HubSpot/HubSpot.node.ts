import {
	NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription,
} from 'n8n-workflow';
import { execute, methodsOf, nodeProperties } from '../shared/shell';
import { hubSpot } from './definition';

export class HubSpot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HubSpot (CRM Suite)', name: 'hubSpot',
		icon: { light: 'file:../../icons/hubspot.svg', dark: 'file:../../icons/hubspot.dark.svg' },
		group: ['transform'], version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create, update, find and match HubSpot records in batches, without duplicates',
		defaults: { name: 'HubSpot (CRM Suite)' }, usableAsTool: true,
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuiteHubSpotApi', required: true, displayOptions: { show: { authentication: ['serviceKey'] } } },
			{ name: 'crmSuiteHubSpotOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: [
			{
				displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'contact',
				options: [
					{ name: 'Contact', value: 'contact' }, { name: 'Customer', value: 'customer' }, { name: 'Deal', value: 'deal' },
					{ name: 'Lead', value: 'lead' }, { name: 'Meeting (Appointment)', value: 'appointment' },
					{ name: 'Note', value: 'note' }, { name: 'Ticket (Job)', value: 'job' },
				],
			},
			...nodeProperties(hubSpot),
		],
	};

	methods = methodsOf(hubSpot);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this, hubSpot);
	}
}
