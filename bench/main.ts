import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, scratchFolder } from './build';
import { makeIdentity } from './gateway';
import { measure } from './measure';
async function main() {
	await build();
	const userFolder = scratchFolder();
	const identity = await makeIdentity();
	writeFileSync(join(userFolder, 'vendor.pem'), identity.cert);
	const bench = { identity, userFolder, profiles: process.env.PROF };
	const [count, latencyMs, limits] = [Number(process.argv[2] ?? 1000), Number(process.argv[5] ?? 0), (process.argv[6] ?? 'wide') as 'wide'];
	for (const contestant of (process.argv[3] ?? 'passThrough,suite,suiteExpressions,builtIn').split(','))
		for (const scenario of (process.argv[4] ?? 'upsertNew').split(',')) {
			try {
			const r = await measure({ contestant: contestant as never, scenario: scenario as never, continues: !!process.env.CONT, count, latencyMs, limits, runs: 1 }, bench);
			console.log(contestant, scenario, JSON.stringify(r));
			} catch (e) { console.log(contestant, scenario, String(e)); }
		}
}
void main();
