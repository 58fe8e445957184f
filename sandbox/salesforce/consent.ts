import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Org } from './org';
import { OAUTH_CLIENT, ORG, USER } from './orgData';

type Query = Record<string, string | undefined>;

const FIELDS = [
	'client_id',
	'redirect_uri',
	'response_type',
	'scope',
	'state',
	'code_challenge',
	'code_challenge_method',
	'prompt',
];
const DEFAULT_SCOPES = ['api', 'id', 'refresh_token'];

/** The page where a person allows an app to use the org (contract 1). */
export function addConsent(app: FastifyInstance, org: () => Org): void {
	app.get<{ Querystring: Query }>('/services/oauth2/authorize', (request, reply) => {
		const refusal = refusalOf(org(), request.query);
		return refusal ? refuse(reply, refusal) : html(reply, 200, consentForm(request.query));
	});

	app.post<{ Body: Query | undefined }>('/services/oauth2/authorize', (request, reply) => {
		const form = request.body ?? {};
		const refusal = refusalOf(org(), form);
		if (refusal) return refuse(reply, refusal);
		const redirectUri = String(form.redirect_uri);
		const target = new URL(redirectUri);
		if (form.decision === 'allow') {
			const codeChallenge = form.code_challenge || undefined;
			target.searchParams.set('code', org().tokens.issueCode({ redirectUri, scopes: scopesOf(form), codeChallenge }));
		} else {
			target.searchParams.set('error', 'access_denied');
			target.searchParams.set('error_description', 'end-user denied authorization');
		}
		if (form.state) target.searchParams.set('state', form.state);
		return reply.redirect(target.href, 302);
	});
}

/** Why there is no consent to give: error and description. */
function refusalOf({ settings }: Org, query: Query): [error: string, description: string] | undefined {
	if (query.client_id !== OAUTH_CLIENT.id) return ['invalid_client_id', 'client identifier invalid'];
	if (!URL.canParse(query.redirect_uri ?? ''))
		return ['redirect_uri_mismatch', 'redirect_uri must match configuration'];
	if (query.response_type !== 'code') return ['unsupported_response_type', 'response type not supported'];
	if (settings.requirePkce && !query.code_challenge) return ['invalid_request', 'missing required code challenge'];
	return undefined;
}

function scopesOf({ scope }: Query): string[] {
	const asked = (scope ?? '').split(/[ +]/).filter(Boolean);
	return asked.length > 0 ? asked : DEFAULT_SCOPES;
}

function refuse(reply: FastifyReply, [error, description]: [string, string]): FastifyReply {
	return html(reply, 400, `<p role="alert">error=${escape(error)}&amp;error_description=${escape(description)}</p>`);
}

function consentForm(query: Query): string {
	const hidden = FIELDS.filter((name) => query[name] !== undefined).map(
		(name) => `<input type="hidden" name="${name}" value="${escape(query[name] ?? '')}">`,
	);
	const scopes = scopesOf(query).map((scope) => `<li><code>${escape(scope)}</code></li>`);
	return `
<p>An app asks for access to <strong>${escape(ORG.name)}</strong> as ${escape(USER.username)}:</p>
<ul>${scopes.join('')}</ul>
<form method="post" action="authorize">
${hidden.join('\n')}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`;
}

function html(reply: FastifyReply, status: number, content: string): FastifyReply {
	return reply.code(status).type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Salesforce sandbox: allow access?</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem}</style>
</head><body><h1>Allow access?</h1>${content}</body></html>`);
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
