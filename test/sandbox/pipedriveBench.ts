import axios, { type AxiosInstance } from 'axios';
import { type PipedriveSettings, type Sandbox, type SandboxCrm, startSandbox } from '../../sandbox/server';

/** A sandbox per test file, reset before each test, and HTTP clients that never throw on a status. */
export interface PipedriveBench {
	sandbox: Sandbox;
	pipedrive: SandboxCrm<PipedriveSettings>;
	/** With the API token of an admin. */
	http: AxiosInstance;
	/** The `data` of an answer; fails when it is none. */
	data<Result = Answered>(
		method: 'get' | 'post' | 'patch' | 'put' | 'delete',
		path: string,
		body?: object,
	): Promise<Result>;
	/** The 40-character key of a custom field. */
	keyOf(list: 'personFields' | 'organizationFields' | 'dealFields', name: string): Promise<string>;
}

/** A record as it was answered. */
export interface Answered {
	id: number;
	[key: string]: unknown;
}

export const ADMIN_TOKEN = 'sandbox0admin0api0token000000000000000fa';
export const REGULAR_TOKEN = 'sandbox0regular0api0token0000000000000fa';
/** Users of the default company. */
export const [MARI, JONAS] = [501, 502];
/** A stopped clock: a Monday noon in Tallinn. */
export const NOON = Date.parse('2026-11-02T10:00:00.700Z');

export const V1 = '/api/v1';
export const V2 = '/api/v2';

/** Call inside `describe`; the members are filled before the first test. */
export function pipedriveBench(): PipedriveBench {
	const bench = {
		async data(method, path, body) {
			const { data, status } = await bench.http.request({ method, url: path, data: body });
			if (data.success !== true) throw new Error(`${method} ${path} answered ${status} ${JSON.stringify(data)}`);
			return data.data;
		},
		async keyOf(list, name) {
			const fields = await bench.data<{ field_name: string; field_code: string }[]>('get', `${V2}/${list}?limit=500`);
			const field = fields.find(({ field_name }) => field_name === name);
			if (!field) throw new Error(`No field "${name}"`);
			return field.field_code;
		},
	} as PipedriveBench;
	beforeAll(async () => {
		bench.sandbox = await startSandbox();
		bench.pipedrive = bench.sandbox.crm('pipedrive');
		bench.http = clientFor(bench.sandbox, { 'x-api-token': ADMIN_TOKEN });
	});
	beforeEach(() => {
		bench.pipedrive.reset();
		bench.pipedrive.settings.clockFrozenAt = NOON;
	});
	// Neither the sandbox nor its tests leave the vendor's documents.
	afterEach(() => expect(bench.pipedrive.invalid()).toEqual([]));
	afterAll(() => bench.sandbox.close());
	return bench;
}

export function clientFor(sandbox: Sandbox, headers: Record<string, string> = {}): AxiosInstance {
	return axios.create({
		baseURL: `${sandbox.url}/pipedrive`,
		headers,
		validateStatus: () => true,
		maxRedirects: 0,
	});
}
