export { openEditor, screenshot, type Editor } from './browser';
export { ensureRuntime, installPackage, packPackage } from './install';
export { demoLogin, startN8n, type Login, type N8n, type N8nOptions } from './n8n';
export { paths } from './paths';
export { claimPort } from './ports';
export { DemoError, log, step, type Log } from './progress';
export {
	activateWorkflow,
	deactivateWorkflow,
	execution,
	executions,
	finishedExecution,
	importCredentials,
	importWorkflows,
	type Execution,
	type ExecutionSummary,
	type NewCredential,
	type NewWorkflow,
	type Stored,
} from './workflows';
