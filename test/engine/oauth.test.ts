import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { CrmSuiteHubSpotOAuth2Api } from '../../credentials/CrmSuiteHubSpotOAuth2Api.credentials';
import { contactsOf, hubSpotStage, people, routes } from '../support/hubspot';

describe('an OAuth2 credential', () => {
	const stage = hubSpotStage();
	const redirect = 'http://localhost:5678/rest/oauth2-credential/callback';
	const scopes = 'oauth crm.objects.contacts.read crm.objects.contacts.write';
	const client = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
	const parameters = { authentication: 'oAuth2', operation: 'create', options: { concurrency: 8, batchSize: 1 } };

	/** As a user leaves it after consent. */
	async function connect() {
		const base = `${stage.sandbox.url}/hubspot`;
		const consent = await fetch(`${base}/oauth/authorize`, {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams({ client_id: client.client_id, redirect_uri: redirect, scope: scopes, state: 's', decision: 'allow' }),
		});
		const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
		const answer = await fetch(`${base}/oauth/2026-09/token`, {
			method: 'POST',
			body: new URLSearchParams({ ...client, grant_type: 'authorization_code', code, redirect_uri: redirect }),
		});
		const oauthTokenData = (await answer.json()) as ICredentialDataDecryptedObject[string];
		stage.hubspot.clearRequests();
		return {
			type: new CrmSuiteHubSpotOAuth2Api(),
			data: {
				grantType: 'authorizationCode',
				clientId: client.client_id,
				clientSecret: client.client_secret,
				accessTokenUrl: `${base}/oauth/2026-09/token`,
				authentication: 'body',
				scope: scopes,
				baseUrl: base,
				oauthTokenData,
			},
		};
	}
	const renewals = () => routes(stage).filter((route) => route.includes('/oauth/') && route.includes('token')).length;

	it('works', async () => {
		const credential = await connect();

		expect(await stage.json(parameters, people(3), { credential })).toHaveLength(3);
		expect(renewals()).toBe(0);
	});

	it('is renewed exactly once for 8 calls at a time, and the new token is kept', async () => {
		const credential = await connect();
		const before = JSON.stringify(credential.data.oauthTokenData);
		stage.hubspot.settings.clockOffsetMs = 3_600_000;
		stage.hubspot.settings.latencyMs = 20;
		const items = await stage.json(parameters, people(24), { credential });

		expect(items).toHaveLength(24);
		expect(contactsOf(stage)).toHaveLength(24);
		expect(renewals()).toBe(1);
		expect(JSON.stringify(credential.data.oauthTokenData)).not.toBe(before);
	});

	it('keeps a rotated refresh token', async () => {
		stage.hubspot.settings.rotateRefreshTokens = true;
		const credential = await connect();
		for (const hours of [1, 2]) {
			stage.hubspot.settings.clockOffsetMs = hours * 3_600_000;
			expect(await stage.json(parameters, people(2, hours * 10), { credential })).toHaveLength(2);
		}

		expect(renewals()).toBe(2);
	});

	it('whose refresh token is dead says what to do, and shows no secret', async () => {
		const credential = await connect();
		const tokens = credential.data.oauthTokenData as unknown as { access_token: string; refresh_token: string };
		const secrets = [tokens.access_token, tokens.refresh_token, client.client_secret];
		await fetch(`${stage.sandbox.url}/hubspot/oauth/2026-09/token/revoke`, {
			method: 'POST',
			body: new URLSearchParams({ token: tokens.refresh_token, ...client }),
		});
		stage.hubspot.settings.clockOffsetMs = 3_600_000;
		const { error } = await stage.run(parameters, people(24), { credential });

		expect(error?.message).toMatch(/HubSpot/);
		expect(error?.description).toMatch(/connect it again/);
		expect(error?.failure?.cause).toBe('credential-invalid');
		for (const secret of secrets)
			expect(JSON.stringify([error, error?.message, error?.description, error?.context, error?.stack])).not.toContain(secret);
	});

	it('serves the trigger, too', async () => {
		const credential = await connect();
		const trigger = stage.trigger({ authentication: 'oAuth2', resource: 'contact' }, { credential });
		await stage.json(parameters, people(1), { credential });
		expect(await trigger.poll()).toBeNull();
		stage.hubspot.settings.clockOffsetMs = 3_600_000;
		await stage.json(parameters, people(1, 1), { credential });

		expect(await trigger.poll()).toHaveLength(1);
	});
});
