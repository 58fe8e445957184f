import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { type Sandbox, type SandboxCrm, startSandbox, type ZohoSettings } from '../../sandbox/server';

/** A sandbox per test file, reset before each test, and an HTTP client that never throws on a status. */
export interface ZohoBench {
	sandbox: Sandbox;
	crm: SandboxCrm<ZohoSettings>;
	http: AxiosInstance;
	/** Creates a record; answers its id. */
	create(module: string, record: object): Promise<string>;
	/** Runs COQL. */
	coql(query: string): Promise<AxiosResponse>;
}

export const API = '/crm/v8';
export const ACCESS_TOKEN = '1000.sandbox.access';
export const REFRESH_TOKEN = '1000.sandbox.refresh';
export const CLIENT = { client_id: '1000.SANDBOXCLIENT', client_secret: 'sandbox-client-secret' };
export const [DANA, OMAR, INES, PAUL] = [1, 2, 3, 4].map((number) => `572576700000000010${number}`);

/** Call inside `describe`; the members are filled before the first test. */
export function zohoBench(): ZohoBench {
	const bench = {
		create: async (module, record) => {
			const { data } = await bench.http.post(`${API}/${module}`, { data: [record] });
			if (data.data?.[0].status !== 'success') throw new Error(JSON.stringify(data));
			return data.data[0].details.id;
		},
		coql: (select_query) => bench.http.post(`${API}/coql`, { select_query }),
	} as ZohoBench;
	beforeAll(async () => {
		bench.sandbox = await startSandbox();
		bench.crm = bench.sandbox.crm('zoho');
		bench.http = clientFor(bench.sandbox, ACCESS_TOKEN);
	});
	beforeEach(() => bench.crm.reset());
	// Whatever a test does, the sandbox's answers keep to the vendor's OpenAPI documents.
	afterEach(() => expect(bench.crm.invalid().filter(({ kind }) => kind === 'response')).toEqual([]));
	afterAll(() => bench.sandbox.close());
	return bench;
}

export function clientFor(sandbox: Sandbox, token: string, host = ''): AxiosInstance {
	return axios.create({
		baseURL: `${sandbox.url}/zoho${host && `/${host}`}`,
		headers: { authorization: `Zoho-oauthtoken ${token}` },
		validateStatus: () => true,
		maxRedirects: 0,
	});
}

/** The status and the code of a refused call. */
export function refusal({ status, data }: AxiosResponse): [number, string] {
	return [status, data.code ?? data.data?.[0].code];
}

/** The codes of the records of a write, in order. */
export function codes({ data }: AxiosResponse): string[] {
	return data.data.map(({ code }: { code: string }) => code);
}
