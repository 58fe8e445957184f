import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CrmSimulator } from './crm';
import type { CommonSettings } from './settings';

/** Makes one simulated CRM. */
export type CreateSimulator = (start?: Partial<Omit<CommonSettings, 'tier'>>) => CrmSimulator;

/** Every folder with a `simulator.ts` is a CRM; what that file exports as `create...` makes it. */
export function simulators(): CreateSimulator[] {
	const load = createRequire(__filename);
	const folders = readdirSync(__dirname).filter((name) => existsSync(join(__dirname, name, 'simulator.ts')));
	return folders.map((name) => {
		const exported = Object.entries(load(join(__dirname, name, 'simulator')) as Record<string, unknown>);
		const [, create] = exported.find(([key]) => key.startsWith('create')) ?? [];
		if (typeof create !== 'function') throw new Error(`sandbox/${name}/simulator.ts exports no create function`);
		return create as CreateSimulator;
	});
}
