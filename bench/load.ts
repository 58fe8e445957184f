import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasBuiltIn, paths } from './build';

/** What n8n's start-up does with a package: ms to load it, and bytes of the descriptions that go to every browser. */
export interface Load { ms: number; sizes: Record<string, number> }

const ours = ['nodes/HubSpot/HubSpot.node.js', 'nodes/HubSpot/HubSpotTrigger.node.js', 'credentials/CrmSuiteHubSpotApi.credentials.js', 'credentials/CrmSuiteHubSpotOAuth2Api.credentials.js'];
const theirs = ['nodes/Hubspot/Hubspot.node.js', 'nodes/Hubspot/HubspotTrigger.node.js', 'credentials/HubspotApi.credentials.js', 'credentials/HubspotAppToken.credentials.js', 'credentials/HubspotOAuth2Api.credentials.js', 'credentials/HubspotDeveloperApi.credentials.js'];

async function measureLoad(files: string[]): Promise<Load> {
	const loads: Load[] = [];
	for (let at = 0; at < 5; at++) {
		const { stdout } = await promisify(execFile)(process.execPath, [join(paths.compiled, 'bench', 'load.cjs'), ...files]);
		loads.push(JSON.parse(stdout) as Load);
	}
	return loads.sort((a, b) => a.ms - b.ms)[2];
}

/** Medians of five fresh processes each. */
export async function measureLoads(): Promise<{ suite: Load; builtIn: Load | null }> {
	return {
		suite: await measureLoad(ours.map((file) => join(paths.compiled, file))),
		builtIn: hasBuiltIn() ? await measureLoad(theirs.map((file) => join(paths.builtIn, 'dist', file))) : null,
	};
}
