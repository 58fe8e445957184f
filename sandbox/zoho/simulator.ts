import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings } from '../settings';
import { addConcurrency } from './access';
import { actionRoutes } from './actionRoutes';
import { addJsonBodies, addMultipart } from './bodies';
import { coqlRoutes } from './coql/coqlRoutes';
import { isKnownHost } from './dataCentres';
import { invalidUrl, ZohoError } from './errors';
import { metadataRoutes } from './metadataRoutes';
import { noteRoutes } from './noteRoutes';
import { addOAuth } from './oauthRoutes';
import { ACCESS_TOKEN, OAUTH_CLIENT, REFRESH_TOKEN } from './orgData';
import { orgRoutes } from './orgRoutes';
import { present } from './present';
import { readRoutes } from './readRoutes';
import { addRoute } from './router';
import { searchRoutes } from './searchRoutes';
import { seedRecords } from './seed';
import { DEFAULT_SETTINGS, type ZohoSettings } from './settings';
import { specCheck } from './specCheck';
import { writeRoutes } from './writeRoutes';
import { ZohoOrg } from './zohoOrg';

export type { ZohoSettings } from './settings';

const ROUTES = [
	...orgRoutes,
	...metadataRoutes,
	...coqlRoutes,
	...actionRoutes,
	...searchRoutes,
	...noteRoutes,
	...readRoutes,
	...writeRoutes,
];

/** Zoho CRM's API as its contract sheet tells it. */
export function createZoho(start: Partial<Omit<CommonSettings, 'tier'>> = {}): CrmSimulator<ZohoSettings> {
	const { settings, reset: resetSettings } = liveSettings<ZohoSettings>({ ...DEFAULT_SETTINGS, ...start });
	let org = new ZohoOrg(settings);
	const current = () => org;

	const addHost = async (app: FastifyInstance) => {
		app.addHook('onRequest', async ({ params }) => {
			const { host } = params as { host?: string };
			if (host !== undefined && !isKnownHost(host)) throw invalidUrl();
		});
		addOAuth(app, current);
		void app.register(async (api) => {
			addJsonBodies(api);
			addConcurrency(api, current);
			for (const route of ROUTES) addRoute(api, current, route);
		});
	};

	return {
		id: 'zoho',
		name: 'Zoho CRM',
		settings,
		guide: {
			insteadOf: 'https://www.zohoapis.com and https://accounts.zoho.com',
			logins: {
				'OAuth client': `${OAUTH_CLIENT.id} / ${OAUTH_CLIENT.secret}`,
				'Self client': `refresh token ${REFRESH_TOKEN}, or an access token ${ACCESS_TOKEN}`,
				'Consent page': '/oauth/v2/auth',
				'Token URL': '/oauth/v2/token',
				'Canada, once the setting dataCentre is ca': '/accounts.zohocloud.ca/oauth/v2/token',
			},
		},
		spec: { folder: 'zoho', checkWith: specCheck },
		register(app) {
			app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
				const { status, body } = asZohoError(error);
				// A mistake of the sandbox itself, not something the vendor would say.
				if (status === 500) process.stderr.write(`sandbox: ${error.stack}\n`);
				const wraps = settings.wrapErrors && [401, 403, 404, 500].includes(status);
				return reply.code(status).send(wraps ? { data: [body] } : body);
			});
			app.setNotFoundHandler((_request, reply) => reply.code(404).send(invalidUrl().body));
			addMultipart(app);
			void app.register(addHost);
			// One of the vendor's hosts may lead the path, so that data centres can be told apart.
			void app.register(addHost, { prefix: '/:host' });
		},
		reset() {
			resetSettings();
			org = new ZohoOrg(settings);
		},
		seed: (data) => seedRecords(org, data),
		records: (type) => [...org.store(type).all()].map((record) => present(org, record)),
	};
}

function asZohoError(error: Error & { statusCode?: number }): ZohoError {
	if (error instanceof ZohoError) return error;
	if (error.statusCode === 400 || error.statusCode === 415) {
		return new ZohoError(400, 'INVALID_DATA', 'body', { expected_data_type: 'jsonobject' });
	}
	return new ZohoError(error.statusCode ?? 500, 'INTERNAL_ERROR', 'Internal Server Error');
}
