import type { FastifyInstance } from 'fastify';
import { COMPANY, OAUTH_CLIENT, USERS } from './company';
import type { PipedriveAccount } from './pipedriveAccount';

type Query = Record<string, string | undefined>;

const FIELDS = ['client_id', 'redirect_uri', 'response_type', 'state'];

/** The page where a person installs an app; its scopes are not in the URL (contract 1.2). */
export function registerConsent(app: FastifyInstance, account: () => PipedriveAccount): void {
	app.get<{ Querystring: Query }>('/oauth/authorize', ({ query }, reply) => {
		const refusal = refusalOf(query);
		return reply
			.code(refusal ? 400 : 200)
			.type('text/html; charset=utf-8')
			.send(refusal ? alert(refusal) : consentForm(account(), query));
	});

	app.post<{ Body: Query | undefined }>('/oauth/authorize', (request, reply) => {
		const form = request.body ?? {};
		const refusal = refusalOf(form);
		if (refusal) return reply.code(400).type('text/html; charset=utf-8').send(alert(refusal));
		const target = new URL(String(form.redirect_uri));
		if (form.decision === 'allow') target.searchParams.set('code', account().tokens.issueCode(String(form.redirect_uri)));
		else target.searchParams.set('error', 'user_denied');
		if (form.state) target.searchParams.set('state', form.state);
		return reply.redirect(target.href, 302);
	});
}

/** The SDK's own link has no `response_type`. */
function refusalOf({ client_id, redirect_uri, response_type = 'code' }: Query): string | undefined {
	if (client_id !== OAUTH_CLIENT.id) return 'There is no app with this client ID.';
	if (response_type !== 'code') return 'The response type has to be "code".';
	return URL.canParse(redirect_uri ?? '') ? undefined : 'The callback URL is missing or invalid.';
}

function consentForm({ settings }: PipedriveAccount, query: Query): string {
	const hidden = FIELDS.filter((name) => query[name] !== undefined).map(
		(name) => `<input type="hidden" name="${name}" value="${escape(query[name] ?? '')}">`,
	);
	const scopes = settings.appScopes.map((scope) => `<li><code>${escape(scope)}</code></li>`);
	return page(`
<p>An app asks for access to <strong>${COMPANY.company_name}</strong> as ${USERS[0].email}:</p>
<ul>${scopes.join('')}</ul>
<form method="post" action="authorize">
${hidden.join('\n')}
<button name="decision" value="allow">Allow and Install</button>
<button name="decision" value="deny">Cancel</button>
</form>`);
}

const alert = (text: string) => page(`<p role="alert">${escape(text)}</p>`);

function page(content: string): string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Pipedrive sandbox: install app</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem}</style>
</head><body><h1>Install app</h1>${content}</body></html>`;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
