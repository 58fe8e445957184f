import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths, type NewWorkflow } from '../runtime';
import type { StoryCrm } from './crm';

const written = { node: 'n8n-nodes-crm-suite.hubSpot', trigger: 'n8n-nodes-crm-suite.hubSpotTrigger', id: 'hubspot' };

/** A workflow from the `examples` folder, just as its user imports it. */
export const example = (name: string): NewWorkflow => JSON.parse(readFileSync(join(paths.root, 'examples', `${name}.json`), 'utf8')) as NewWorkflow;

/**
 * An example for another CRM than the one it was written with: other node types, another credential, and a name and
 * webhook path of its own. Every expression stays as it is.
 */
export function exampleFor(name: string, crm: StoryCrm, credential: { name: string; type: string }): NewWorkflow {
	const workflow = example(name);
	if (crm.id === written.id) return workflow;
	const types: Record<string, string> = { [written.node]: crm.node, [`${written.node}Tool`]: `${crm.node}Tool`, [written.trigger]: crm.trigger };
	return {
		...workflow,
		name: `${workflow.name} (${crm.label})`,
		nodes: workflow.nodes.map((node) => {
			if (node.type === 'n8n-nodes-base.webhook') return { ...node, webhookId: `${String(node.webhookId)}-${crm.id}`, parameters: { ...node.parameters, path: webhookPath(crm) } };
			if (!(node.type in types)) return node;
			return { ...node, type: types[node.type], credentials: { [credential.type]: { id: '', name: credential.name } } };
		}),
	};
}

/** Where the bookings of a CRM are posted, below `/webhook/`. */
export const webhookPath = ({ id }: StoryCrm): string => (id === written.id ? 'bookings' : `bookings-${id}`);

/** Several poll times are allowed, each once a minute: together they look every 15 seconds. */
export function pollingOften(workflow: NewWorkflow): NewWorkflow {
	const item = [5, 20, 35, 50].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` }));
	return { ...workflow, nodes: workflow.nodes.map((node) => ('pollTimes' in node.parameters ? { ...node, parameters: { ...node.parameters, pollTimes: { item } } } : node)) };
}
