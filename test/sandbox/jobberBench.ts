import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { type JobberSettings, type Sandbox, type SandboxCrm, startSandbox } from '../../sandbox/server';

/** What the API answers under status 200. */
export interface Answer {
	data: Record<string, unknown> | null;
	errors?: { message: string; path?: unknown[]; extensions?: Record<string, unknown> }[];
	extensions: {
		cost: {
			requestedQueryCost: number;
			actualQueryCost: number;
			throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
		};
		versioning: { version: string; warning?: string };
	};
}

/** A sandbox per test file, reset before each test, with an app that is connected already. */
export interface JobberBench {
	sandbox: Sandbox;
	jobber: SandboxCrm<JobberSettings>;
	http: AxiosInstance;
	/** The answer to a GraphQL document. */
	ask(query: string, variables?: object): Promise<Answer>;
	/** What the first root field answers; fails on `errors`. */
	run<Result = unknown>(query: string, variables?: object): Promise<Result>;
}

export const GRAPHQL = '/api/graphql';
export const VERSION = '2026-03-10';
/** A stopped clock in the life of `VERSION`: a Monday noon in New York. */
export const NOON = Date.parse('2026-11-02T17:00:00Z');

/** Call inside `describe`; the members are filled before the first test. */
export function jobberBench(): JobberBench {
	const bench = {
		async ask(query, variables) {
			const { data } = await post(bench.http, query, variables);
			return data;
		},
		async run<Result>(query: string, variables?: object) {
			const { data, errors } = await bench.ask(query, variables);
			if (errors || !data) throw new Error(JSON.stringify(errors));
			return Object.values(data)[0] as Result;
		},
	} as JobberBench;
	beforeAll(async () => {
		bench.sandbox = await startSandbox();
		bench.jobber = bench.sandbox.crm('jobber');
		bench.http = clientFor(bench.sandbox, 'sandbox-access-0000');
	});
	beforeEach(() => {
		bench.jobber.reset();
		bench.jobber.settings.clockFrozenAt = NOON;
	});
	afterAll(() => bench.sandbox.close());
	return bench;
}

export function clientFor(sandbox: Sandbox, token: string): AxiosInstance {
	return axios.create({
		baseURL: `${sandbox.url}/jobber`,
		headers: { authorization: `Bearer ${token}`, 'x-jobber-graphql-version': VERSION },
		validateStatus: () => true,
		maxRedirects: 0,
	});
}

export function post(http: AxiosInstance, query: string, variables?: object): Promise<AxiosResponse<Answer>> {
	return http.post<Answer>(GRAPHQL, { query, variables });
}
