import formbody from '@fastify/formbody';
import axios, { type AxiosInstance } from 'axios';
import fastify, { type FastifyInstance } from 'fastify';
import { type AuthorizationOptions, AuthorizationServer } from '../../sandbox/oauth/authorizationServer';
import { type ConsentPage, registerConsentPage } from '../../sandbox/oauth/consentPage';
import { registerTokenEndpoint, type TokenEndpoint } from '../../sandbox/oauth/tokenEndpoint';

const CLIENT = { id: 'app', secret: 'app-secret' };
const REDIRECT_URI = 'http://localhost/back?kept=1';
const GRANT = { scopes: ['read', 'write'] };
const DAY_MS = 86_400_000;
// The challenge of RFC 7636, appendix B.
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** An authorization server with a clock to be set and names that count. */
function setUp(options: Partial<AuthorizationOptions> = {}) {
	const clock = { time: 0, now: () => clock.time };
	const settings = { tokenTtlMs: 1_000, missingScopes: [] as string[], rotateRefreshTokens: true };
	let count = 0;
	const server = new AuthorizationServer({
		clock,
		settings,
		client: CLIENT,
		newCode: () => `code-${++count}`,
		newAccessToken: () => `access-${++count}`,
		newRefreshToken: () => `refresh-${++count}`,
		...options,
	});
	return { server, clock, settings };
}

const CONSENT_PATH = '/oauth/v2/auth';

function consentOf(server: AuthorizationServer): ConsentPage {
	return {
		path: CONSENT_PATH,
		vendor: 'Test',
		heading: 'Connect app',
		question: 'An app asks:',
		clientId: CLIENT.id,
		parameters: ['client_id', 'redirect_uri', 'response_type', 'state', 'code_challenge'],
		flaws: { client_id: 'No <app>', redirect_uri: 'No address' },
		allow: (query) => ({ code: server.issueCode(query, GRANT), location: 'eu' }),
	};
}

describe('sandbox OAuth: tokens', () => {
	test('an access token ends by the clock, also when the lifetime changes later', () => {
		const { server, clock, settings } = setUp();
		const { token } = server.tokens.issue(GRANT);
		clock.time = 999;
		const alive = server.tokens.use(token);
		settings.tokenTtlMs = 999;

		expect([alive, server.tokens.use(token)]).toEqual([GRANT, undefined]);
	});

	test('with isProlongedByUse only an idle token ends', () => {
		const { server, clock } = setUp({ isProlongedByUse: true });
		const { token } = server.tokens.issue(GRANT);
		const useAt = (time: number) => {
			clock.time = time;
			return server.tokens.use(token) !== undefined;
		};

		expect([useAt(999), useAt(1_998), useAt(2_998)]).toEqual([true, true, false]);
	});

	test('a refresh token rotates, and a replay is told from a token that never was', () => {
		const { server, settings } = setUp();
		const first = server.tokens.issue(GRANT);
		const second = server.tokens.refresh(first.refreshToken!);
		settings.rotateRefreshTokens = false;
		const kept = server.tokens.refresh((second as typeof first).refreshToken!);

		expect(second).toMatchObject({ isNewRefreshToken: true, refreshToken: expect.not.stringContaining(first.refreshToken!) });
		expect(kept).toMatchObject({ isNewRefreshToken: false, refreshToken: (second as typeof first).refreshToken });
		expect([server.tokens.refresh(first.refreshToken!), server.tokens.refresh('never')]).toEqual(['replayed', 'unknown']);
	});

	test('a refresh token that is used lives on, an idle one ends', () => {
		const { server, clock, settings } = setUp({ refreshTtlMs: 60 * DAY_MS });
		settings.rotateRefreshTokens = false;
		const refreshToken = server.tokens.issue(GRANT).refreshToken!;
		clock.time = 59 * DAY_MS;
		const used = server.tokens.refresh(refreshToken);
		clock.time = 118 * DAY_MS;
		const usedAgain = server.tokens.refresh(refreshToken);
		clock.time = 178 * DAY_MS;

		expect([used, usedAgain]).toMatchObject([{ refreshToken }, { refreshToken }]);
		expect(server.tokens.refresh(refreshToken)).toBe('expired');
	});

	test('revocation ends one token, isRevoked all of a grant', () => {
		const ended = new Set<object>();
		const { server } = setUp({ isRevoked: (grant) => ended.has(grant) });
		const [one, other] = [server.tokens.issue(GRANT), server.tokens.issue({ ...GRANT })];

		expect([server.tokens.revoke(one.token), server.tokens.revoke(one.token)]).toEqual([true, false]);
		expect(server.tokens.use(one.token)).toBeUndefined();
		expect(server.tokens.refreshGrant(one.refreshToken!)).toBe(GRANT);
		ended.add(other.grant);
		expect([server.tokens.use(other.token), server.tokens.refresh(other.refreshToken!)]).toEqual([undefined, 'revoked']);
	});

	test('fixed tokens never expire; scopes can be missing; not every grant has a refresh token', () => {
		const { server, clock, settings } = setUp({ isRefreshable: ({ scopes }) => scopes.includes('offline') });
		server.tokens.addFixed(GRANT, { accessToken: 'fixed', refreshToken: 'fixed-refresh' });
		settings.missingScopes = ['write'];
		clock.time = 1e15;

		expect(server.tokens.use('fixed')).toEqual({ scopes: ['read'] });
		expect(server.tokens.refresh('fixed-refresh')).toMatchObject({ grant: GRANT });
		expect(server.tokens.issue(GRANT)).toMatchObject({ refreshToken: undefined, isNewRefreshToken: false });
		expect(server.tokens.issue({ scopes: ['offline'] }).refreshToken).toMatch(/^refresh-/);
	});
});

