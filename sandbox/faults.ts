/** One planned failure. Paths are the vendor's own, without the sandbox's prefix. */
export interface Fault {
	/** Any method when absent. */
	method?: string;
	/**
	 * Where one path serves all operations, `#<operation>` follows it. A string matches anywhere in path and query; over HTTP it is the
	 * source of a regular expression.
	 */
	path?: string | RegExp;
	/** How many matching requests it hits; default 1. */
	times?: number;
	/** How many matching requests pass first; default 0. */
	skip?: number;
	/** Answers with this status instead of doing the work. */
	status?: number;
	headers?: Record<string, string>;
	/** An object is sent as JSON, a string as it is. */
	body?: unknown;
	/** Breaks the connection before the work, or after it (the answer is lost, the write is done). */
	hangup?: 'before' | 'after';
	/** Waits before anything else happens. */
	delayMs?: number;
}

interface PlannedFault extends Fault {
	remaining: number;
	toSkip: number;
}

/** The failures still to come, in the order they were added. */
export class FaultPlan {
	private planned: PlannedFault[] = [];

	add(fault: Fault): void {
		this.planned.push({ ...fault, remaining: fault.times ?? 1, toSkip: fault.skip ?? 0 });
	}

	clear(): void {
		this.planned = [];
	}

	/** The fault that hits this request, if any; counts it as used. */
	take(method: string, path: string): Fault | undefined {
		for (const fault of this.planned) {
			if (fault.remaining < 1 || !matches(fault, method, path)) continue;
			if (fault.toSkip > 0) {
				fault.toSkip--;
				continue;
			}
			fault.remaining--;
			return fault;
		}
		return undefined;
	}
}

function matches(fault: Fault, method: string, path: string): boolean {
	if (fault.method && fault.method.toUpperCase() !== method) return false;
	if (fault.path === undefined) return true;
	return typeof fault.path === 'string' ? path.includes(fault.path) : fault.path.test(path);
}
