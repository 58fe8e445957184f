import type { FastifyRequest } from 'fastify';

/** The parameters of a token or consent request. */
export type Form = Record<string, string | undefined>;

/** An app as the vendor knows it. */
export interface OAuthClient {
	id: string;
	secret: string;
}

/** Where a client may show its id and secret; with `either`, what the body says wins. */
export type ClientPlace = 'body' | 'basic' | 'either';

export const FORM = 'application/x-www-form-urlencoded';

/** The body of a request that comes in one of the media types; otherwise nothing was said. */
export function formOf(request: FastifyRequest, mediaTypes: readonly string[] = [FORM]): Form {
	const contentType = request.headers['content-type'] ?? '';
	const { body } = request;
	const isReadable = mediaTypes.some((mediaType) => contentType.startsWith(mediaType));
	return isReadable && typeof body === 'object' && body !== null ? (body as Form) : {};
}

/** The form with the client's id and secret from where the vendor looks for them. */
export function withClient(form: Form, header: string | undefined, place: ClientPlace): Form {
	if (place === 'body') return form;
	const basic = basicClient(header);
	if (place === 'either') return { ...basic, ...form };
	return { ...form, client_id: undefined, client_secret: undefined, ...basic };
}

/** The token behind one of the schemes of an Authorization header. Schemes ignore case. */
export function tokenBehind(header: string | undefined, ...schemes: [string, ...string[]]): string | undefined {
	const [, scheme = '', token] = /^(\S+)\s+(\S+)$/.exec(header ?? '') ?? [];
	return schemes.some((known) => known.toLowerCase() === scheme.toLowerCase()) ? token : undefined;
}

/** Id and secret of a Basic header, each form-encoded (RFC 6749, section 2.3.1). */
function basicClient(header: string | undefined): Form {
	const encoded = tokenBehind(header, 'Basic');
	if (encoded === undefined) return {};
	const [id, ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
	return { client_id: decoded(id), client_secret: secret.length === 0 ? undefined : decoded(secret.join(':')) };
}

/** Many clients leave out the encoding; a percent sign of theirs stays one. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
