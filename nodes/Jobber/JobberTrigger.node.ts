import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { methodsOf, pollOnce, triggerProperties } from '../shared/shell';
import { jobber } from './definition';

export class JobberTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jobber (CRM Suite) Trigger',
		name: 'jobberTrigger',
		icon: { light: 'file:../../icons/jobber.svg', dark: 'file:../../icons/jobber.dark.svg' },
		group: ['trigger'], version: 1,
		subtitle: '={{$parameter["event"] + ": " + $parameter["resource"]}}',
		description: 'Starts the workflow when Jobber records are new or changed',
		defaults: { name: 'Jobber (CRM Suite) Trigger' },
		polling: true,
		inputs: [], outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crmSuiteJobberOAuth2Api', required: true }],
		properties: triggerProperties(jobber),
	};

	methods = methodsOf(jobber);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce.call(this, jobber);
	}
}
