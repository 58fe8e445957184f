import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings } from '../settings';
import { guard } from './access';
import { OAUTH_CLIENT, SERVICE_KEY } from './account';
import { registerBatches } from './batchRoutes';
import { HubSpotError, notFound, validationError } from './errors';
import { HubSpotAccount } from './hubspotAccount';
import { HUBSPOT_LENIENCIES } from './leniencies';
import { registerLegacyV1 } from './legacyV1';
import { registerLinkBatches } from './linkBatchRoutes';
import { registerLinks } from './linkRoutes';
import { registerMetadata } from './metadataRoutes';
import { registerOAuth } from './oauthRoutes';
import { registerObjects } from './objectRoutes';
import type { RequestBudget } from './requestBudget';
import { seedRecords } from './seed';
import { DEFAULT_SETTINGS, type HubSpotSettings } from './settings';

export type { HubSpotSettings } from './settings';

/** HubSpot as its contract sheet tells it. */
export function createHubSpot(start: Partial<Omit<CommonSettings, 'tier'>> = {}): CrmSimulator<HubSpotSettings> {
	const { settings, reset: resetSettings } = liveSettings<HubSpotSettings>({ ...DEFAULT_SETTINGS, ...start });
	let account = new HubSpotAccount(settings);
	const budgets: RequestBudget[] = [];
	const current = () => account;

	return {
		id: 'hubspot',
		name: 'HubSpot',
		settings,
		guide: {
			insteadOf: 'https://api.hubapi.com',
			logins: {
				'Service key': SERVICE_KEY,
				'OAuth client': `${OAUTH_CLIENT.id} / ${OAUTH_CLIENT.secret}`,
				'Consent page': '/oauth/authorize',
				'Token URL': '/oauth/2026-09/token',
			},
		},
		spec: { folder: 'hubspot', leniencies: HUBSPOT_LENIENCIES },
		register(app: FastifyInstance) {
			app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
				const answer = asHubSpotError(error);
				// A mistake of the sandbox itself, not something the vendor would say.
				if (answer.status === 500) process.stderr.write(`sandbox: ${error.stack}\n`);
				return reply.code(answer.status).send(answer.body);
			});
			app.setNotFoundHandler((_request, reply) => reply.code(404).send(notFound().body));
			registerOAuth(app, current);
			void app.register(async (api) => {
				budgets.push(guard(api, current));
				registerMetadata(api, current);
				registerObjects(api, current);
				registerBatches(api, current);
				registerLinks(api, current);
				registerLinkBatches(api, current);
				registerLegacyV1(api, current);
			});
		},
		reset() {
			resetSettings();
			account = new HubSpotAccount(settings);
			budgets.forEach((budget) => budget.clear());
		},
		seed: (data) => seedRecords(account, data),
		records: (type) =>
			[...account.store(type).all()].map(({ type: { name }, ...record }) => ({ ...record, type: name })),
	};
}

function asHubSpotError(error: Error & { statusCode?: number }): HubSpotError {
	if (error instanceof HubSpotError) return error;
	if (error.statusCode === 400) return validationError(`Invalid input JSON: ${error.message}`);
	return new HubSpotError(error.statusCode ?? 500, { message: error.message, category: 'INTERNAL_ERROR' });
}
