import axios, { type AxiosInstance } from 'axios';
import { API_KEYS } from '../../sandbox/freshsales/portal';
import { type FreshsalesSettings, type Sandbox, type SandboxCrm, startSandbox } from '../../sandbox/server';

/** A sandbox per test file, reset before each test, and HTTP clients that never throw on a status. */
export interface FreshsalesBench {
	sandbox: Sandbox;
	crm: SandboxCrm<FreshsalesSettings>;
	/** With the administrator's key. */
	http: AxiosInstance;
	/** With the key of a user who sees what is his own. */
	restricted: AxiosInstance;
}

/** Users of the default account. */
export const [DANA, OMAR] = [402000000001, 402000000002];
/** Stages of a contact, and the first status of the two outer ones. */
export const STAGE = { lead: 402000001000, qualified: 402000002000, customer: 402000003000 };
export const STATUS = { new: 402000001100, contacted: 402000001101, won: 402000003100 };
export const DEAL_STAGE = { new: 402000004001, qualification: 402000004002, won: 402000004006, renewalDue: 402000005001 };
export const VIEW = { mine: 402000009001, all: 402000009003, bin: 402000009005, allDeals: 402000009202, wonDeals: 402000009204 };

const NO_SPEC =
	'Freshsales publishes no OpenAPI document and no SDK: this traffic is not validated against the vendor. ' +
	'It is held against the contract only.';

/** Call inside `describe`; the members are filled before the first test. */
export function freshsalesBench(): FreshsalesBench {
	const bench = {} as FreshsalesBench;
	beforeAll(async () => {
		process.stdout.write(`${NO_SPEC}\n`);
		bench.sandbox = await startSandbox();
		bench.crm = bench.sandbox.crm('freshsales');
		bench.http = clientFor(bench.sandbox, { authorization: `Token token=${API_KEYS.admin}` });
		bench.restricted = clientFor(bench.sandbox, { authorization: `Token token=${API_KEYS.restricted}` });
	});
	beforeEach(() => bench.crm.reset());
	afterAll(() => bench.sandbox.close());
	return bench;
}

export function clientFor(sandbox: Sandbox, headers: Record<string, string>): AxiosInstance {
	return axios.create({
		baseURL: `${sandbox.url}/freshsales/crm/sales/api`,
		headers: { accept: 'application/json', ...headers },
		validateStatus: () => true,
		maxRedirects: 0,
	});
}

/** The messages of a refusal in the shape that is usual. */
export const messagesOf = ({ data }: { data: { errors?: { message?: string[] } } }) => data.errors?.message;
