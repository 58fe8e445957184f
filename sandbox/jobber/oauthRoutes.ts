import type { FastifyInstance } from 'fastify';
import { OAUTH_CLIENT } from './account';
import type { JobberAccount } from './jobberAccount';
import type { AccessToken } from './tokens';

type Form = Record<string, string | undefined>;

/** The token endpoint: a form with the client's id and secret in the body (contract 1). */
export function registerOAuth(app: FastifyInstance, account: () => JobberAccount): void {
	app.post<{ Body: Form | undefined }>('/api/oauth/token', (request, reply) => {
		const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
		const form = isForm ? (request.body ?? {}) : {};
		if (form.client_id !== OAUTH_CLIENT.id || form.client_secret !== OAUTH_CLIENT.secret) {
			return reply.code(401).send(refusal('invalid_client', 'Client authentication failed.'));
		}
		if (form.grant_type === 'authorization_code') {
			const issued = account().tokens.exchange(form.code ?? '', form.redirect_uri ?? '');
			if (issued) return reply.send(answer(issued));
			return reply.code(400).send(refusal('invalid_grant', 'The provided authorization code is not valid.'));
		}
		if (form.grant_type === 'refresh_token') {
			const renewed = account().tokens.renew(form.refresh_token ?? '');
			if (renewed) return reply.send(answer(renewed));
			return reply.code(401).send(refusal('invalid_grant', 'The provided refresh token is not valid.'));
		}
		return reply.code(400).send(refusal('unsupported_grant_type', 'The grant type is not supported.'));
	});
}

/** Neither `expires_in` nor `token_type` (contract 1). */
function answer({ token, refreshToken, expiresAt }: AccessToken) {
	const [date, time] = new Date(expiresAt).toISOString().split(/[T.]/);
	return { access_token: token, refresh_token: refreshToken, expires_at: `${date} ${time} UTC` };
}

function refusal(error: string, description: string) {
	return { error, error_description: description };
}
