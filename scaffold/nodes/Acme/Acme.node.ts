import {
	NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription,
} from 'n8n-workflow';
import { execute, methodsOf, nodeProperties } from '../shared/shell';
import { acme } from './definition';

export class Acme implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AcmeLabel (CRM Suite)',
		name: 'acme',
		icon: { light: 'file:../../icons/acmeid.svg', dark: 'file:../../icons/acmeid.dark.svg' },
		group: ['transform'], version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create, update, find and match AcmeLabel records, without duplicates',
		defaults: { name: 'AcmeLabel (CRM Suite)' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crmSuiteAcmeApi', required: true }],
		properties: [
			{
				displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'contact',
				options: [
					// todo: the vendor's word first, ours in brackets where it differs; in alphabetical order.
					{ name: 'Contact', value: 'contact' },
				],
			},
			...nodeProperties(acme),
		],
	};

	methods = methodsOf(acme);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this, acme);
	}
}
