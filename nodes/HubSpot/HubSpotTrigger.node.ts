import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { methodsOf, pollOnce, triggerProperties } from '../shared/shell';
import { hubSpot } from './definition';

export class HubSpotTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HubSpot (CRM Suite) Trigger', name: 'hubSpotTrigger',
		icon: { light: 'file:../../icons/hubspot.svg', dark: 'file:../../icons/hubspot.dark.svg' },
		group: ['trigger'], version: 1,
		subtitle: '={{$parameter["event"] + ": " + $parameter["resource"]}}',
		description: 'Starts the workflow when HubSpot records are new or changed',
		defaults: { name: 'HubSpot (CRM Suite) Trigger' }, polling: true,
		inputs: [], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuiteHubSpotApi', required: true, displayOptions: { show: { authentication: ['serviceKey'] } } },
			{ name: 'crmSuiteHubSpotOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: triggerProperties(hubSpot),
	};

	methods = methodsOf(hubSpot);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce.call(this, hubSpot);
	}
}
