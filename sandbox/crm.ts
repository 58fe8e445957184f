import type { FastifyInstance } from 'fastify';
import type { Fault } from './faults';
import type { Counters, LoggedRequest } from './requestLog';
import type { CommonSettings, LiveSettings } from './settings';
import type { Leniency, Violation } from './validation';

/** Records to start with, by object type in the vendor's words. */
export type SeedData = Record<string, readonly unknown[]>;

/** What a CRM's folder provides; the server adds faults, log, validation and the control API. */
export interface CrmSimulator<Settings extends CommonSettings = CommonSettings> {
	/** Path prefix and folder name. */
	readonly id: string;
	readonly name: string;
	readonly settings: LiveSettings<Settings>;
	/** Where the vendor's OpenAPI files are, below the folder of specs, and what they get wrong. */
	readonly spec?: { folder: string; leniencies: readonly Leniency[] };
	/** Adds the vendor's routes. */
	register(app: FastifyInstance): void;
	/** Back to the default account and default settings. */
	reset(): void;
	/** Adds records and answers their ids, by object type. */
	seed(data: SeedData): Record<string, string[]>;
	/** The stored records of a type, as they are kept. */
	records(type: string): unknown[];
}

/** The controls of one simulated CRM. */
export interface SandboxCrm<Settings extends CommonSettings = CommonSettings> {
	readonly settings: LiveSettings<Settings>;
	/** Default account and settings, no faults, empty log. */
	reset(): void;
	seed(data: SeedData): Record<string, string[]>;
	records(type: string): unknown[];
	addFault(fault: Fault): void;
	clearFaults(): void;
	requests(): LoggedRequest[];
	/** Empties the request log, the counters and the list of violations. */
	clearRequests(): void;
	counters(): Counters;
	/** Requests and answers that break the vendor's OpenAPI document. */
	invalid(): Violation[];
}
