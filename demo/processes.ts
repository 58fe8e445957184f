import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { paths } from './paths';
import { DemoError } from './progress';

/** How a child process is started: where, with what on top of our environment, and where its output goes. */
export interface ChildOptions {
	cwd: string;
	env?: Record<string, string>;
	logFile: string;
}

/** A running child process with all its descendants. */
export interface ProcessGroup {
	/** Fulfilled with the exit code when the process has ended without being asked to; never after `stop()`. */
	endedByItself: Promise<number | null>;
	/** Asks the whole group to end, insists after five seconds, and waits until it has. */
	stop(): Promise<void>;
}

const patienceMs = 5_000;
const running = new Map<ChildProcess, ProcessGroup>();

/** Starts a program on the root's Node as a process group of its own; it never outlives this process. */
export function startGroup(command: string, args: string[], { cwd, env, logFile }: ChildOptions): ProcessGroup {
	mkdirSync(dirname(logFile), { recursive: true });
	const output = openSync(logFile, 'w');
	const child = spawn(command, args, {
		cwd,
		env: { ...process.env, PATH: [paths.bin, process.env.PATH].join(delimiter), ...env },
		stdio: ['ignore', output, output],
		detached: true,
	});
	closeSync(output);

	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => {
			signalGroup(child, 'SIGKILL');
			resolve(code);
		});
	}).finally(() => running.delete(child));

	let asked = false;
	const group: ProcessGroup = {
		endedByItself: ended.then((code) => (asked ? new Promise<never>(() => undefined) : code)),
		async stop() {
			asked = true;
			signalGroup(child, 'SIGTERM');
			const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs);
			await ended;
			clearTimeout(insist);
		},
	};
	running.set(child, group);
	stopWithParent();
	return group;
}

/** Runs a program to its end; when it fails, says so in one sentence that shows the last lines of its log. */
export async function run(command: string, args: string[], options: ChildOptions): Promise<void> {
	const code = await startGroup(command, args, options).endedByItself;
	if (code === 0) return;
	throw new DemoError(
		`"${[command, ...args].join(' ')}" failed; its output is in ${options.logFile} and ends with:\n${lastLines(options.logFile)}`,
	);
}

/** The last lines of a log file, indented for an error message. */
export function lastLines(file: string, count = 8): string {
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).map((line) => `    ${line}`).join('\n');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group is gone already, which is what we want.
	}
}

let watching = false;

function stopWithParent(): void {
	if (watching) return;
	watching = true;
	process.once('exit', () => {
		for (const child of running.keys()) signalGroup(child, 'SIGKILL');
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		const leave = () => process.exit(128 + constants.signals[signal]);
		process.once(signal, () => {
			process.once(signal, leave);
			void Promise.allSettled([...running.values()].map((group) => group.stop())).then(leave);
		});
	}
}
