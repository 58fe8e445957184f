import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { methodsOf, pollOnce, triggerProperties } from '../shared/shell';
import { pipedrive } from './definition';

export class PipedriveTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pipedrive (CRM Suite) Trigger', name: 'pipedriveTrigger',
		icon: { light: 'file:../../icons/pipedrive.svg', dark: 'file:../../icons/pipedrive.dark.svg' },
		group: ['trigger'], version: 1,
		subtitle: '={{$parameter["event"] + ": " + $parameter["resource"]}}',
		description: 'Starts the workflow when Pipedrive records are new or changed',
		defaults: { name: 'Pipedrive (CRM Suite) Trigger' },
		polling: true, inputs: [], outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'crmSuitePipedriveApi', required: true, displayOptions: { show: { authentication: ['apiToken'] } } },
			{ name: 'crmSuitePipedriveOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: triggerProperties(pipedrive),
	};

	methods = methodsOf(pipedrive);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce.call(this, pipedrive);
	}
}
