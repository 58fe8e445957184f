import type { FastifyInstance } from 'fastify';
import { ACCOUNT, OAUTH_CLIENT, PRO_SCOPES, SCOPES, USER } from './account';
import type { HubSpotAccount } from './hubspotAccount';

type Query = Record<string, string | undefined>;

/** The page where a person allows an app to use the account (contract 1). */
export function registerConsent(app: FastifyInstance, account: () => HubSpotAccount): void {
	app.get<{ Querystring: Query }>('/oauth/authorize', (request, reply) => {
		const refusal = refusalOf(account(), request.query);
		return reply
			.code(refusal ? 400 : 200)
			.type('text/html; charset=utf-8')
			.send(refusal ? page(`<p role="alert">${escape(refusal)}</p>`) : consentForm(account(), request.query));
	});

	app.post<{ Body: Query | undefined }>('/oauth/authorize', (request, reply) => {
		const form = request.body ?? {};
		const refusal = refusalOf(account(), form);
		if (refusal)
			return reply
				.code(400)
				.type('text/html; charset=utf-8')
				.send(page(`<p role="alert">${escape(refusal)}</p>`));
		const redirectUri = String(form.redirect_uri);
		const target = new URL(redirectUri);
		if (form.decision === 'allow') {
			const code = account().tokens.issueCode({
				redirectUri,
				scopes: grantedScopes(account(), form),
				codeChallenge: form.code_challenge || undefined,
			});
			target.searchParams.set('code', code);
		} else {
			target.searchParams.set('error', 'access_denied');
			target.searchParams.set('error_description', 'The user denied access');
		}
		if (form.state) target.searchParams.set('state', form.state);
		return reply.redirect(target.href, 302);
	});
}

function words(text: string | undefined): string[] {
	return (text ?? '').split(' ').filter(Boolean);
}

function available(account: HubSpotAccount): string[] {
	return SCOPES.filter((scope) => account.settings.tier === 'pro' || !PRO_SCOPES.includes(scope));
}

/** A required scope that the account cannot grant makes the whole install fail; an optional one is left out. */
function refusalOf(account: HubSpotAccount, query: Query): string | undefined {
	if (query.client_id !== OAUTH_CLIENT.id) return 'Authorization failed because there is no app with this client ID.';
	if (!URL.canParse(query.redirect_uri ?? ''))
		return 'Authorization failed because the redirect URL is missing or invalid.';
	const required = words(query.scope);
	if (required.length === 0) return 'Authorization failed because no scope was requested.';
	const lacking = required.filter((scope) => !available(account).includes(scope));
	if (lacking.length === 0) return undefined;
	return `Authorization failed because this account does not have access to the following required scopes: ${lacking.join(', ')}`;
}

function grantedScopes(account: HubSpotAccount, query: Query): string[] {
	const optional = words(query.optional_scope).filter((scope) => available(account).includes(scope));
	return [...new Set(['oauth', ...words(query.scope), ...optional])];
}

function consentForm(account: HubSpotAccount, query: Query): string {
	const fields = [
		'client_id',
		'redirect_uri',
		'scope',
		'optional_scope',
		'state',
		'code_challenge',
		'code_challenge_method',
	];
	const hidden = fields
		.filter((name) => query[name] !== undefined)
		.map((name) => `<input type="hidden" name="${name}" value="${escape(query[name] ?? '')}">`);
	const scopes = grantedScopes(account, query).map((scope) => `<li><code>${escape(scope)}</code></li>`);
	return page(`
<p>An app asks for access to account <strong>${ACCOUNT.portalId}</strong> as ${escape(USER.email)}:</p>
<ul>${scopes.join('')}</ul>
<form method="post" action="authorize">
${hidden.join('\n')}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`);
}

function page(content: string): string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>HubSpot sandbox: connect app</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem}</style>
</head><body><h1>Connect app</h1>${content}</body></html>`;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
