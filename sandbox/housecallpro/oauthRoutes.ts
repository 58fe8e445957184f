import type { FastifyInstance } from 'fastify';
import { HEAD_COMPANY, OAUTH_CLIENT } from './company';
import { HousecallProError } from './errors';
import type { HousecallAccount } from './housecallAccount';
import type { AccessToken } from './tokens';

type Form = Record<string, string | undefined>;

/** The OAuth routes; the token endpoint takes a JSON body (contract 1). */
export function registerOAuth(app: FastifyInstance, account: () => HousecallAccount): void {
	app.route<{ Body: Form | undefined }>({
		method: 'POST',
		url: '/oauth/token',
		handler: (request, reply) => {
			const isJson = request.headers['content-type']?.startsWith('application/json');
			const isRead = isJson || account().settings.tokenEndpointTakesForms;
			return reply.send(tokenAnswer(account(), grantToken(account(), (isRead && request.body) || {})));
		},
		// The shape of OAuth refusals (contract 7).
		errorHandler: (error, _request, reply) => {
			const { status, message } =
				error instanceof HousecallProError ? error : new HousecallProError(400, 'invalid_request');
			return reply
				.code(status)
				.send({ error: message, error_description: DESCRIPTIONS[message] ?? message, statusCode: status });
		},
	});
	registerConsent(app, account);
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
	invalid_request: 'The request is missing a required parameter.',
	invalid_client: 'Client authentication failed due to unknown client.',
	invalid_grant: 'The provided authorization grant is invalid, expired, revoked or was issued to another client.',
	unsupported_grant_type: 'The authorization grant type is not supported.',
};

function refusal(error: string, status = 400): HousecallProError {
	return new HousecallProError(status, error);
}

function grantToken({ tokens }: HousecallAccount, form: Form): AccessToken {
	if (!form.grant_type) throw refusal('invalid_request');
	if (form.client_id !== OAUTH_CLIENT.id || form.client_secret !== OAUTH_CLIENT.secret) {
		throw refusal('invalid_client', 401);
	}
	if (form.grant_type === 'refresh_token') {
		const renewed = tokens.renew(form.refresh_token ?? '');
		if (renewed) return renewed;
		throw refusal('invalid_grant');
	}
	if (form.grant_type !== 'authorization_code') throw refusal('unsupported_grant_type');
	const redirectUri = tokens.takeCode(form.code ?? '');
	if (redirectUri === undefined || redirectUri !== form.redirect_uri) throw refusal('invalid_grant');
	return tokens.issue();
}

function tokenAnswer({ settings }: HousecallAccount, { token, refreshToken, issuedAt }: AccessToken) {
	return {
		access_token: token,
		refresh_token: refreshToken,
		token_type: 'Bearer',
		expires_in: Math.floor(settings.tokenTtlMs / 1_000),
		created_at: Math.floor(issuedAt / 1_000),
	};
}

/** The page where a person allows an app to use the company. */
function registerConsent(app: FastifyInstance, account: () => HousecallAccount): void {
	const url = '/oauth/authorize';

	app.get<{ Querystring: Form }>(url, ({ query }, reply) => {
		const isValid = isValidRequest(query);
		return reply
			.code(isValid ? 200 : 400)
			.type('text/html; charset=utf-8')
			.send(page(isValid ? consentForm(query) : '<p role="alert">The client or its redirect URL is unknown.</p>'));
	});

	app.post<{ Body: Form | undefined }>(url, (request, reply) => {
		const form = request.body ?? {};
		if (!isValidRequest(form)) {
			return reply.code(400).type('text/html; charset=utf-8').send(page('<p role="alert">Invalid request.</p>'));
		}
		const target = new URL(form.redirect_uri ?? '');
		if (form.decision === 'allow') target.searchParams.set('code', account().tokens.issueCode(form.redirect_uri ?? ''));
		else target.searchParams.set('error', 'access_denied');
		if (form.state) target.searchParams.set('state', form.state);
		return reply.redirect(target.href, 302);
	});
}

function isValidRequest({ client_id, redirect_uri, response_type = 'code' }: Form): boolean {
	return client_id === OAUTH_CLIENT.id && response_type === 'code' && URL.canParse(redirect_uri ?? '');
}

function consentForm(query: Form): string {
	const hidden = ['client_id', 'redirect_uri', 'state']
		.filter((name) => query[name] !== undefined)
		.map((name) => `<input type="hidden" name="${name}" value="${escape(query[name] ?? '')}">`);
	return `
<p>An app asks for access to <strong>${HEAD_COMPANY.name}</strong>.</p>
<form method="post" action="authorize">
${hidden.join('\n')}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`;
}

function page(content: string): string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Housecall Pro sandbox: connect app</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem}</style>
</head><body><h1>Connect app</h1>${content}</body></html>`;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
