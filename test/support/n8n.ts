import * as core from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type NodeExecutionHint,
	type ResourceMapperFields,
} from 'n8n-workflow';

/**
 * Runs nodes through n8n's real engine: `WorkflowExecute`, `PollContext` and `LoadOptionsContext` of n8n-core, with n8n's
 * real HTTP helpers and OAuth2 refresh. Only what lives in n8n's server is stood in for: where credentials are stored.
 */

/** A credential as a user has it: the class, and what is typed into it. */
export interface TestCredential { type: ICredentialType; data: ICredentialDataDecryptedObject; parents?: string[] }

/** What one run gave. */
export interface RunResult {
	items: INodeExecutionData[];
	/** Items on the error output. */
	errors: INodeExecutionData[];
	/** The error that stopped the node. */
	error:
		| (Error & { description?: string; httpCode?: string; failure?: { cause: string; retryAfterMs?: number }; context?: IDataObject })
		| undefined;
	hints: NodeExecutionHint[];
	status: string;
}

export interface RunOptions {
	parameters: INodeParameters;
	input?: IDataObject[];
	credential: TestCredential;
	onError?: INode['onError'];
	timeZone?: string;
	/** Default 1. */
	typeVersion?: number;
	/** Called with the running execution, for the Stop button. */
	onStart?(stop: () => void): void;
}

class Credentials extends ICredentialsHelper {
	constructor(private readonly credential: TestCredential) {
		super();
	}
	async authenticate(data: ICredentialDataDecryptedObject, _type: string, options: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		const { authenticate } = this.credential.type;
		if (!authenticate || typeof authenticate === 'function') return authenticate ? await authenticate(data, options) : options;
		const fill = (text: string) =>
			text.replace(/^=/, '').replace(/\{\{\s*\$credentials\??\.(\w+)\s*\}\}/g, (_all, name: string) => String(data[name]));
		const headers = Object.fromEntries(
			Object.entries(authenticate.properties.headers ?? {}).map(([name, value]) => [name, fill(String(value))]),
		);
		return { ...options, headers: { ...options.headers, ...headers } };
	}
	/** As n8n's own helper does it: only where a hidden expirable field is empty or its value was refused; what comes back is stored. */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		data: ICredentialDataDecryptedObject,
		_type: string,
		_node: INode,
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication, properties } = this.credential.type;
		const expirable = properties.find(({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true)?.name;
		if (!preAuthentication || expirable === undefined || (data[expirable] !== '' && !expired)) return undefined;
		const output = (await preAuthentication.call(helpers, data)) as ICredentialDataDecryptedObject;
		if (output[expirable] === undefined) return undefined;
		Object.assign(this.credential.data, output);
		return { ...data, ...output };
	}
	async runPreAuthentication() {
		return undefined;
	}
	getParentTypes(): string[] {
		return this.credential.parents ?? this.credential.type.extends ?? [];
	}
	getCredentialsProperties() {
		return this.credential.type.properties;
	}
	isCredentialUsableByNode() {
		return true;
	}
	/** A copy with the defaults of what was never saved. */
	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		const defaults = Object.fromEntries(
			this.credential.type.properties.map(({ name, default: value }) => [name, value]),
		) as ICredentialDataDecryptedObject;
		return { ...defaults, ...this.credential.data };
	}
	async getCredentials(): Promise<core.Credentials> {
		return new core.Credentials({ id: 'c1', name: 'test' }, this.credential.type.name, '');
	}
	async updateCredentials() {}
	async updateCredentialsOauthTokenData(_node: unknown, _type: string, data: ICredentialDataDecryptedObject): Promise<void> {
		Object.assign(this.credential.data, data);
	}
	getOAuth2Options() {
		return undefined;
	}
}

class Start implements INodeType {
	description = {
		displayName: 'Start',
		name: 'start',
		group: ['input' as const],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main' as const],
		properties: [],
	} as unknown as INodeType['description'];
	async execute(this: { getInputData(): INodeExecutionData[] }) {
		return [this.getInputData()];
	}
}

let credentialNumber = 0;

