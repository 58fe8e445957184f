import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { methodsOf, pollOnce, triggerProperties } from '../shared/shell';
import { salesforce } from './definition';

export class SalesforceTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salesforce (CRM Suite) Trigger', name: 'salesforceTrigger',
		icon: { light: 'file:../../icons/salesforce.svg', dark: 'file:../../icons/salesforce.dark.svg' },
		group: ['trigger'], version: 1,
		subtitle: '={{$parameter["event"] + ": " + $parameter["resource"]}}',
		description: 'Starts the workflow when Salesforce records are new or changed',
		defaults: { name: 'Salesforce (CRM Suite) Trigger' }, polling: true,
		inputs: [], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuiteSalesforceOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'crmSuiteSalesforceClientApi', required: true, displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'crmSuiteSalesforceJwtApi', required: true, displayOptions: { show: { authentication: ['jwt'] } } },
			{ name: 'crmSuiteSalesforcePasswordApi', required: true, displayOptions: { show: { authentication: ['password'] } } },
		],
		properties: triggerProperties(salesforce),
	};

	methods = methodsOf(salesforce);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce.call(this, salesforce);
	}
}
