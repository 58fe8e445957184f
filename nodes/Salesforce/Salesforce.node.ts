import {
	NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription,
} from 'n8n-workflow';
import { execute, methodsOf, nodeProperties } from '../shared/shell';
import { salesforce } from './definition';

export class Salesforce implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salesforce (CRM Suite)', name: 'salesforce',
		icon: { light: 'file:../../icons/salesforce.svg', dark: 'file:../../icons/salesforce.dark.svg' },
		group: ['transform'], version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create, update, find and match Salesforce records in batches, without duplicates',
		defaults: { name: 'Salesforce (CRM Suite)' }, usableAsTool: true,
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuiteSalesforceOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'crmSuiteSalesforceClientApi', required: true, displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'crmSuiteSalesforceJwtApi', required: true, displayOptions: { show: { authentication: ['jwt'] } } },
			{ name: 'crmSuiteSalesforcePasswordApi', required: true, displayOptions: { show: { authentication: ['password'] } } },
		],
		properties: [
			{
				displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'contact',
				options: [
					{ name: 'Account (Customer)', value: 'customer' }, { name: 'Case (Job)', value: 'job' }, { name: 'Contact', value: 'contact' },
					{ name: 'Event (Appointment)', value: 'appointment' }, { name: 'Lead', value: 'lead' }, { name: 'Note', value: 'note' },
					{ name: 'Opportunity (Deal)', value: 'deal' },
				],
			},
			...nodeProperties(salesforce),
		],
	};

	methods = methodsOf(salesforce);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this, salesforce);
	}
}
