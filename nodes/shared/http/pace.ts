import type { HttpResponse, PaceReading, PaceRule } from '../types';

/** Waits `ms` or until the run is cancelled. */
export type Wait = (ms: number) => Promise<void>;

/** Calls do not arrive as evenly as they leave: so much later than the vendor would allow does the next one begin. */
const jitterMs = 100;

/** One limit of one credential at one host: a sliding window, corrected by what the vendor says is left. */
class Window {
	private begun: number[] = [];
	private first = 0;
	private blockedUntil = 0;

	constructor(private rule: PaceRule) {}

	/** @returns ms to wait before the next call may begin; 0 takes the place. */
	reserve(now: number): number {
		const perMs = this.rule.perMs + jitterMs;
		while (this.first < this.begun.length && this.begun[this.first] <= now - perMs) this.first++;
		if (this.first > 1_000) {
			this.begun = this.begun.slice(this.first);
			this.first = 0;
		}
		if (now < this.blockedUntil) return this.blockedUntil - now;
		if (this.begun.length - this.first >= this.rule.requests) return this.begun[this.first] + perMs - now;
		this.begun.push(now);
		return 0;
	}

	learn(reading: PaceReading, now: number): void {
		this.rule = { requests: reading.requests ?? this.rule.requests, perMs: reading.perMs ?? this.rule.perMs };
		// Others use the account too: when the vendor says nothing is left, our own count is too kind.
		if (reading.remaining !== undefined && reading.remaining <= 0) this.block(now + this.rule.perMs);
	}

	block(until: number): void {
		this.blockedUntil = Math.max(this.blockedUntil, until);
	}
}

/** Keeps all calls of one credential to one host within the vendor's limits, across nodes and executions. */
export class Pacer {
	private windows = new Map<string, Window>();

	constructor(private readonly rules: Record<string, PaceRule>) {}

	/** Resolves when a call may begin. @returns ms waited */
	async enter(pace: string, wait: Wait): Promise<number> {
		const began = Date.now();
		for (let ms = this.window(pace).reserve(began); ms > 0; ms = this.window(pace).reserve(Date.now())) await wait(ms);
		return Date.now() - began;
	}

	learn(pace: string, reading: PaceReading): void {
		this.window(pace).learn(reading, Date.now());
	}

	/** No call begins for `ms`. */
	block(pace: string, ms: number): void {
		this.window(pace).block(Date.now() + ms);
	}

	private window(pace: string): Window {
		const known = this.windows.get(pace);
		if (known) return known;
		const window = new Window(this.rules[pace] ?? { requests: Infinity, perMs: 1_000 });
		this.windows.set(pace, window);
		return window;
	}
}

const pacers = new Map<string, Pacer>();

/** The one pacer of a credential at a host: the only state that outlives an execution. */
export function pacerFor(credentialId: string, host: string, rules: Record<string, PaceRule>): Pacer {
	const key = `${credentialId} ${host}`;
	const known = pacers.get(key);
	if (known) return known;
	const pacer = new Pacer(rules);
	pacers.set(key, pacer);
	return pacer;
}

/** Reads a limit from the headers that tell it. @param names lower-case names of headers */
export const readingHeaders = (names: Readonly<Record<keyof PaceReading, string>>) => ({ headers }: HttpResponse): PaceReading =>
	Object.fromEntries(Object.entries(names).filter(([, name]) => name in headers).map(([key, name]) => [key, Number(headers[name])]));
