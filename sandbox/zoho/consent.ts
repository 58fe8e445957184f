import type { FastifyInstance, FastifyReply } from 'fastify';
import { dataCentre } from './dataCentres';
import { OAUTH_CLIENT, ORG, TOKEN_USER } from './orgData';
import type { Form } from './tokenGrants';
import type { ZohoOrg } from './zohoOrg';

type Params = { host?: string };

const FIELDS = ['client_id', 'redirect_uri', 'response_type', 'access_type', 'prompt', 'scope', 'state'];

/** The page where a person allows an app to use the org (contract 1.2, mode A), and the console's self client (mode B). */
export function addConsent(app: FastifyInstance, org: () => ZohoOrg): void {
	app.get<{ Params: Params; Querystring: Form }>('/oauth/v2/auth', (request, reply) => {
		const refusal = refusalOf(request.query);
		return refusal ? refuse(reply, refusal) : html(reply, 200, consentForm(request.query));
	});

	app.post<{ Params: Params; Body: Form | undefined }>('/oauth/v2/auth', (request, reply) => {
		const form = request.body ?? {};
		const refusal = refusalOf(form);
		if (refusal) return refuse(reply, refusal);
		const redirectUri = String(form.redirect_uri);
		const target = new URL(redirectUri);
		if (form.state) target.searchParams.set('state', form.state);
		if (form.decision === 'allow') {
			// Without both there is no refresh token (contract 0.4).
			const offline = form.access_type === 'offline' && form.prompt === 'consent';
			const { location, accounts } = dataCentre(org().settings.dataCentre);
			const base = `http://${request.headers.host}/zoho`;
			target.searchParams.set('code', org().tokens.issueCode({ redirectUri, scopes: scopesOf(form), offline }));
			target.searchParams.set('location', location);
			target.searchParams.set('accounts-server', request.params.host === undefined ? base : `${base}/${accounts}`);
		} else {
			target.searchParams.set('error', 'access_denied');
		}
		return reply.redirect(target.href, 302);
	});

	// Not an API of the vendor: it stands for the console's "Generate Code" form.
	app.post<{ Body: Form | undefined }>('/_console/self-client', (request, reply) => {
		const form = request.body ?? {};
		const minutes = Number(form.minutes ?? 10);
		return reply.send({ code: org().tokens.issueCode({ scopes: scopesOf(form), offline: true }, minutes * 60_000) });
	});
}

/** Consent works on every data centre's page: Zoho sends the user to the own one. */
function refusalOf(query: Form): string | undefined {
	if (query.client_id !== OAUTH_CLIENT.id) return 'Invalid Client';
	if (!URL.canParse(query.redirect_uri ?? '')) return 'Invalid Redirect Uri';
	if (query.response_type !== 'code') return 'Invalid Response Type';
	if (scopesOf(query).length === 0) return 'Scope does not exist';
	return undefined;
}

/** Scopes are separated by commas (contract 1.3); a space makes one unknown scope of two. */
function scopesOf({ scope }: Form): string[] {
	return (scope ?? '').split(',').filter(Boolean);
}

function refuse(reply: FastifyReply, reason: string): FastifyReply {
	return html(reply, 400, `<p role="alert">Error Occurred: ${escape(reason)}</p>`);
}

function consentForm(query: Form): string {
	const hidden = FIELDS.filter((name) => query[name] !== undefined).map(
		(name) => `<input type="hidden" name="${name}" value="${escape(query[name] ?? '')}">`,
	);
	const scopes = scopesOf(query).map((scope) => `<li><code>${escape(scope)}</code></li>`);
	return `
<p>An app asks for access to <strong>${escape(ORG.name)}</strong> as ${escape(TOKEN_USER.email)}:</p>
<ul>${scopes.join('')}</ul>
<form method="post" action="auth">
${hidden.join('\n')}
<button name="decision" value="allow">Accept</button>
<button name="decision" value="deny">Reject</button>
</form>`;
}

function html(reply: FastifyReply, status: number, content: string): FastifyReply {
	return reply.code(status).type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Zoho CRM sandbox: allow access?</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem}</style>
</head><body><h1>Allow access?</h1>${content}</body></html>`);
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
