import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { methodsOf, pollOnce, triggerProperties } from '../shared/shell';
import { acme } from './definition';

export class AcmeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AcmeLabel (CRM Suite) Trigger',
		name: 'acmeTrigger',
		icon: { light: 'file:../../icons/acmeid.svg', dark: 'file:../../icons/acmeid.dark.svg' },
		group: ['trigger'], version: 1,
		subtitle: '={{$parameter["event"] + ": " + $parameter["resource"]}}',
		description: 'Starts the workflow when AcmeLabel records are new or changed',
		defaults: { name: 'AcmeLabel (CRM Suite) Trigger' },
		polling: true,
		inputs: [], outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crmSuiteAcmeApi', required: true }],
		properties: triggerProperties(acme),
	};

	methods = methodsOf(acme);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce.call(this, acme);
	}
}