/** One node in a workflow of its own. */
function stage(nodeType: INodeType, { parameters, credential, onError, timeZone, typeVersion = 1 }: Omit<RunOptions, 'input'>) {
	const types: Record<string, INodeType> = { start: new Start() as unknown as INodeType, subject: nodeType };
	const nodeTypes = {
		getByName: (name: string) => types[name],
		getByNameAndVersion: (name: string) => types[name],
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const credentials = { [credential.type.name]: { id: `test-${credentialNumber}`, name: 'test' } };
	const nodes: INode[] = [
		{ id: '1', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} },
		{ id: '2', name: 'Subject', type: 'subject', typeVersion, position: [0, 0], parameters, credentials, onError },
	];
	const workflow = new Workflow({
		id: 'w1',
		nodes,
		connections: { Start: { main: [[{ node: 'Subject', type: 'main', index: 0 }]] } },
		nodeTypes,
		active: false,
		settings: { timezone: timeZone ?? 'Europe/Berlin' },
	});
	const url = 'http://localhost/';
	const additionalData = {
		credentialsHelper: new Credentials(credential),
		hooks: new core.ExecutionLifecycleHooks('manual', '1', {} as never),
		executionId: '1',
		restApiUrl: url,
		instanceBaseUrl: url,
		webhookBaseUrl: url,
		webhookWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		formWaitingBaseUrl: url,
		variables: {},
		currentNodeExecutionIndex: 0,
		secretsHelpers: {},
		logAiEvent() {},
		setExecutionStatus() {},
		currentNodeParameters: parameters,
	} as unknown as IWorkflowExecuteAdditionalData;
	return { workflow, nodes, additionalData };
}

/** A new credential id for the node under test: pacers live as long as the process, so tests that press a limit want a fresh one. */
export function freshCredential(): void {
	credentialNumber++;
}

/** Runs a node over input items as n8n would. */
export async function run(nodeType: INodeType, options: RunOptions): Promise<RunResult> {
	const { workflow, nodes, additionalData } = stage(nodeType, options);
	const input = (options.input ?? [{}]).map((json) => ({ json }));
	const data = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node: nodes[0], data: { main: [input] }, source: null } as IExecuteData] },
	});
	const execution = new core.WorkflowExecute(additionalData, 'manual', data);
	const promise = execution.processRunExecutionData(workflow);
	options.onStart?.(() => promise.cancel());
	const result: IRun = await promise;
	const task = result.data.resultData.runData.Subject?.[0];
	const [items = [], errors = []] = task?.data?.main ?? [];
	return {
		items: items ?? [],
		errors: errors ?? [],
		error: result.data.resultData.error as RunResult['error'],
		hints: task?.hints ?? [],
		status: result.status,
	};
}

/** The JSON of a run's items; throws what stopped the node. */
export async function jsonOf(nodeType: INodeType, options: RunOptions): Promise<IDataObject[]> {
	const { items, error } = await run(nodeType, options);
	if (error) throw error;
	return items.map(({ json }) => json);
}

/** A trigger in an active workflow: polls through n8n's PollContext and keeps its static data between polls. */
export class TestTrigger {
	private readonly scene;
	private readonly node: INode;

	constructor(private readonly nodeType: INodeType, options: Omit<RunOptions, 'input'>) {
		this.scene = stage(nodeType, options);
		this.node = this.scene.nodes[1];
	}
	/** @returns the items, or `null` when nothing is new */
	async poll(mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[] | null> {
		const context = new core.PollContext(
			this.scene.workflow,
			this.node,
			this.scene.additionalData,
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		const output = await this.nodeType.poll!.call(context);
		return output ? output[0].map(({ json }) => json) : null;
	}
	get staticData(): IDataObject {
		return this.scene.workflow.getStaticData('node', this.node);
	}
}

/** The editor's lists, through n8n's LoadOptionsContext. */
export class TestEditor {
	constructor(private readonly nodeType: INodeType, private readonly setting: Omit<RunOptions, 'input'>) {}

	private context() {
		const { workflow, nodes, additionalData } = stage(this.nodeType, this.setting);
		return new core.LoadOptionsContext(workflow, nodes[1], additionalData, '');
	}
	/** Names of the lists that the node offers. */
	methods(): { listSearch: string[]; loadOptions: string[] } {
		const { listSearch = {}, loadOptions = {} } = this.nodeType.methods ?? {};
		return { listSearch: Object.keys(listSearch), loadOptions: Object.keys(loadOptions) };
	}
	async list(method: string, filter?: string, token?: string): Promise<INodeListSearchResult> {
		return await this.nodeType.methods!.listSearch![method].call(this.context(), filter, token);
	}
	async options(method: string): Promise<INodePropertyOptions[]> {
		return await this.nodeType.methods!.loadOptions![method].call(this.context());
	}
	async mapper(): Promise<ResourceMapperFields> {
		return await this.nodeType.methods!.resourceMapping!.getFields.call(this.context());
	}
}
