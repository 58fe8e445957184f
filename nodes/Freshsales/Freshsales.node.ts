import {
	NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription,
} from 'n8n-workflow';
import { execute, methodsOf, nodeProperties } from '../shared/shell';
import { freshsales } from './definition';

export class Freshsales implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Freshsales (CRM Suite)', name: 'freshsales',
		icon: { light: 'file:../../icons/freshsales.svg', dark: 'file:../../icons/freshsales.dark.svg' },
		group: ['transform'], version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create, update, find and match Freshsales records, without duplicates',
		defaults: { name: 'Freshsales (CRM Suite)' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crmSuiteFreshsalesApi', required: true }],
		properties: [
			{
				displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'contact',
				options: [
					{ name: 'Appointment', value: 'appointment' }, { name: 'Contact', value: 'contact' }, { name: 'Customer', value: 'customer' },
					{ name: 'Deal', value: 'deal' }, { name: 'Lead', value: 'lead' }, { name: 'Note', value: 'note' },
				],
			},
			...nodeProperties(freshsales),
		],
	};

	methods = methodsOf(freshsales);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute.call(this, freshsales);
	}
}
