import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteJobberOAuth2Api } from '../../credentials/CrmSuiteJobberOAuth2Api.credentials';
import { Jobber } from '../../nodes/Jobber/Jobber.node';
import { startSandbox, type JobberSettings, type Sandbox, type SandboxCrm } from '../../sandbox/server';
import { autoMap } from './hubspot';
import { freshCredential, jsonOf, run, type RunResult, type TestCredential } from './n8n';

type Tokens = { access_token: string; refresh_token: string };

/** The Jobber node against a sandbox of its own, reset before each test; every document it sends has to fit the vendor's schema. */
export interface JobberBench {
	sandbox: Sandbox;
	jobber: SandboxCrm<JobberSettings>;
	node: Jobber;
	credential(tokens?: Tokens): TestCredential;
	filled(parameters: INodeParameters): INodeParameters;
	/** Runs the node; throws what stopped it. */
	json(parameters: INodeParameters, input?: IDataObject[]): Promise<IDataObject[]>;
	/** Runs the node with an error output. */
	attempt(parameters: INodeParameters, input?: IDataObject[], own?: TestCredential): Promise<RunResult>;
	/** Records as the sandbox holds them. */
	stored<Stored = IDataObject>(type: string): Stored[];
}

const common = { authentication: 'oAuth2', resource: 'customer', operation: 'create', output: 'normalised' };

/** Call inside `describe`; the members are filled before the first test. */
export function jobberBench(): JobberBench {
	const bench = { node: new Jobber() } as JobberBench;
	Object.assign(bench, {
		credential: (tokens: Tokens = { access_token: 'sandbox-access-0000', refresh_token: 'sandbox-refresh-0000' }): TestCredential => ({
			type: new CrmSuiteJobberOAuth2Api(),
			data: {
				grantType: 'authorizationCode', clientId: 'sandbox-client', clientSecret: 'sandbox-secret', authentication: 'body', scope: '',
				accessTokenUrl: `${bench.sandbox.url}/jobber/api/oauth/token`, baseUrl: `${bench.sandbox.url}/jobber`,
				oauthTokenData: tokens as unknown as ICredentialDataDecryptedObject[string],
			},
		}),
		filled: (parameters: INodeParameters): INodeParameters =>
			({ ...common, fields: autoMap, options: {}, ...parameters }),
		json: async (parameters: INodeParameters, input?: IDataObject[]) =>
			await jsonOf(bench.node, { parameters: bench.filled(parameters), input, credential: bench.credential() }),
		attempt: async (parameters: INodeParameters, input?: IDataObject[], own = bench.credential()) =>
			await run(bench.node, { parameters: bench.filled(parameters), input, credential: own, onError: 'continueErrorOutput' }),
		stored: (type: string) => bench.jobber.records(type),
	});
	beforeAll(async () => {
		bench.sandbox = await startSandbox();
		bench.jobber = bench.sandbox.crm('jobber');
	});
	beforeEach(() => {
		bench.jobber.reset();
		freshCredential();
	});
	afterEach(() => expect(bench.jobber.invalid()).toEqual([]));
	afterAll(async () => await bench.sandbox.close());
	return bench;
}
