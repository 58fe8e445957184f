import { NodeHelpers, type INode, type IWorkflowBase } from 'n8n-workflow';
import { storyCrms } from '../../demo/story/crms';
import { bookingIntake, exampleFor, writtenWith } from '../../demo/story/examples';
import type { StoryCrm } from '../../demo/story/crm';
import type { NewWorkflow } from '../../demo/workflows';
import { readInput } from '../../nodes/shared/map/draft';
import type { CrmDefinition, ResourceName } from '../../nodes/shared/types';
import { credentialFiles, credentialOf, crmFolders, filesBelow, nodeFiles, nodeOf, root, textOf } from './folders';

const names = filesBelow('examples').map((path) => /^examples\/(.+)\.json$/.exec(path)![1]);
const example = (name: string) => JSON.parse(textOf(`examples/${name}.json`)) as IWorkflowBase;
const ours = 'n8n-nodes-crm-suite.';
const isOurs = ({ type }: INode) => type.startsWith(ours);
/** The file of a node type; a tool is the node under another name. */
const fileOf = (type: string) => nodeFiles().find((path) => `${ours}${nodeOf(path).description.name}` === type.replace(/Tool$/, ''))!;
const folderOf = (type: string) => fileOf(type).split('/')[1];
const definitionOf = (type: string) => {
	const module = jest.requireActual<Record<string, CrmDefinition>>(`${root}/nodes/${folderOf(type)}/definition`);
	return Object.values(module).find((value) => 'resources' in value)!;
};

describe('the booking workflows', () => {
	it('are there for every CRM of the package', () => {
		expect(storyCrms.map(({ node }) => folderOf(node)).sort()).toEqual(crmFolders());
		expect(storyCrms.map((crm) => bookingIntake(crm)).sort()).toEqual(names.filter((name) => name.startsWith('booking-intake')));
	});

	/** A workflow without its CRM, and what the CRM was. */
	const parted = ({ name, nodes, ...rest }: IWorkflowBase, { label }: StoryCrm) => ({
		rest: {
			...rest,
			name: name.replace(label, ''),
			nodes: nodes.map((node) => {
				if (!isOurs(node)) return node;
				return { ...node, type: '', credentials: {}, parameters: { ...node.parameters, storeAs: '' } };
			}),
		},
		crm: nodes.filter(isOurs).map(({ type, credentials, parameters: { resource, storeAs } }) => ({ type, credentials, resource, storeAs })),
	});

	const each = it.each(storyCrms.map((crm) => [crm.label, crm] as const));

	each('differ in nothing but node, credential, name and how a person is stored: %s', (label, crm) => {
		const workflow = example(bookingIntake(crm));
		const { rest, crm: own } = parted(workflow, crm);
		expect(workflow.name).toContain(label);
		expect(rest).toEqual(parted(example(bookingIntake(storyCrms[0])), storyCrms[0]).rest);
		const { node: type, credential, storeAs = {} } = crm;
		const credentials = { [credential.type]: { id: '', name: credential.name } };
		expect(own).toEqual(['customer', 'appointment'].map((resource) => ({ type, credentials, resource, storeAs: storeAs[resource] })));
	});

	each('are made of one, by `npm run examples`: %s', (_label, crm) => {
		expect(example(bookingIntake(crm))).toEqual(exampleFor(example(bookingIntake(writtenWith)) as unknown as NewWorkflow, crm));
	});
});

describe.each(names)('examples/%s.json', (name) => {
	const { nodes, connections } = example(name);

	it('connects nodes that it has', () => {
		const known = nodes.map((node) => node.name);
		expect(new Set(known).size).toBe(known.length);
		const ends = Object.values(connections).flatMap((outputs) => Object.values(outputs).flat(2)).map((end) => end!.node);
		expect(known).toEqual(expect.arrayContaining([...Object.keys(connections), ...ends]));
	});

	describe.each(nodes.filter(isOurs).map((node) => [node.name, node] as const))('%s', (_name, node) => {
		const { description } = nodeOf(fileOf(node.type));
		// These parameters every tool and every trigger has from n8n itself.
		const { toolDescription: _text, descriptionType: _kind, pollTimes: _times, ...own } = node.parameters;
		const shown = NodeHelpers.getNodeParameters(description.properties, own, true, false, node, description)!;

		it('has parameters that the editor shows, and marks none as wrong', () => {
			expect(Object.keys(shown)).toEqual(expect.arrayContaining(Object.keys(own)));
			expect(NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters: shown }, description)).toBeNull();
		});
		it('names the credential that it takes', () => {
			const taken = description.credentials!.filter((credential) => NodeHelpers.displayParameter(shown, credential, node, description));
			expect(taken.map((credential) => credential.name)).toEqual(Object.keys(node.credentials!));
			expect(credentialFiles().map((file) => credentialOf(file).name)).toEqual(expect.arrayContaining(Object.keys(node.credentials!)));
		});

		const written = (own.fields as { value?: Record<string, string> | null } | undefined)?.value;
		if (written) {
			it('writes fields that the CRM knows', () => {
				const { resource, storeAs } = shown as { resource: ResourceName; storeAs?: string };
				const { objects } = definitionOf(node.type).resources[resource]!;
				const object = objects.find(({ id }) => id === storeAs) ?? objects[0];
				const samples: Record<string, string> = { startTime: '2027-02-01T09:00', email: 'ann@example.com' };
				const input = Object.fromEntries(Object.keys(written).map((key) => [key, samples[key] ?? '30']));
				expect(() => readInput(input, resource, object, { timeZone: 'UTC', emptyClears: false })).not.toThrow();
			});
		}
	});
});