describe('sandbox OAuth: codes', () => {
	const proof = { clientId: CLIENT.id, redirectUri: REDIRECT_URI, codeVerifier: VERIFIER };
	const pending = { clientId: CLIENT.id, redirectUri: REDIRECT_URI, grant: GRANT, codeChallenge: CHALLENGE };

	test.each([
		['all right', {}, GRANT],
		['another client', { clientId: 'other' }, 'badCode'],
		['another redirect URI', { redirectUri: 'http://localhost/' }, 'wrongRedirectUri'],
		['no redirect URI', { redirectUri: undefined }, 'wrongRedirectUri'],
		['another verifier', { codeVerifier: 'other' }, 'wrongVerifier'],
		['no verifier', { codeVerifier: undefined }, 'wrongVerifier'],
	])('%s, and the code is spent', (_case, change, expected) => {
		const { codes } = setUp().server;
		const code = codes.issue(pending);

		expect(codes.exchange(code, { ...proof, ...change })).toEqual(expected);
		expect(codes.exchange(code, proof)).toBe('badCode');
	});

	test('a code ends with its lifetime; one made without a redirect is exchanged without', () => {
		const { server, clock } = setUp();
		const issue = () => server.codes.issue({ clientId: 'app', redirectUri: undefined, grant: GRANT, lifetimeMs: 120_000 });
		const [early, late] = [issue(), issue()];
		clock.time = 119_999;
		const inTime = server.codes.exchange(early, { clientId: 'app' });
		clock.time = 120_000;

		expect([inTime, server.codes.exchange(late, { clientId: 'app' })]).toEqual([GRANT, 'badCode']);
	});
});

