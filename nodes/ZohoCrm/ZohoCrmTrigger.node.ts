import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { methodsOf, pollOnce, triggerProperties } from '../shared/shell';
import { zohoCrm } from './definition';

export class ZohoCrmTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Zoho CRM (CRM Suite) Trigger',
		name: 'zohoCrmTrigger',
		icon: { light: 'file:../../icons/zohocrm.svg', dark: 'file:../../icons/zohocrm.dark.svg' },
		group: ['trigger'], version: 1,
		subtitle: '={{$parameter["event"] + ": " + $parameter["resource"]}}',
		description: 'Starts the workflow when Zoho CRM records are new or changed',
		defaults: { name: 'Zoho CRM (CRM Suite) Trigger' },
		polling: true,
		inputs: [], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuiteZohoCrmOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'crmSuiteZohoCrmSelfClientApi', required: true, displayOptions: { show: { authentication: ['selfClient'] } } },
			{ name: 'crmSuiteZohoCrmClientApi', required: true, displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'crmSuiteZohoCrmTokenApi', required: true, displayOptions: { show: { authentication: ['accessToken'] } } },
		],
		properties: triggerProperties(zohoCrm),
	};

	methods = methodsOf(zohoCrm);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce.call(this, zohoCrm);
	}
}
