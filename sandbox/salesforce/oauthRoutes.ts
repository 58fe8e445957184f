import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Form } from '../oauth/credentials';
import { registerTokenEndpoint } from '../oauth/tokenEndpoint';
import type { Issued } from '../oauth/tokenStore';
import { addConsent } from './consent';
import { grant } from './grants';
import type { Org } from './org';
import { ORG, USER } from './orgData';
import { sessionScopes } from './sessions';

/** Consent page; token, revocation and identity endpoints (contract 1). They need no session, but identity shows one. */
export function addOAuth(app: FastifyInstance, org: () => Org): void {
	addConsent(app, org);

	registerTokenEndpoint(app, {
		path: '/services/oauth2/token',
		// Contract 1.
		clientIn: 'either',
		answer: (form, request) => tokenAnswer(request, grant(org(), form, baseUrl(request))),
	});

	app.post<{ Body: Form | undefined }>('/services/oauth2/revoke', (request, reply) => {
		if (org().authorization.tokens.revoke(request.body?.token ?? '')) return reply.code(200).send();
		return reply
			.code(400)
			.send({ error: 'unsupported_token_type', error_description: 'this token type is not supported' });
	});

	// Plain text and 403, not 401, for a bad session or a missing scope (contract 1).
	app.get('/services/oauth2/userinfo', (request, reply) => {
		const scopes = sessionScopes(org(), request.headers.authorization) ?? [];
		if (!scopes.some((scope) => ['id', 'openid', 'full'].includes(scope)))
			return reply.code(403).type('text/plain').send('Bad_OAuth_Token');
		return reply.send({ ...identity(org(), request), sub: idUrl(request) });
	});

	app.get('/id/:organizationId/:userId', (request, reply) => {
		if (!sessionScopes(org(), request.headers.authorization))
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
function tokenAnswer(request: FastifyRequest, issued: Issued) {
	const { token, refreshToken, isNewRefreshToken, grant: granted, issuedAt } = issued;
	return {
		access_token: token,
		...(isNewRefreshToken ? { refresh_token: refreshToken } : {}),
		signature: Buffer.from(`${issuedAt}`).toString('base64'),
		scope: granted.scopes.join(' '),
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
