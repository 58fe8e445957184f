import type { FastifyInstance } from 'fastify';
import { ACCOUNT, OAUTH_CLIENT, USERS } from './account';
import type { JobberAccount } from './jobberAccount';

type Query = Record<string, string | undefined>;

const [ADMIN] = USERS;

/** The page where an admin connects an app. Its scopes are set in the Developer Center (contract 1). */
export function registerConsent(app: FastifyInstance, account: () => JobberAccount): void {
	app.get<{ Querystring: Query }>('/api/oauth/authorize', (request, reply) => {
		const refusal = refusalOf(account(), request.query);
		return reply
			.code(refusal ? 400 : 200)
			.type('text/html; charset=utf-8')
			.send(refusal ? alert(refusal) : consentForm(account(), request.query));
	});

	app.post<{ Body: Query | undefined }>('/api/oauth/authorize', (request, reply) => {
		const form = request.body ?? {};
		const refusal = refusalOf(account(), form);
		if (refusal) return reply.code(400).type('text/html; charset=utf-8').send(alert(refusal));
		const target = new URL(String(form.redirect_uri));
		// A denial has neither code nor error (contract 1).
		if (form.decision === 'allow') {
			target.searchParams.set('code', account().tokens.issueCode(String(form.redirect_uri)));
		}
		if (form.state) target.searchParams.set('state', form.state);
		return reply.redirect(target.href, 302);
	});
}

function refusalOf({ settings }: JobberAccount, query: Query): string | undefined {
	if (query.client_id !== OAUTH_CLIENT.id) return 'There is no app with this client ID.';
	if (query.response_type !== 'code') return 'The response type has to be "code".';
	if (!URL.canParse(query.redirect_uri ?? '')) return 'The redirect URI is missing or invalid.';
	if (!settings.userIsAdmin) return 'Only an admin of the account can connect apps.';
	return undefined;
}

function consentForm({ settings }: JobberAccount, query: Query): string {
	const hidden = ['response_type', 'client_id', 'redirect_uri', 'state']
		.filter((name) => query[name] !== undefined)
		.map((name) => `<input type="hidden" name="${name}" value="${escape(query[name] ?? '')}">`);
	const scopes = settings.appScopes.map((scope) => `<li><code>${escape(scope)}</code></li>`);
	return page(`
<p>An app asks for access to <strong>${ACCOUNT.name}</strong> as ${ADMIN.email}:</p>
<ul>${scopes.join('')}</ul>
<form method="post" action="authorize">
${hidden.join('\n')}
<button name="decision" value="allow">Allow Access</button>
<button name="decision" value="deny">Deny</button>
</form>`);
}

const alert = (text: string) => page(`<p role="alert">${escape(text)}</p>`);

function page(content: string): string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Jobber sandbox: connect app</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem}</style>
</head><body><h1>Connect app</h1>${content}</body></html>`;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
