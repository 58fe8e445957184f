import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { methodsOf, pollOnce, triggerProperties } from '../shared/shell';
import { freshsales } from './definition';

export class FreshsalesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Freshsales (CRM Suite) Trigger', name: 'freshsalesTrigger',
		icon: { light: 'file:../../icons/freshsales.svg', dark: 'file:../../icons/freshsales.dark.svg' },
		group: ['trigger'], version: 1,
		subtitle: '={{$parameter["event"] + ": " + $parameter["resource"]}}',
		description: 'Starts the workflow when Freshsales records are new or changed',
		defaults: { name: 'Freshsales (CRM Suite) Trigger' },
		polling: true,
		inputs: [], outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crmSuiteFreshsalesApi', required: true }],
		properties: triggerProperties(freshsales),
	};

	methods = methodsOf(freshsales);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce.call(this, freshsales);
	}
}
