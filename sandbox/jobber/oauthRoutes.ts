import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '../oauth/consentHtml';
import { registerConsentPage } from '../oauth/consentPage';
import { registerTokenEndpoint } from '../oauth/tokenEndpoint';
import { ACCOUNT, OAUTH_CLIENT, USERS } from './account';
import type { JobberAccount } from './jobberAccount';

const [ADMIN] = USERS;

/** The consent page, and the token endpoint: a form with the client's id and secret in the body (contract 1). */
export function registerOAuth(app: FastifyInstance, account: () => JobberAccount): void {
	registerTokenEndpoint(app, {
		path: '/api/oauth/token',
		answer(form) {
			const { authorization } = account();
			const issued = authorization.grant(form);
			return {
				access_token: issued.token,
				refresh_token: issued.refreshToken,
				// Neither `expires_in` nor `token_type` (contract 1).
				expires_at: dateText(authorization.tokens.expiresAt(issued)),
			};
		},
	});

	registerConsentPage(app, {
		path: '/api/oauth/authorize',
		vendor: 'Jobber',
		heading: 'Connect app',
		clientId: OAUTH_CLIENT.id,
		parameters: ['response_type', 'client_id', 'redirect_uri', 'state'],
		flaws: {
			client_id: 'There is no app with this client ID.',
			response_type: 'The response type has to be "code".',
			redirect_uri: 'The redirect URI is missing or invalid.',
		},
		refusal: () => (account().settings.userIsAdmin ? undefined : 'Only an admin of the account can connect apps.'),
		question: `An app asks for access to <strong>${ACCOUNT.name}</strong> as ${escapeHtml(ADMIN.email)}:`,
		// They are set in the Developer Center (contract 1).
		scopes: () => account().settings.appScopes,
		allowLabel: 'Allow Access',
		allow(query) {
			const { authorization, settings } = account();
			return { code: authorization.issueCode(query, { scopes: [...settings.appScopes] }) };
		},
		// Neither code nor error (contract 1).
		denial: {},
	});
}

function dateText(time: number): string {
	const [date, clock] = new Date(time).toISOString().split(/[T.]/);
	return `${date} ${clock} UTC`;
}
