/** Prints one line of progress. */
export type Log = (line: string) => void;

/** A problem the reader can mend: its message is one clear sentence and is shown without a stack trace. */
export class DemoError extends Error {}

const started = Date.now();
const heartbeatMs = 10_000;

/** Prints a line to stdout after the seconds since the program started: `[  12 s] message`. */
export const log: Log = (line) => {
	process.stdout.write(`[${String(secondsSince(started)).padStart(4)} s] ${line}\n`);
};

/** Runs `work` and says every ten seconds that it still runs, so that nobody takes a long step for a hang. */
export async function step<T>(say: Log, title: string, work: () => Promise<T>): Promise<T> {
	const begun = Date.now();
	say(`${title} ...`);
	const heartbeat = setInterval(() => say(`${title} ... still working (${secondsSince(begun)} s)`), heartbeatMs);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
	}
}

function secondsSince(time: number): number {
	return Math.round((Date.now() - time) / 1000);
}
