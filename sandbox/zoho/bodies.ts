import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Lets routes below `app` take multipart forms; the vendor's SDK asks for tokens with one (contract 11). */
export function addMultipart(app: FastifyInstance): void {
	app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, async (request: FastifyRequest, bytes: Buffer) => {
		const headers = { 'content-type': request.headers['content-type'] ?? '' };
		const form = await new Response(new Uint8Array(bytes), { headers }).formData();
		return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
	});
}

/** Reads every body as JSON: the vendor's SDK names no content type, and its documents' samples a form. */
export function addJsonBodies(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
		try {
			done(null, text === '' ? undefined : JSON.parse(String(text)));
		} catch (error) {
			done(Object.assign(error as Error, { statusCode: 400 }), undefined);
		}
	});
}
