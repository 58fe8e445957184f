import { parseArgs } from 'node:util';
import { DemoError } from './progress';

/** How to use the demo's command line. */
export const usage = `Usage: npm run demo -- [options]
  --port <n>          port of n8n (5678; 0 for any free one)
  --sandbox-port <n>  port of the CRM sandbox (any free one)
  --keep              go on with the n8n data of the last run instead of an empty n8n
  --once              play the story, stop everything, exit 0 if it succeeded
  --picture           after the story, take the README's picture of the editor (needs Chromium)
  --help              show this text`;

/** What the command line asks for. */
export interface Options {
	port: number;
	sandboxPort: number;
	keep: boolean;
	once: boolean;
	picture: boolean;
	help: boolean;
}

/** Reads the command line; anything it does not know is refused with the usage text. */
export function readOptions(args: string[]): Options {
	const { port, 'sandbox-port': sandboxPort, ...flags } = parse(args);
	return { ...flags, port: portNumber('port', port), sandboxPort: portNumber('sandbox-port', sandboxPort) };
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				port: { type: 'string', default: '5678' },
				'sandbox-port': { type: 'string', default: '0' },
				keep: { type: 'boolean', default: false },
				once: { type: 'boolean', default: false },
				picture: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new DemoError(`${(error as Error).message}\n\n${usage}`);
	}
}

function portNumber(option: string, value: string): number {
	const port = Number(value);
	if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
	throw new DemoError(`--${option} must be a port number, not "${value}".`);
}
