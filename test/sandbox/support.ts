import axios, { type AxiosInstance } from 'axios';
import { type HubSpotSettings, type Sandbox, type SandboxCrm, startSandbox } from '../../sandbox/server';

/** A sandbox per test file, reset before each test, and an HTTP client that never throws on a status. */
export interface HubSpotBench {
	sandbox: Sandbox;
	hubspot: SandboxCrm<HubSpotSettings>;
	http: AxiosInstance;
}

export const OBJECTS = '/crm/objects/2026-09';
export const CONTACTS = `${OBJECTS}/contacts`;

/** Call inside `describe`; the members are filled before the first test. */
export function hubspotBench(): HubSpotBench {
	const bench = {} as HubSpotBench;
	beforeAll(async () => {
		bench.sandbox = await startSandbox();
		bench.hubspot = bench.sandbox.crm('hubspot');
		bench.http = clientFor(bench.sandbox, 'pat-na1-sandbox-0000');
	});
	beforeEach(() => bench.hubspot.reset());
	// Whatever a test does, the sandbox's answers keep to the vendor's OpenAPI documents.
	afterEach(() => expect(bench.hubspot.invalid().filter(({ kind }) => kind === 'response')).toEqual([]));
	afterAll(() => bench.sandbox.close());
	return bench;
}

export function clientFor(sandbox: Sandbox, token: string): AxiosInstance {
	return axios.create({
		baseURL: `${sandbox.url}/hubspot`,
		headers: { authorization: `Bearer ${token}` },
		validateStatus: () => true,
		maxRedirects: 0,
	});
}
