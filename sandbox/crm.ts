import type { FastifyInstance } from 'fastify';
import type { Fault } from './faults';
import type { Counters, LoggedRequest } from './requestLog';
import type { CommonSettings, LiveSettings } from './settings';
import type { Leniency, TrafficCheck, Violation } from './validation';

/** Records to start with, by object type in the vendor's words. */
export type SeedData = Record<string, readonly unknown[]>;

/** Where the vendor's published API description is, below the folder of specs. */
export type VendorSpec =
	/** OpenAPI documents, and what they get wrong. */
	| { folder: string; leniencies: readonly Leniency[] }
	/** Anything else brings its own check. */
	| { folder: string; checkWith(folder: string): TrafficCheck };

/** Reads bodies where one path serves every operation (GraphQL). */
export interface OperationReader {
	/** What the request does, in the vendor's words; log, counters and faults see it as `<path>#<name>`. */
	nameOf(requestBody: unknown): string | undefined;
	/** Whether an answer with status 200 refuses the request for its rate. */
	isThrottled(responseBody: unknown): boolean;
}

/** How to use a simulated CRM by hand. */
export interface Guide {
	/** The vendor's hosts that it stands for. */
	insteadOf: string;
	/** Keys, logins and places by name. What begins with a slash is a path of this CRM. */
	logins: Readonly<Record<string, string>>;
}

/** What a CRM's folder provides; the server adds faults, log, validation and the control API. */
export interface CrmSimulator<Settings extends CommonSettings = CommonSettings> {
	/** Path prefix and folder name. */
	readonly id: string;
	readonly name: string;
	readonly settings: LiveSettings<Settings>;
	readonly guide: Guide;
	readonly spec?: VendorSpec;
	readonly operations?: OperationReader;
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
	/** Requests and answers that break the vendor's OpenAPI document or GraphQL schema. */
	invalid(): Violation[];
}
