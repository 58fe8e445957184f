import {
	NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription,
} from 'n8n-workflow';
import { execute, methodsOf, nodeProperties } from '../shared/shell';
import { zohoCrm } from './definition';

export class ZohoCrm implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Zoho CRM (CRM Suite)',
		name: 'zohoCrm',
		icon: { light: 'file:../../icons/zohocrm.svg', dark: 'file:../../icons/zohocrm.dark.svg' },
		group: ['transform'], version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create, update, find and match Zoho CRM records in batches, without duplicates',
		defaults: { name: 'Zoho CRM (CRM Suite)' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuiteZohoCrmOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'crmSuiteZohoCrmSelfClientApi', required: true, displayOptions: { show: { authentication: ['selfClient'] } } },
			{ name: 'crmSuiteZohoCrmClientApi', required: true, displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'crmSuiteZohoCrmTokenApi', required: true, displayOptions: { show: { authentication: ['accessToken'] } } },
		],
		properties: [
			{
				displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'contact',
				options: [
					{ name: 'Case (Job)', value: 'job' }, { name: 'Contact', value: 'contact' }, { name: 'Customer', value: 'customer' },
					{ name: 'Deal', value: 'deal' }, { name: 'Lead', value: 'lead' }, { name: 'Meeting (Appointment)', value: 'appointment' },
					{ name: 'Note', value: 'note' },
				],
			},
			...nodeProperties(zohoCrm),
		],
	};

	methods = methodsOf(zohoCrm);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this, zohoCrm);
	}
}
