import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { type Sandbox, type SandboxCrm, type SalesforceSettings, startSandbox } from '../../sandbox/server';

/** A sandbox per test file, reset before each test, and an HTTP client that never throws on a status. */
export interface SalesforceBench {
	sandbox: Sandbox;
	crm: SandboxCrm<SalesforceSettings>;
	http: AxiosInstance;
	/** Creates a record; answers its id. */
	create(sobject: string, body: object): Promise<string>;
	/** Runs SOQL. */
	query(soql: string, headers?: Record<string, string>): Promise<AxiosResponse>;
}

export const BASE = '/services/data/v66.0';
export const SESSION_ID = '00Dbm0000000001!sandbox.0000';
export const [DANA, OMAR, INES, PAUL] = [1, 2, 3, 4].map((number) => `005bm000000000${number}AAA`);

/** Call inside `describe`; the members are filled before the first test. */
export function salesforceBench(): SalesforceBench {
	const bench = {
		create: async (sobject, body) => (await bench.http.post(`${BASE}/sobjects/${sobject}`, body)).data.id,
		query: (soql, headers) => bench.http.get(`${BASE}/query`, { params: { q: soql }, headers }),
	} as SalesforceBench;
	beforeAll(async () => {
		bench.sandbox = await startSandbox();
		bench.crm = bench.sandbox.crm('salesforce');
		bench.http = clientFor(bench.sandbox, SESSION_ID);
	});
	beforeEach(() => bench.crm.reset());
	// Whatever a test does, the sandbox's answers keep to the vendor's WSDL.
	afterEach(() => expect(bench.crm.invalid()).toEqual([]));
	afterAll(() => bench.sandbox.close());
	return bench;
}

export function clientFor(sandbox: Sandbox, token: string): AxiosInstance {
	return axios.create({
		baseURL: `${sandbox.url}/salesforce`,
		headers: { authorization: `Bearer ${token}` },
		validateStatus: () => true,
		maxRedirects: 0,
	});
}

/** The status and the code of a refused call. */
export function refusal({ status, data }: AxiosResponse): [number, string] {
	return [status, data[0].errorCode];
}
