import axios from 'axios';
import type { Sandbox } from '../sandbox/server';
import { activateWorkflow, finishedExecution, importWorkflows, type Log, type N8n, type NewWorkflow } from './runtime';

/** What a story may use. */
export interface Stage {
	n8n: N8n;
	sandbox: Sandbox;
	log: Log;
}

const greeting: NewWorkflow = {
	name: 'Greeting',
	nodes: [
		{
			id: 'webhook',
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			parameters: { httpMethod: 'POST', path: 'greeting', responseMode: 'lastNode' },
			webhookId: 'greeting',
		},
		{
			id: 'greet',
			name: 'Greet',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [220, 0],
			parameters: {
				assignments: {
					assignments: [{ id: 'greeting', name: 'greeting', type: 'string', value: '={{ "Hello " + $json.body.name }}' }],
				},
			},
		},
	],
	connections: { Webhook: { main: [[{ node: 'Greet', type: 'main', index: 0 }]] } },
};

/** Plays the demo on a running n8n; true when everything came out as it should. */
export async function runStory({ n8n, log }: Stage): Promise<boolean> {
	const [workflow] = await importWorkflows(n8n, [greeting]);
	await activateWorkflow(n8n, workflow.id);
	await axios.post(`${n8n.url}/webhook/greeting`, { name: 'n8n' });
	const { status, data } = await finishedExecution(n8n, workflow.id);
	const answer = data.resultData.runData.Greet?.[0].data?.main[0]?.[0].json.greeting;
	log(`Workflow "${workflow.name}" ended with ${status}: ${String(answer)}`);
	return status === 'success' && answer === 'Hello n8n';
}
