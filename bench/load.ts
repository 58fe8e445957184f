import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasBuiltIn, paths } from './build';
import type { CrmBench } from './crm';

/** What n8n's start-up does with one CRM's files: ms to load them, and bytes of the descriptions that go to every browser. */
export interface Load { ms: number; sizes: Record<string, number> }
/** Medians of five fresh processes each. */
export interface Loads { suite: Load; builtIn: Load | null }

async function measureLoad(files: string[]): Promise<Load> {
	const loads: Load[] = [];
	for (let at = 0; at < 5; at++) {
		const { stdout } = await promisify(execFile)(process.execPath, [join(paths.compiled, 'bench', 'load.cjs'), ...files]);
		loads.push(JSON.parse(stdout) as Load);
	}
	return loads.sort((a, b) => a.ms - b.ms)[2];
}

function ours(folder: string): string[] {
	const below = (place: string, pattern: RegExp) => {
		const whole = join(paths.compiled, place);
		return readdirSync(whole).filter((file) => pattern.test(file)).map((file) => join(whole, file));
	};
	return [...below(`nodes/${folder}`, /\.node\.js$/), ...below('credentials', new RegExp(`^CrmSuite${folder}.*\\.credentials\\.js$`))];
}

/** Measures what one CRM costs before it does anything. */
export async function measureLoads({ suite, builtIn: { node, trigger, credential, alsoLoaded } }: CrmBench): Promise<Loads> {
	const theirs = [node, ...(trigger ? [trigger] : []), credential, ...alsoLoaded].map((file) => join(paths.builtIn, 'dist', file));
	return { suite: await measureLoad(ours(suite.folder)), builtIn: hasBuiltIn() ? await measureLoad(theirs) : null };
}
