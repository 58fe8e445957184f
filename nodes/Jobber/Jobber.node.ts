import {
	NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription,
} from 'n8n-workflow';
import { execute, methodsOf, nodeProperties } from '../shared/shell';
import { jobber } from './definition';

export class Jobber implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jobber (CRM Suite)',
		name: 'jobber',
		icon: { light: 'file:../../icons/jobber.svg', dark: 'file:../../icons/jobber.dark.svg' },
		group: ['transform'], version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create, update, find and match Jobber records in batches, without duplicates',
		defaults: { name: 'Jobber (CRM Suite)' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crmSuiteJobberOAuth2Api', required: true }],
		properties: [
			{
				displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'customer',
				options: [
					{ name: 'Client (Customer)', value: 'customer' }, { name: 'Client Contact (Contact)', value: 'contact' },
					{ name: 'Client Note (Note)', value: 'note' }, { name: 'Job', value: 'job' }, { name: 'Quote (Deal)', value: 'deal' },
					{ name: 'Request (Lead)', value: 'lead' }, { name: 'Visit (Appointment)', value: 'appointment' },
				],
			},
			...nodeProperties(jobber),
		],
	};

	methods = methodsOf(jobber);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this, jobber);
	}
}
