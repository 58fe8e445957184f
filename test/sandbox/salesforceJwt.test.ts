import { generateKeyPairSync } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import { BASE, clientFor, salesforceBench } from './salesforceBench';
import { selfSigned } from './selfSigned';

const NOW = Date.parse('2026-11-02T17:00:00Z');
const SECONDS = NOW / 1_000;
const CLAIMS = {
	iss: 'sandbox-consumer-key',
	sub: 'dana.reyes@sandbox.example',
	aud: 'https://login.salesforce.com',
	exp: SECONDS + 180,
};

describe('Salesforce sandbox: JWT bearer', () => {
	const bench = salesforceBench();
	const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const publicPem = String(keys.publicKey.export({ type: 'spki', format: 'pem' }));
	const privatePem = String(keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
	const post = (assertion?: string) =>
		bench.http.post(
			'/services/oauth2/token',
			new URLSearchParams({
				grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
				...(assertion === undefined ? {} : { assertion }),
			}),
		);
	const login = (change: object = {}) =>
		post(sign(JSON.parse(JSON.stringify({ ...CLAIMS, ...change })), privatePem, { algorithm: 'RS256', noTimestamp: true }));

	beforeEach(() => bench.crm.settings.patch({ clockFrozenAt: NOW, jwtPublicKey: publicPem }));

	test('a signed assertion opens a session that works, without a secret, a refresh token or a lifetime', async () => {
		const { status, data } = await login();

		expect(status).toBe(200);
		expect(Object.keys(data).sort()).toEqual([
			'access_token',
			'id',
			'instance_url',
			'issued_at',
			'scope',
			'signature',
			'token_type',
		]);
		expect((await clientFor(bench.sandbox, data.access_token).get(`${BASE}/limits`)).status).toBe(200);
	});

	test('a certificate does as well as a public key', async () => {
		bench.crm.settings.jwtPublicKey = selfSigned(keys);
		const good = await login();
		bench.crm.settings.jwtPublicKey = selfSigned(generateKeyPairSync('rsa', { modulusLength: 2048 }));

		expect([good.status, (await login()).data.error_description]).toEqual([200, 'invalid assertion']);
	});

	test.each([
		['another issuer', { iss: 'other-key' }, 'invalid_client_id', 'client identifier invalid'],
		['another audience', { aud: 'https://elsewhere.example' }, 'invalid_grant', 'audience is invalid'],
		['no audience', { aud: undefined }, 'invalid_grant', 'audience is invalid'],
		['another user', { sub: 'omar.haddad@sandbox.example' }, 'invalid_grant', "user hasn't approved this consumer"],
		['no user', { sub: undefined }, 'invalid_grant', "user hasn't approved this consumer"],
		['an expiry of this second', { exp: SECONDS }, 'invalid_grant', 'expired authorization code'],
		['an expiry beyond three minutes', { exp: SECONDS + 181 }, 'invalid_grant', 'invalid assertion'],
		['an expiry in milliseconds', { exp: NOW + 180_000 }, 'invalid_grant', 'invalid assertion'],
		['no expiry', { exp: undefined }, 'invalid_grant', 'expiration is missing'],
	])('%s is refused', async (_case, change, error, error_description) => {
		const { status, data } = await login(change);

		expect([status, data]).toEqual([400, { error, error_description }]);
	});

	test.each([
		['no assertion', () => undefined],
		['what is no JWT', () => 'not.a.jwt'],
		['an unsigned JWT', () => sign(CLAIMS, '', { algorithm: 'none' })],
		['a shared secret for a signature', () => sign(CLAIMS, 'sandbox-consumer-secret', { algorithm: 'HS256' })],
		['another digest than asked for', () => sign(CLAIMS, privatePem, { algorithm: 'RS512' })],
	])('%s is an invalid assertion', async (_case, assertion) => {
		expect((await post(assertion())).data).toEqual({ error: 'invalid_grant', error_description: 'invalid assertion' });
	});

	test('the expiry goes by the clock of the vendor, and the limit can be lifted', async () => {
		bench.crm.settings.clockFrozenAt = NOW + 181_000;
		const late = await login();
		bench.crm.settings.patch({ clockFrozenAt: NOW, jwtMaxSeconds: 300 });

		expect(late.data.error_description).toBe('expired authorization code');
		expect((await login({ exp: SECONDS + 300 })).status).toBe(200);
	});

	test('an app without a certificate accepts no assertion', async () => {
		bench.crm.settings.jwtPublicKey = null;

		expect((await login()).data.error_description).toBe('invalid assertion');
	});
});
