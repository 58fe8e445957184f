import type { FastifyInstance } from 'fastify';
import { registerConsentPage } from '../oauth/consentPage';
import { registerTokenEndpoint } from '../oauth/tokenEndpoint';
import { COMPANY, OAUTH_CLIENT, USERS } from './company';
import type { PipedriveAccount } from './pipedriveAccount';

/** Consent page; token and revocation endpoints, which want a form, and the client in a Basic header (contract 1.2). */
export function registerOAuth(app: FastifyInstance, account: () => PipedriveAccount): void {
	registerTokenEndpoint(app, {
		path: '/oauth/token',
		clientIn: 'basic',
		answer(form, request) {
			const { authorization, settings } = account();
			const { token, refreshToken, grant } = authorization.grant(form);
			return {
				access_token: token,
				token_type: 'Bearer',
				refresh_token: refreshToken,
				// What stands between them is unverified.
				scope: grant.scopes.join(','),
				expires_in: Math.floor(settings.tokenTtlMs / 1_000),
				// Clients go on there, so that it is the sandbox's own address.
				api_domain: `${request.protocol}://${request.headers.host}/pipedrive`,
			};
		},
	});

	registerTokenEndpoint(app, {
		path: '/oauth/revoke',
		clientIn: 'basic',
		answer(form) {
			const { authorization } = account();
			authorization.assertClient(form);
			// The vendor's SDK encodes an access token once more.
			authorization.revoke((form.token ?? '').replaceAll('%3A', ':'));
			return { success: true };
		},
	});

	registerConsentPage(app, {
		path: '/oauth/authorize',
		vendor: 'Pipedrive',
		heading: 'Install app',
		clientId: OAUTH_CLIENT.id,
		parameters: ['client_id', 'redirect_uri', 'response_type', 'state'],
		flaws: {
			client_id: 'There is no app with this client ID.',
			redirect_uri: 'The callback URL is missing or invalid.',
		},
		// The link of the vendor's SDK has none.
		refusal: ({ response_type = 'code' }) =>
			response_type === 'code' ? undefined : 'The response type has to be "code".',
		question: `An app asks for access to <strong>${COMPANY.company_name}</strong> as ${USERS[0].email}:`,
		scopes: () => account().settings.appScopes,
		allowLabel: 'Allow and Install',
		allow: (query) => ({ code: account().authorization.install(query) }),
		denial: { error: 'user_denied' },
	});
}
