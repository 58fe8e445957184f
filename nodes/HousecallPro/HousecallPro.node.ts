import {
	NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription,
} from 'n8n-workflow';
import { execute, methodsOf, nodeProperties } from '../shared/shell';
import { housecallPro } from './definition';

export class HousecallPro implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Housecall Pro (CRM Suite)', name: 'housecallPro',
		icon: { light: 'file:../../icons/housecallpro.svg', dark: 'file:../../icons/housecallpro.dark.svg' },
		group: ['transform'], version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create, update, find and match Housecall Pro records, without duplicates',
		defaults: { name: 'Housecall Pro (CRM Suite)' }, usableAsTool: true,
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuiteHousecallProApi', required: true, displayOptions: { show: { authentication: ['apiKey'] } } },
			{ name: 'crmSuiteHousecallProOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: [
			{
				displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'customer',
				options: [
					{ name: 'Contact', value: 'contact' }, { name: 'Customer', value: 'customer' }, { name: 'Job', value: 'job' },
					{ name: 'Job Note (Note)', value: 'note' }, { name: 'Lead', value: 'lead' },
					{ name: 'Scheduled Job (Appointment)', value: 'appointment' },
				],
			},
			...nodeProperties(housecallPro),
		],
	};

	methods = methodsOf(housecallPro);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this, housecallPro);
	}
}
