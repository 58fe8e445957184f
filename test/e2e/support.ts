import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
	ensureRuntime, importCredentials, importWorkflows, installPackage, openEditor, packPackage, paths, startN8n,
	type Editor, type N8n, type NewWorkflow, type Stored,
} from '../../demo/runtime';
import { credentialOf } from '../../demo/story/connect';
import { hubSpot } from '../../demo/story/hubspot';
import { known } from '../../demo/story/people';
import { startSandbox, type HubSpotSettings, type Sandbox, type SandboxCrm } from '../../sandbox/server';

/** A real n8n with the packed package in it, and the sandbox. */
export interface Backstage {
	n8n: N8n;
	sandbox: Sandbox;
}

/** The same, with a browser. */
export interface Scene extends Backstage {
	hubspot: SandboxCrm<HubSpotSettings>;
	editor: Editor;
	page: Page;
	/** Stores a workflow and shows it. */
	show(workflow: NewWorkflow): Promise<Stored>;
	/** Opens the panel of a node on the canvas. */
	open(node: string): Promise<void>;
	/** Keeps a picture for people to look at. */
	picture(name: string): Promise<void>;
	/** Parameters of a node as n8n has saved them. */
	saved(workflowId: string, node: string): Promise<Parameters>;
}

type Page = Editor['page'];
type Locator = ReturnType<Page['locator']>;
type Parameters = NewWorkflow['nodes'][number]['parameters'];

const folder = join(paths.state, 'e2e');
const setUpMs = 600_000;
const stopMs = 60_000;
const settleMs = 1_000;
const actionMs = 10_000;

/** Call inside `describe`: n8n and the sandbox are started once. */
export function backstage(): Backstage {
	const stage = {} as Backstage;
	beforeAll(async () => {
		const userFolder = join(folder, 'user');
		rmSync(userFolder, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		await ensureRuntime();
		await installPackage(userFolder, await packPackage());
		stage.sandbox = await startSandbox();
		stage.n8n = await startN8n({ userFolder, env: { NODE_ENV: 'production' } }); // jest's "test" would stop n8n from starting
	}, setUpMs);
	afterAll(async () => {
		await stage.n8n?.stop();
		await stage.sandbox?.close();
	}, stopMs);
	return stage;
}

/** Call inside `describe`: everything is started once. */
export function scene(): Scene {
	const stage = backstage() as Scene;
	beforeAll(async () => {
		stage.hubspot = stage.sandbox.crm('hubspot');
		hubSpot.seed(stage.sandbox, known);
		await importCredentials(stage.n8n, [credentialOf(hubSpot, stage.sandbox)]);
		stage.editor = await openEditor(stage.n8n);
		stage.page = stage.editor.page;
		stage.page.setDefaultTimeout(actionMs);
		await stage.page.setViewportSize({ width: 1440, height: 1400 });
	}, setUpMs);
	afterAll(async () => await stage.editor?.close(), stopMs);
	afterEach(async () => await stage.picture?.(`after ${expect.getState().currentTestName}`.replace(/\W+/g, '-')));
	stage.show = async (workflow) => {
		const [stored] = await importWorkflows(stage.n8n, [workflow]);
		await stage.editor.showWorkflow(stored.id);
		return stored;
	};
	stage.open = async (node) => {
		// The canvas still moves for a moment after it has been drawn.
		await stage.page.waitForTimeout(settleMs);
		await canvasNode(stage.page, node).dblclick();
		await byId(stage.page, 'parameter-input-resource').waitFor();
	};
	stage.picture = async (name) => void (await stage.page.screenshot({ path: join(folder, `${name}.png`) }));
	stage.saved = async (workflowId, node) => {
		const { data } = await stage.n8n.api.get<{ data: Pick<NewWorkflow, 'nodes'> }>(`/workflows/${workflowId}`);
		return data.data.nodes.find(({ name }) => name === node)!.parameters;
	};
	return stage;
}

/** An element by n8n's own test id. */
export const byId = (page: Page | Locator, id: string): Locator => page.locator(`[data-test-id="${id}"]`);

/** A node on the canvas. */
export const canvasNode = (page: Page, name: string): Locator => page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

/** Chooses an entry of a menu in the node panel. */
export async function choose(page: Page, parameter: string, entry: string): Promise<void> {
	await byId(page, `parameter-input-${parameter}`).click();
	await page.getByRole('option', { name: entry }).first().click();
}

/** The entries that a menu in the node panel shows. */
export async function menu(page: Page, parameter: string): Promise<string[]> {
	await byId(page, `parameter-input-${parameter}`).click();
	await page.getByRole('option').first().waitFor();
	const entries = await page.getByRole('option').allInnerTexts();
	await byId(page, `parameter-input-${parameter}`).click();
	return entries.map((entry) => entry.trim().split('\n')[0]);
}

/** The HubSpot credential of the sandbox, as a workflow names it. */
export const credentials = { crmSuiteHubSpotApi: { id: '', name: 'HubSpot account' } };

/** A workflow of a manual trigger and one HubSpot node. */
export const withNode = (
	name: string,
	parameters: Parameters,
	own: NewWorkflow['nodes'][number]['credentials'] = credentials,
): NewWorkflow => ({
	name,
	nodes: [
		{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{ id: 'hubspot', name: 'HubSpot', type: hubSpot.node, typeVersion: 1, position: [260, 0], parameters, credentials: own },
	],
	connections: { Start: { main: [[{ node: 'HubSpot', type: 'main', index: 0 }]] } },
});
