import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '../oauth/consentHtml';
import { registerConsentPage } from '../oauth/consentPage';
import type { Form } from '../oauth/credentials';
import { ACCOUNT, OAUTH_CLIENT, PRO_SCOPES, SCOPES, USER } from './account';
import type { HubSpotAccount } from './hubspotAccount';

/** The page where a person allows an app to use the account (contract 1). */
export function registerConsent(app: FastifyInstance, account: () => HubSpotAccount): void {
	registerConsentPage(app, {
		path: '/oauth/authorize',
		vendor: 'HubSpot',
		heading: 'Connect app',
		clientId: OAUTH_CLIENT.id,
		parameters: [
			'client_id',
			'redirect_uri',
			'scope',
			'optional_scope',
			'state',
			'code_challenge',
			'code_challenge_method',
		],
		flaws: {
			client_id: 'Authorization failed because there is no app with this client ID.',
			redirect_uri: 'Authorization failed because the redirect URL is missing or invalid.',
		},
		refusal: (query) => scopeRefusal(account(), query),
		question: `An app asks for access to account <strong>${ACCOUNT.portalId}</strong> as ${escapeHtml(USER.email)}:`,
		scopes: (query) => grantedScopes(account(), query),
		allow: (query) => ({
			code: account().authorization.issueCode(query, { scopes: grantedScopes(account(), query) }),
		}),
		denial: { error: 'access_denied', error_description: 'The user denied access' },
	});
}

function words(text: string | undefined): string[] {
	return (text ?? '').split(' ').filter(Boolean);
}

function available(account: HubSpotAccount): string[] {
	return SCOPES.filter((scope) => account.settings.tier === 'pro' || !PRO_SCOPES.includes(scope));
}

/** A required scope that the account cannot grant makes the whole install fail; an optional one is left out. */
function scopeRefusal(account: HubSpotAccount, query: Form): string | undefined {
	const required = words(query.scope);
	if (required.length === 0) return 'Authorization failed because no scope was requested.';
	const lacking = required.filter((scope) => !available(account).includes(scope));
	if (lacking.length === 0) return undefined;
	return `Authorization failed because this account does not have access to the following required scopes: ${lacking.join(', ')}`;
}

function grantedScopes(account: HubSpotAccount, query: Form): string[] {
	const optional = words(query.optional_scope).filter((scope) => available(account).includes(scope));
	return [...new Set(['oauth', ...words(query.scope), ...optional])];
}
