import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { methodsOf, pollOnce, triggerProperties } from '../shared/shell';
import { housecallPro } from './definition';

export class HousecallProTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Housecall Pro (CRM Suite) Trigger', name: 'housecallProTrigger',
		icon: { light: 'file:../../icons/housecallpro.svg', dark: 'file:../../icons/housecallpro.dark.svg' },
		group: ['trigger'], version: 1,
		subtitle: '={{$parameter["event"] + ": " + $parameter["resource"]}}',
		description: 'Starts the workflow when Housecall Pro records are new or changed',
		defaults: { name: 'Housecall Pro (CRM Suite) Trigger' }, polling: true,
		inputs: [], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuiteHousecallProApi', required: true, displayOptions: { show: { authentication: ['apiKey'] } } },
			{ name: 'crmSuiteHousecallProOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: triggerProperties(housecallPro),
	};

	methods = methodsOf(housecallPro);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce.call(this, housecallPro);
	}
}
