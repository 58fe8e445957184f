import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../paths';
import type { NewWorkflow } from '../workflows';
import type { StoryCrm } from './crm';
import { hubSpot } from './hubspot';

type WorkflowNode = NewWorkflow['nodes'][number];

/** The CRM that the examples are written with; those of the others are made of them. */
export const writtenWith = hubSpot;

/** Where an example is for its users to import. */
export const exampleFile = (name: string): string => join(paths.root, 'examples', `${name}.json`);

/** An example for one CRM of several: the file's name. */
export const bookingIntake = ({ id }: StoryCrm): string => `booking-intake-${id}`;

/** A workflow from the `examples` folder, just as its user imports it. */
export const example = (name: string) => JSON.parse(readFileSync(exampleFile(name), 'utf8')) as NewWorkflow;

/** A workflow with the node, the credential and the name of another CRM. Every expression and field stays as it is. */
export function exampleFor(workflow: NewWorkflow, crm: StoryCrm): NewWorkflow {
	const name = workflow.name.replace(writtenWith.label, crm.label);
	return { ...workflow, name, nodes: workflow.nodes.map((node) => nodeFor(node, crm)) };
}

function nodeFor(node: WorkflowNode, crm: StoryCrm): WorkflowNode {
	const types: Record<string, string> = { [writtenWith.node]: crm.node, [writtenWith.trigger]: crm.trigger };
	if (!(node.type in types)) return node;
	const { name, type } = crm.credential;
	const storeAs = crm.storeAs?.[String(node.parameters.resource)];
	const parameters = { ...node.parameters, ...(storeAs ? { storeAs } : {}) };
	return { ...node, type: types[node.type], parameters, credentials: { [type]: { id: '', name } } };
}

/** Several poll times are allowed, each once a minute: together they look every 15 seconds. */
export function pollingOften(workflow: NewWorkflow): NewWorkflow {
	const item = [5, 20, 35, 50].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` }));
	const nodes = workflow.nodes.map((node) => {
		if (!('pollTimes' in node.parameters)) return node;
		return { ...node, parameters: { ...node.parameters, pollTimes: { item } } };
	});
	return { ...workflow, nodes };
}
