import type { FastifyInstance } from 'fastify';
import { BUNDLE_ALIAS } from './portal';
import type { FreshsalesSettings } from './settings';

/** What the organisation is called after its address was changed. */
const NEW_ALIAS = 'beta';

const FRESHWORKS_HOST = /\.(?:myfreshworks\.com|freshworks\.com|freshsales\.io)$/i;

/**
 * The vendor's hosts: only `<alias>.myfreshworks.com` is the API's (contract 0, 10). The login host, the hosts of
 * Freshsales Classic and other aliases answer with pages for people. Any other host is the sandbox itself.
 */
export function belongsToAccount(host: string): boolean {
	const name = host.replace(/:\d+$/, '').toLowerCase();
	return !FRESHWORKS_HOST.test(name) || name === `${BUNDLE_ALIAS}.myfreshworks.com`;
}

/** Turns away what is meant for no account, and serves the pages that redirects lead to. */
export function addHosts(app: FastifyInstance, settings: () => FreshsalesSettings): void {
	app.addHook('preValidation', async (request, reply) => {
		const { accountClosed, unknownHost } = settings();
		const isPage = [signInPath(app), signUpPath(app)].includes(request.url.split('?')[0]);
		if (isPage || (!accountClosed && belongsToAccount(request.headers.host ?? ''))) return;
		if (unknownHost === 'moved') return reply.redirect(`https://${NEW_ALIAS}.myfreshworks.com${request.url.slice(app.prefix.length)}`, 302);
		if (unknownHost === 'signUp') return reply.redirect(signUpPath(app), 302);
		return reply.code(404).type('text/html; charset=utf-8').send(page('This page does not exist.'));
	});
	app.get('/crm/sales/signin', (_request, reply) => reply.type('text/html; charset=utf-8').send(page('Sign in')));
	app.get('/signup', (_request, reply) => reply.type('text/html; charset=utf-8').send(page('Create an account')));
}

/** Where a request without a valid key is sent that does not ask for JSON (contract 7). */
export const signInPath = ({ prefix }: FastifyInstance) => `${prefix}/crm/sales/signin`;

const signUpPath = ({ prefix }: FastifyInstance) => `${prefix}/signup`;

function page(content: string): string {
	return `<!doctype html>\n<html lang="en"><head><title>Freshworks</title></head><body><h1>${content}</h1></body></html>`;
}
