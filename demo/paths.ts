import { join } from 'node:path';

const root = join(__dirname, '..');
const state = join(root, '.demo');

/** Where everything the demo reads or writes lives. */
export const paths = {
	/** The package under demonstration. */
	root,
	/** The folder with n8n's own package.json and lock. */
	runtime: __dirname,
	/** Logs, n8n's user folder and pictures: all that may be thrown away (git-ignored). */
	state,
	/** n8n's user folder of the demo itself. */
	userFolder: join(state, 'user'),
	/** Log files of the long steps. */
	logs: join(state, 'logs'),
	/** n8n's command line program. */
	n8nBin: join(__dirname, 'node_modules', 'n8n', 'bin', 'n8n'),
	/** The root's executables: its `node` is the Node 24 that n8n needs, whatever the machine has. */
	bin: join(root, 'node_modules', '.bin'),
};
