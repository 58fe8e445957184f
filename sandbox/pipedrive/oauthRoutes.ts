import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OAUTH_CLIENT } from './company';
import type { PipedriveAccount } from './pipedriveAccount';
import type { AccessToken } from './tokens';

type Form = Record<string, string | undefined>;

/** Token and revocation endpoints: a form, with the client in a Basic header (contract 1.2). */
export function registerOAuth(app: FastifyInstance, account: () => PipedriveAccount): void {
	app.post<{ Body: Form | undefined }>('/oauth/token', (request, reply) => {
		if (!isClient(request)) return reply.code(401).send(refusal('invalid_client', 'Client authentication failed.'));
		const form = formOf(request);
		if (form.grant_type !== 'authorization_code' && form.grant_type !== 'refresh_token') {
			return reply.code(400).send(refusal('unsupported_grant_type', 'The grant type is not supported.'));
		}
		const { tokens } = account();
		const issued =
			form.grant_type === 'refresh_token'
				? tokens.renew(form.refresh_token ?? '')
				: tokens.exchange(form.code ?? '', form.redirect_uri ?? '');
		if (issued) return reply.send(answer(request, account(), issued));
		return reply.code(400).send(refusal('invalid_grant', 'Invalid grant: the token or code is invalid or expired.'));
	});

	app.post<{ Body: Form | undefined }>('/oauth/revoke', (request, reply) => {
		if (!isClient(request)) return reply.code(401).send(refusal('invalid_client', 'Client authentication failed.'));
		account().tokens.revoke(decodeURIComponent(formOf(request).token ?? ''));
		return reply.code(200).send({ success: true });
	});
}

function isClient({ headers }: FastifyRequest): boolean {
	const basic = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
	return Buffer.from(basic, 'base64').toString() === `${OAUTH_CLIENT.id}:${OAUTH_CLIENT.secret}`;
}

function formOf({ headers, body }: FastifyRequest<{ Body: Form | undefined }>): Form {
	return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? (body ?? {}) : {};
}

/** The sandbox's own address is the `api_domain`, since clients go on there. */
function answer(request: FastifyRequest, { settings }: PipedriveAccount, { token, refreshToken, scopes }: AccessToken) {
	return {
		access_token: token,
		token_type: 'Bearer',
		refresh_token: refreshToken,
		scope: scopes.join(','),
		expires_in: Math.floor(settings.tokenTtlMs / 1_000),
		api_domain: `${request.protocol}://${request.headers.host}/pipedrive`,
	};
}

function refusal(error: string, message: string) {
	return { success: false, error, message };
}
