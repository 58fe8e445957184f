import { parse } from 'flatted';
import type { IRunData, IWorkflowBase } from 'n8n-workflow';
import type { N8n } from './n8n';
import { DemoError } from './progress';
import { waitFor } from './wait';

/** A credential as a user would enter it; for OAuth2 `data` may hold `oauthTokenData`, which saves the consent screen. */
export interface NewCredential {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** What a workflow file holds: `id` is optional and not kept, credentials are named by type and name. */
export type NewWorkflow = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> & Partial<Pick<IWorkflowBase, 'settings' | 'pinData'>>;

/** Something stored in n8n. */
export interface Stored {
	id: string;
	name: string;
}

/** One line of the executions list. */
export interface ExecutionSummary {
	id: string;
	status: string;
	mode: string;
	startedAt: string | null;
	stoppedAt: string | null;
}

/** One whole execution: what every node put out, by node name. */
export interface Execution extends ExecutionSummary {
	data: { resultData: { runData: IRunData; lastNodeExecuted?: string; error?: { message: string } } };
}

interface Publication {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ errorMessage: string | null }>;
}

interface Answer<T> {
	data: T;
}

/** Stores credentials; one of the same type and name is replaced. */
export async function importCredentials({ api }: N8n, credentials: NewCredential[]): Promise<Stored[]> {
	const existing = await storedCredentials({ api });
	const stored: Stored[] = [];
	for (const credential of credentials) {
		const id = existing.get(credentialKey(credential.type, credential.name));
		if (id) await api.delete(`/credentials/${id}`);
		const { data } = await api.post<Answer<Stored>>('/credentials', credential);
		stored.push(data.data);
	}
	return stored;
}

/** Stores workflows, over those of the same name, and connects their nodes to the stored credentials of the same type and name. */
export async function importWorkflows({ api }: N8n, workflows: NewWorkflow[]): Promise<Stored[]> {
	const credentials = await storedCredentials({ api });
	const { data } = await api.get<Answer<Stored[]>>('/workflows');
	const existing = new Map(data.data.map(({ name, id }) => [name, id]));
	const stored: Stored[] = [];
	for (const { name, nodes, connections, settings = {}, pinData } of workflows) {
		const body = { name, nodes: nodes.map((node) => connectCredentials(node, credentials)), connections, settings, pinData };
		const id = existing.get(name);
		const answer = id ? await api.patch<Answer<Stored>>(`/workflows/${id}`, body) : await api.post<Answer<Stored>>('/workflows', body);
		stored.push(answer.data.data);
	}
	return stored;
}

/** n8n publishes one workflow after the other, and polls each trigger once meanwhile: several take their time on a busy machine. */
const publicationMs = 120_000;

/** Publishes the saved version of a workflow; its webhooks and polling triggers work when this returns. */
export async function activateWorkflow({ api }: Pick<N8n, 'api'>, id: string): Promise<void> {
	const { data: workflow } = await api.get<Answer<{ name: string; versionId: string }>>(`/workflows/${id}`);
	const { name, versionId } = workflow.data;
	// A PATCH ignores `active` since n8n 2.0 told drafts and published versions apart; only this endpoint publishes.
	await api.post(`/workflows/${id}/activate`, { versionId });
	// n8n 2.40 publishes through an outbox: triggers are registered some time after the answer (workflows/publication).
	const { status, triggers } = await waitFor(async () => {
		const { data } = await api.get<Answer<Publication>>(`/workflows/${id}/publication-status`);
		return data.data.status === 'in_progress' ? undefined : data.data;
	}, `Workflow "${name}" is not published`, publicationMs);
	if (status === 'published') return;
	const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []).join('; ');
	throw new DemoError(`Workflow "${name}" was not activated: ${reasons || status}`);
}

/** Takes a workflow out of service: its webhooks and polling triggers end. */
export async function deactivateWorkflow({ api }: Pick<N8n, 'api'>, id: string): Promise<void> {
	await api.post(`/workflows/${id}/deactivate`);
	await waitFor(async () => {
		const { data } = await api.get<Answer<Publication>>(`/workflows/${id}/publication-status`);
		return data.data.status === 'not_published' || undefined;
	}, `Workflow ${id} is still published`, publicationMs);
}

/** The executions of a workflow, newest first. */
export async function executions({ api }: N8n, workflowId: string): Promise<ExecutionSummary[]> {
	const { data } = await api.get<Answer<{ results: ExecutionSummary[] }>>('/executions', {
		params: { filter: JSON.stringify({ workflowId }), limit: 100 },
	});
	return data.data.results;
}

/** One execution with the data of every node. */
export async function execution({ api }: N8n, id: string): Promise<Execution> {
	const { data } = await api.get<Answer<Omit<Execution, 'data'> & { data: string }>>(`/executions/${id}`);
	return { ...data.data, data: parse(data.data.data) as Execution['data'] };
}

/** Waits until a workflow has finished at least `count` executions and returns the newest whole. */
export async function finishedExecution(n8n: N8n, workflowId: string, { count = 1, timeoutMs = 30_000 } = {}): Promise<Execution> {
	return waitFor(
		async () => {
			const finished = (await executions(n8n, workflowId)).filter(({ stoppedAt }) => stoppedAt);
			return finished.length >= count ? execution(n8n, finished[0].id) : undefined;
		},
		`Workflow ${workflowId} has not finished ${count} execution(s)`,
		timeoutMs,
	);
}

async function storedCredentials({ api }: Pick<N8n, 'api'>): Promise<Map<string, string>> {
	const { data } = await api.get<Answer<Array<Stored & { type: string }>>>('/credentials');
	return new Map(data.data.map(({ type, name, id }) => [credentialKey(type, name), id]));
}

function connectCredentials(node: NewWorkflow['nodes'][number], stored: Map<string, string>): NewWorkflow['nodes'][number] {
	const connected = Object.entries(node.credentials ?? {}).map(([type, { name }]) => {
		const id = stored.get(credentialKey(type, name));
		if (!id) throw new DemoError(`Node "${node.name}" uses the credential "${name}" (${type}), which n8n does not have.`);
		return [type, { id, name }];
	});
	return node.credentials ? { ...node, credentials: Object.fromEntries(connected) } : node;
}

function credentialKey(type: string, name: string): string {
	return JSON.stringify([type, name]);
}
