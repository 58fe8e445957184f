import type { IExecuteFunctions, INodeExecutionData, INodeParameters, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { createRequire } from 'node:module';
import { join, parse } from 'node:path';
import type { TestCredential } from '../test/support/n8n';
import type { Comparison, CrmBench } from './crm';
import type { Contestant } from './wire';

/** A node or trigger as a user has set it up for one comparison. */
export interface Setup {
	node: INodeType;
	typeVersion: number;
	parameters: INodeParameters;
	credential: TestCredential;
}

const autoMap = { mappingMode: 'autoMapInputData', value: null };
const byExpressions = (names: string[]) => ({
	mappingMode: 'defineBelow',
	value: Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`])),
});

function suite({ suite: { node, trigger, parameters, credential } }: CrmBench, comparison: Comparison, url: string, fields: object): Setup {
	return {
		node: comparison.poll ? trigger : node, typeVersion: 1,
		parameters: {
			resource: 'contact', output: 'normalised', options: {}, fields: fields as INodeParameters,
			...parameters, ...comparison.suite,
		},
		credential: credential(url),
	};
}

/** A built-in node: some have a class per version. */
type Loaded = INodeType & { nodeVersions?: Record<number, INodeType> };

function builtIn({ label, builtIn: theirs }: CrmBench, comparison: Comparison, url: string): Setup {
	// `BENCH_BUILT_IN` is the folder of n8n-nodes-base.
	const load = createRequire(join(process.env.BENCH_BUILT_IN ?? '.', 'package.json'));
	const make = <Made>(file: string): Made => {
		const classes = load(`./dist/${file}`) as Record<string, new () => Made>;
		return new classes[parse(file).name.split('.')[0]]();
	};
	const file = comparison.poll ? theirs.trigger : theirs.node;
	if (!comparison.builtIn || !file) throw new RangeError(`The built-in node of ${label} has nothing for "${comparison.label}"`);
	const made = make<Loaded>(file);
	const typeVersion = (comparison.poll ? theirs.triggerVersion : undefined) ?? theirs.version;
	return {
		node: made.nodeVersions?.[typeVersion] ?? made, typeVersion,
		parameters: { ...theirs.parameters, ...comparison.builtIn },
		credential: { type: make<TestCredential['type']>(theirs.credential), data: theirs.data(url) },
	};
}

/** What n8n itself takes to carry the items through a node that does nothing. */
class PassThrough implements INodeType {
	description = {
		displayName: 'Pass', name: 'pass', group: ['transform'], version: 1, description: '', defaults: {},
		inputs: ['main'], outputs: ['main'], properties: [],
	} as unknown as INodeTypeDescription;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** Sets up a contestant for a comparison. @param url of the account */
export function setUp(contestant: Contestant, crm: CrmBench, comparison: Comparison, url: string): Setup {
	if (contestant === 'builtIn') return builtIn(crm, comparison, url);
	const names = Object.keys(comparison.items(1, [''])[0] ?? {});
	const ours = suite(crm, comparison, url, contestant === 'suiteExpressions' ? byExpressions(names) : autoMap);
	return contestant === 'passThrough' ? { ...ours, node: new PassThrough() as unknown as INodeType, parameters: {} } : ours;
}