describe('sandbox OAuth: endpoints', () => {
	let app: FastifyInstance;
	let http: AxiosInstance;
	const serve = async (endpoint: Partial<TokenEndpoint> = {}, options: Partial<AuthorizationOptions> = {}) => {
		const { server } = setUp(options);
		app = fastify({ forceCloseConnections: true });
		await app.register(formbody);
		registerTokenEndpoint(app, { path: '/token', answer: (form) => ({ token: server.grant(form).token }), ...endpoint });
		registerConsentPage(app, consentOf(server));
		server.tokens.addFixed(GRANT, { refreshToken: 'fixed-refresh' });
		const baseURL = await app.listen({ port: 0, host: '127.0.0.1' });
		http = axios.create({ baseURL, maxRedirects: 0, validateStatus: () => true });
	};
	const body = { grant_type: 'refresh_token', refresh_token: 'fixed-refresh' };
	const inBody = { client_id: CLIENT.id, client_secret: CLIENT.secret };
	const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
	const ask = async (form: Record<string, string>, authorization?: string, url = '/token') => {
		const answer = await http.post(url, new URLSearchParams(form), { headers: authorization ? { authorization } : {} });
		return [answer.status, answer.data.error ?? 'none'];
	};
	afterEach(() => app.close());

	test.each([
		['body', [200, 'none'], [401, 'invalid_client'], [401, 'invalid_client']],
		['basic', [401, 'invalid_client'], [200, 'none'], [200, 'none']],
		['either', [200, 'none'], [200, 'none'], [401, 'invalid_client']],
	] as const)('a client in the %s: from the body, the header, and both at odds', async (clientIn, fromBody, fromHeader, atOdds) => {
		await serve({ clientIn }, { settings: { tokenTtlMs: 1_000, missingScopes: [], rotateRefreshTokens: false } });
		const header = basic(CLIENT.id, CLIENT.secret);

		expect(await ask({ ...body, ...inBody })).toEqual(fromBody);
		expect(await ask(body, header)).toEqual(fromHeader);
		expect(await ask({ ...body, client_id: 'other', client_secret: 'other' }, header)).toEqual(atOdds);
	});

	test.each([
		['encoded', 'a%3Ab%25', 200],
		['as it is', 'a:b%', 200],
		['wrong', 'a:b', 401],
	])('a secret with a colon and a percent sign, %s', async (_case, sent, status) => {
		await serve({ clientIn: 'basic' }, { client: { id: 'app', secret: 'a:b%' } });

		expect((await ask(body, basic('app', sent)))[0]).toBe(status);
	});

	test('parameters in the query string count only where the vendor reads them', async () => {
		const url = `/token?${new URLSearchParams({ ...body, ...inBody }).toString()}`;
		await serve();
		const unread = await ask({}, undefined, url);
		await app.close();
		await serve({ readsQuery: true });

		expect([unread, await ask({ client_secret: 'other' }, undefined, url), await ask({}, undefined, url)]).toEqual([
			[401, 'invalid_client'],
			[401, 'invalid_client'],
			[200, 'none'],
		]);
	});

	test('refusals are those of RFC 6749, unless the vendor has its own', async () => {
		await serve();
		const standard = [await ask({ ...inBody, grant_type: 'magic' }), await ask({ ...inBody, grant_type: 'authorization_code' })];
		await app.close();
		await serve({}, { refusals: { badCode: { status: 200, body: { error: 'invalid_code' } } } });

		expect(standard).toEqual([
			[400, 'unsupported_grant_type'],
			[400, 'invalid_grant'],
		]);
		expect(await ask({ ...inBody, grant_type: 'authorization_code' })).toEqual([200, 'invalid_code']);
	});

	test('the consent page shows text as text, and a code goes back through the redirect URI as it was', async () => {
		await serve();
		const asked = { client_id: CLIENT.id, redirect_uri: REDIRECT_URI, state: '"><script>', code_challenge: CHALLENGE };
		const page = await http.get(CONSENT_PATH, { params: asked });
		const wrong = await http.get(CONSENT_PATH, { params: { ...asked, client_id: 'other' } });
		const decide = async (decision: string) => {
			const { headers } = await http.post(CONSENT_PATH, new URLSearchParams({ ...asked, decision }));
			return Object.fromEntries(new URL(String(headers.location)).searchParams);
		};
		const { code, ...landing } = await decide('allow');

		expect(page.data).toContain('action="auth"');
		expect(page.data).not.toContain('<script>');
		expect([wrong.status, wrong.data]).toEqual([400, expect.stringContaining('No &lt;app>')]);
		expect(landing).toEqual({ kept: '1', location: 'eu', state: asked.state });
		expect(await decide('deny')).toEqual({ kept: '1', error: 'access_denied', state: asked.state });
		const form = { ...inBody, grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: VERIFIER };
		expect([await ask(form), await ask(form)]).toEqual([
			[200, 'none'],
			[400, 'invalid_grant'],
		]);
	});
});
