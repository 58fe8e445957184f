import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ClientPlace, type Form, formOf, withClient } from './credentials';
import { OAuthError } from './refusals';

/** A token endpoint. */
export interface TokenEndpoint {
	path: string;
	/** Of the bodies it reads; default form-encoded. The vendor brings the parser of any but that and JSON. */
	mediaTypes?(): readonly string[];
	/** Parameters may come in the query string too; what the body says wins. */
	readsQuery?: boolean;
	/** Default `body`. */
	clientIn?: ClientPlace;
	/** The answer to a request, or an `OAuthError`. */
	answer(form: Form, request: FastifyRequest): object;
}

/** Serves a token endpoint. Bodies that cannot be parsed go to the error handler around it. */
export function registerTokenEndpoint(app: FastifyInstance, endpoint: TokenEndpoint): void {
	const { path, mediaTypes, readsQuery = false, clientIn = 'body' } = endpoint;
	app.post(path, (request, reply) => {
		const query = readsQuery ? (request.query as Form) : {};
		const said = { ...query, ...formOf(request, mediaTypes?.()) };
		try {
			return reply.send(endpoint.answer(withClient(said, request.headers.authorization, clientIn), request));
		} catch (error) {
			if (!(error instanceof OAuthError)) throw error;
			return reply.code(error.refusal.status).send(error.refusal.body);
		}
	});
}
