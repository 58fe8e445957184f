import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, notFound, SalesforceError } from './errors';
import type { Org } from './org';
import { sessionRefusal } from './sessions';

const MAX_URI_BYTES = 16_384;
const OLDEST_VERSION = 31;
const NEWEST_VERSION = 68;

const MAINTENANCE_PAGE = `<!doctype html>
<html lang="en"><head><title>Maintenance</title></head>
<body><h1>We are down for maintenance.</h1><p>Sorry for the inconvenience. We'll be back shortly.</p></body></html>`;

/** Nothing but an HTML page comes back during maintenance, from whatever path (contract 7). */
export function addMaintenance(app: FastifyInstance, org: () => Org): void {
	app.addHook('preValidation', async (_request: FastifyRequest, reply: FastifyReply) => {
		if (!org().settings.maintenance) return;
		return reply.code(503).type('text/html; charset=utf-8').send(MAINTENANCE_PAGE);
	});
}

/** Asks every data call for a short URL, a supported version and a session, and charges it to the org. */
export function addGuard(app: FastifyInstance, org: () => Org): void {
	app.addHook('preValidation', async (request: FastifyRequest, reply: FastifyReply) => {
		const { settings, usage, clock } = org();
		if (Buffer.byteLength(request.url) > MAX_URI_BYTES) {
			return reply
				.code(414)
				.type('text/html; charset=utf-8')
				.send('<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>');
		}
		assertVersion((request.params as { version?: string }).version ?? '');
		const refusal = sessionRefusal(org(), request.headers.authorization);
		if (refusal) throw refusal;
		assertApiEnabled(org());
		const overLimit = usage.charge(settings, clock.now());
		void reply.headers(usage.header(settings, clock.now()));
		if (overLimit) throw overLimit;
	});
}

/** Versions 21 to 30 are gone, 31 and later are served (contract 10). */
function assertVersion(version: string): void {
	const number = Number(/^v(\d+)\.0$/.exec(version)?.[1]);
	if (number < OLDEST_VERSION && number > 20) {
		throw new SalesforceError(
			410,
			'GONE',
			'The requested resource is no longer available. Use a supported API version.',
		);
	}
	if (!(number >= OLDEST_VERSION && number <= NEWEST_VERSION)) throw notFound();
}

function assertApiEnabled({ settings: { apiDisabled } }: Org): void {
	if (apiDisabled === 'org') {
		throw new SalesforceError(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
	}
	if (apiDisabled === 'user') {
		throw new SalesforceError(403, 'API_CURRENTLY_DISABLED', 'API is currently disabled for this user.');
	}
}

const RELEASES: readonly [version: string, label: string][] = [
	['64.0', "Summer '25"],
	['65.0', "Winter '26"],
	['66.0', "Spring '26"],
	['67.0', "Summer '26"],
	['68.0', "Winter '27"],
];

/** The list of versions; the only data path without a session (contract 8). */
export function addVersions(app: FastifyInstance): void {
	app.get('/services/data', (_request, reply) =>
		reply.send(RELEASES.map(([version, label]) => ({ label, url: `/services/data/v${version}`, version }))),
	);
}

/** What a broken body or an unknown content type comes to. */
export function asSalesforceError(error: Error & { statusCode?: number }): SalesforceError {
	if (error instanceof SalesforceError) return error;
	if (error.statusCode === 400) return badRequest('JSON_PARSER_ERROR', `${error.message} at [line:1, column:1]`);
	if (error.statusCode === 415) {
		return new SalesforceError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content type of the request is not supported');
	}
	return new SalesforceError(error.statusCode ?? 500, 'UNKNOWN_EXCEPTION', error.message);
}
