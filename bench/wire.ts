/** What the benchmark and its measured processes tell each other. */

/**
 * Who runs: our node with its fields mapped automatically or by one expression each, n8n's built-in node, or a node that
 * hands its items on.
 */
export type Contestant = 'suite' | 'suiteExpressions' | 'builtIn' | 'passThrough';

/** What one process measures. */
export interface Job {
	contestant: Contestant;
	/** File name in `crms/`. */
	crm: string;
	/** Name among the CRM's comparisons. */
	comparison: string;
	/** True for n8n's "On Error: Continue"; else the first refusal stops the node. */
	continues: boolean;
}
/** One round of a job; the first one warms up. */
export interface Lap {
	count: number;
	/** Ids of the people that the sandbox holds. */
	ids: string[];
}
/** What came out of a round. */
export interface Outcome {
	/** Items that came out well. */
	items: number;
	/** Items that came out as errors. */
	failed: number;
	/** What stopped the node. */
	error: string | null;
}
/** What a round took. Memory in MB of resident size. */
export interface LapResult extends Outcome {
	wallMs: number;
	/** User and system time of all threads. */
	cpuMs: number;
	idleMb: number;
	peakMb: number;
}
