import axios, { type AxiosInstance } from 'axios';
import { type HousecallProSettings, type Sandbox, type SandboxCrm, startSandbox } from '../../sandbox/server';

/** A sandbox per test file, reset before each test, and HTTP clients that never throw on a status. */
export interface HousecallProBench {
	sandbox: Sandbox;
	crm: SandboxCrm<HousecallProSettings>;
	/** With the company's key. */
	http: AxiosInstance;
	/** With the application's key. */
	app: AxiosInstance;
}

export const FULL_ADDRESS = { street: '12 Elm St', city: 'Denver', state: 'CO', zip: '80205', country: 'US' };

/** Employees of the default company. */
export const [DANA, OMAR, INES] = ['1', '2', '3'].map((number) => `pro_${number.padStart(32, '0')}`);

/** Call inside `describe`; the members are filled before the first test. */
export function housecallProBench(): HousecallProBench {
	const bench = {} as HousecallProBench;
	beforeAll(async () => {
		bench.sandbox = await startSandbox();
		bench.crm = bench.sandbox.crm('housecallpro');
		bench.http = clientFor(bench.sandbox, 'Token hcp-company-key-sandbox');
		bench.app = clientFor(bench.sandbox, 'Token hcp-application-key-sandbox');
	});
	beforeEach(() => bench.crm.reset());
	// Neither the sandbox nor its tests leave the vendor's document.
	afterEach(() => expect(bench.crm.invalid()).toEqual([]));
	afterAll(() => bench.sandbox.close());
	return bench;
}

export function clientFor(
	sandbox: Sandbox,
	authorization: string,
	headers: Record<string, string> = {},
): AxiosInstance {
	return axios.create({
		baseURL: `${sandbox.url}/housecallpro`,
		headers: { authorization, ...headers },
		validateStatus: () => true,
		maxRedirects: 0,
	});
}
