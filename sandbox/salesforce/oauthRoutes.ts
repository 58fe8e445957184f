import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Form, grant, OAuthError } from './grants';
import type { Org } from './org';
import { ORG, USER } from './orgData';
import type { Session } from './tokens';

/** Token, revocation and identity endpoints (contract 1). They need no session, but identity shows one. */
export function addOAuth(app: FastifyInstance, org: () => Org): void {
	app.post<{ Body: Form | undefined }>('/services/oauth2/token', (request, reply) => {
		try {
			const form = withBasicClient(request);
			return reply.send(tokenAnswer(request, grant(org(), form, baseUrl(request))));
		} catch (error) {
			if (!(error instanceof OAuthError)) throw error;
			return reply.code(400).send({ error: error.error, error_description: error.message });
		}
	});

	app.post<{ Body: Form | undefined }>('/services/oauth2/revoke', (request, reply) => {
		if (org().tokens.revoke(request.body?.token ?? '')) return reply.code(200).send();
		return reply
			.code(400)
			.send({ error: 'unsupported_token_type', error_description: 'this token type is not supported' });
	});

	// Plain text and 403, not 401, for a bad session or a missing scope (contract 1).
	app.get('/services/oauth2/userinfo', (request, reply) => {
		const scopes = org().tokens.scopesOf(request.headers.authorization) ?? [];
		if (!scopes.some((scope) => ['id', 'openid', 'full'].includes(scope)))
			return reply.code(403).type('text/plain').send('Bad_OAuth_Token');
		return reply.send({ ...identity(org(), request), sub: idUrl(request) });
	});

	app.get('/id/:organizationId/:userId', (request, reply) => {
		if (!org().tokens.scopesOf(request.headers.authorization))
			return reply.code(403).type('text/plain').send('Bad_OAuth_Token');
		return reply.send(identity(org(), request));
	});
}

/** Where the sandbox lives, as the instance URL of every answer. */
function baseUrl(request: FastifyRequest): string {
	return `http://${request.headers.host}/salesforce`;
}

function idUrl(request: FastifyRequest): string {
	return `${baseUrl(request)}/id/${ORG.id}/${USER.id}`;
}

/** There is no `expires_in`: only a 401 tells that a session is over (contract 1). */
function tokenAnswer(request: FastifyRequest, { token, refreshToken, scopes, issuedAt }: Session) {
	return {
		access_token: token,
		...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
		signature: Buffer.from(`${issuedAt}`).toString('base64'),
		scope: scopes.join(' '),
		instance_url: baseUrl(request),
		id: idUrl(request),
		token_type: 'Bearer',
		issued_at: String(issuedAt),
	};
}

function identity(org: Org, request: FastifyRequest) {
	const user = org.store('User').get(USER.id)?.values ?? {};
	return {
		id: idUrl(request),
		user_id: USER.id,
		organization_id: ORG.id,
		username: USER.username,
		display_name: user.Name,
		email: user.Email,
		user_type: 'STANDARD',
		active: true,
		urls: { rest: `${baseUrl(request)}/services/data/v{version}/` },
	};
}

/** The client may also come in a Basic header (contract 1). Nothing is read from the query string. */
function withBasicClient(request: FastifyRequest<{ Body: Form | undefined }>): Form {
	const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
	const form = isForm ? (request.body ?? {}) : {};
	const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (basic === undefined) return form;
	const [client_id, client_secret] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
	return { client_id, client_secret, ...form };
}
