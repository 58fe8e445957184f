import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { isUnsupported, type CrmDefinition, type Resource, type ResourceName, type VendorObject } from '../../nodes/shared/types';
import { startSandbox, type Sandbox, type SandboxCrm } from '../../sandbox/server';
import { autoMap } from '../support/hubspot';
import { freshCredential, run, TestTrigger, type RunOptions, type RunResult, type TestCredential } from '../support/n8n';
import { meetings } from './meeting';
import { pollingLaws } from './polling';
import { reading, triggerLaws } from './reading';
import { Samples } from './samples';
import { writing } from './writing';

/** All that the suite has to be told about a CRM. */
export interface ContractSubject {
	definition: CrmDefinition;
	node: new () => INodeType;
	trigger: new () => INodeType;
	/** A valid credential for a sandbox at this address. */
	credential(sandboxUrl: string): TestCredential;
	/** Sets the account up before each test, where a fresh one lacks what the definition serves. */
	prepare?(crm: SandboxCrm): void;
	/** Values that a generated sample cannot guess, by `resource` or `resource.object`; `undefined` leaves a key out. */
	samples?: Record<string, IDataObject>;
	/** Why a law cannot hold, by `resource.object` and law; the suite fails when it holds after all. */
	waivers?: Record<string, Record<string, string>>;
}

/** One resource stored as one of its objects, on a running sandbox. */
export interface Bench {
	name: ResourceName;
	resource: Resource;
	object: VendorObject;
	crm: SandboxCrm;
	definition: CrmDefinition;
	samples: Samples;
	/** Runs the node on this resource; throws what stopped it. */
	json(parameters: INodeParameters, input?: IDataObject[]): Promise<IDataObject[]>;
	run(parameters: INodeParameters, input?: IDataObject[], more?: Partial<RunOptions>): Promise<RunResult>;
	trigger(parameters: INodeParameters): TestTrigger;
	/** A law of the contract: holds, or is waived with a reason and really does not hold. */
	law(name: string, proof: () => Promise<void>, timeout?: number): void;
}

/** Proves one CRM against the contract that all share: every resource, every object, every operation it offers. */
export function contractSuite(subject: ContractSubject): void {
	const { definition } = subject;
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	beforeEach(() => {
		sandbox.crm(definition.id).reset();
		subject.prepare?.(sandbox.crm(definition.id));
		freshCredential();
	});
	// Where the vendor publishes an API description, every request has to fit it.
	afterEach(() => expect(sandbox.crm(definition.id).invalid()).toEqual([]));
	afterAll(async () => await sandbox.close());

	for (const [name, resource] of Object.entries(definition.resources) as Array<[ResourceName, Resource]>) {
		for (const object of resource.objects) {
			const title = `${name}.${object.id}`;
			const options = (parameters: INodeParameters): Omit<RunOptions, 'input'> => ({
				parameters: {
					authentication: definition.credentials[0].value,
					resource: name,
					storeAs: object.id,
					fields: autoMap,
					output: 'normalised',
					options: {},
					...parameters,
				},
				credential: subject.credential(sandbox.url),
			});
			const node = new subject.node();
			const waivers = subject.waivers?.[title] ?? {};
			const bench: Bench = {
				name, resource, object, definition,
				get crm() { return sandbox.crm(definition.id); },
				samples: new Samples(definition, object, subject.samples ?? {}, name, node, options),
				run: async (parameters, input, more) => await run(node, { ...options(parameters), input, ...more }),
				json: async (parameters, input) => {
					const { items, error } = await run(node, { ...options(parameters), input });
					if (error) throw error;
					return items.map(({ json }) => json);
				},
				trigger: (parameters) => new TestTrigger(new subject.trigger(), options({ event: 'created', watch: [], ...parameters })),
				law: (law, proof, timeout) => {
					const reason = waivers[law];
					const fails = async () => await expect(proof()).rejects.toBeDefined();
					it(reason ? `${law} (waived: ${reason})` : law, reason ? fails : proof, timeout);
				},
			};
			describe(title, () => {
				writing(bench);
				meetings(bench);
				reading(bench);
				if (isUnsupported(object.poll)) return;
				triggerLaws(bench);
				pollingLaws(bench);
			});
		}
	}

	it('waives only laws of what it offers', () => {
		const offered = Object.entries(definition.resources).flatMap(([name, { objects }]) => objects.map(({ id }) => `${name}.${id}`));
		expect(Object.keys(subject.waivers ?? {}).filter((title) => !offered.includes(title))).toEqual([]);
	});
}
