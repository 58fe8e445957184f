import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '../oauth/consentHtml';
import { registerConsentPage } from '../oauth/consentPage';
import type { Form } from '../oauth/credentials';
import type { Org } from './org';
import { OAUTH_CLIENT, ORG, USER } from './orgData';

const DEFAULT_SCOPES = ['api', 'id', 'refresh_token'];

/** The page where a person allows an app to use the org (contract 1). */
export function addConsent(app: FastifyInstance, org: () => Org): void {
	registerConsentPage(app, {
		path: '/services/oauth2/authorize',
		vendor: 'Salesforce',
		heading: 'Allow access?',
		clientId: OAUTH_CLIENT.id,
		parameters: [
			'client_id',
			'redirect_uri',
			'response_type',
			'scope',
			'state',
			'code_challenge',
			'code_challenge_method',
			'prompt',
		],
		flaws: {
			client_id: flaw('invalid_client_id', 'client identifier invalid'),
			redirect_uri: flaw('redirect_uri_mismatch', 'redirect_uri must match configuration'),
			response_type: flaw('unsupported_response_type', 'response type not supported'),
		},
		refusal: ({ code_challenge }) =>
			org().settings.requirePkce && !code_challenge
				? flaw('invalid_request', 'missing required code challenge')
				: undefined,
		question: `An app asks for access to <strong>${escapeHtml(ORG.name)}</strong> as ${escapeHtml(USER.username)}:`,
		scopes: scopesOf,
		allow: (query) => ({ code: org().authorization.issueCode(query, { scopes: scopesOf(query) }) }),
		denial: { error: 'access_denied', error_description: 'end-user denied authorization' },
	});
}

function flaw(error: string, description: string): string {
	return `error=${error}&error_description=${description}`;
}

function scopesOf({ scope }: Form): string[] {
	const asked = (scope ?? '').split(/[ +]/).filter(Boolean);
	return asked.length > 0 ? asked : DEFAULT_SCOPES;
}
