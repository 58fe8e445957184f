import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings } from '../settings';
import { addGuard, addMaintenance, addVersions, asSalesforceError } from './access';
import { addCollections } from './collectionRoutes';
import { addComposites } from './compositeRoutes';
import { addDescriptions } from './describeRoutes';
import { notFound } from './errors';
import { addOAuth } from './oauthRoutes';
import { Org } from './org';
import { OAUTH_CLIENT, SESSION_ID, USER } from './orgData';
import { addOrg } from './orgRoutes';
import { addQueries } from './queryRoutes';
import { addRecords } from './recordRoutes';
import { addReplication } from './replicationRoutes';
import { Resources } from './resources';
import { addSearch } from './searchRoutes';
import { seedRecords } from './seed';
import { DEFAULT_SETTINGS, type SalesforceSettings } from './settings';
import { WsdlCheck } from './wsdl';

export type { SalesforceSettings } from './settings';

/** Salesforce's REST API as its contract sheet tells it. */
export function createSalesforce(start: Partial<Omit<CommonSettings, 'tier'>> = {}): CrmSimulator<SalesforceSettings> {
	const { settings, reset: resetSettings } = liveSettings<SalesforceSettings>({ ...DEFAULT_SETTINGS, ...start });
	let org = new Org(settings);
	const current = () => org;
	const resources = new Resources();
	for (const add of [
		addOrg,
		addDescriptions,
		addRecords,
		addReplication,
		addCollections,
		addComposites,
		addQueries,
		addSearch,
	]) {
		add(resources);
	}

	return {
		id: 'salesforce',
		name: 'Salesforce',
		settings,
		guide: {
			insteadOf: 'https://acme.my.salesforce.com and https://login.salesforce.com',
			logins: {
				Session: SESSION_ID,
				'OAuth client': `${OAUTH_CLIENT.id} / ${OAUTH_CLIENT.secret}`,
				User: `${USER.username} / ${USER.password} + ${USER.securityToken}`,
				'Consent page': '/services/oauth2/authorize',
				'Token URL': '/services/oauth2/token',
			},
		},
		spec: { folder: 'salesforce', checkWith: (folder) => new WsdlCheck(folder) },
		operations: { nameOf: () => undefined, isThrottled },
		register(app: FastifyInstance) {
			app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
				const answer = asSalesforceError(error);
				// A mistake of the sandbox itself, not something the vendor would say.
				if (answer.status === 500) process.stderr.write(`sandbox: ${error.stack}\n`);
				return reply.code(answer.status).send(answer.errors);
			});
			app.setNotFoundHandler((_request, reply) => reply.code(404).send(notFound().errors));
			addMaintenance(app, current);
			addOAuth(app, current);
			addVersions(app);
			void app.register(async (api) => {
				addGuard(api, current);
				resources.serve(api, current);
			});
		},
		reset() {
			resetSettings();
			org = new Org(settings);
		},
		seed: (data) => seedRecords(org, data),
		records: (type) => [...org.store(org.schema.get(type)).all()].map(({ values }) => values),
	};
}

/** Limits are refused with 403 here (contract 6). */
function isThrottled(responseBody: unknown): boolean {
	const [error] = Array.isArray(responseBody) ? (responseBody as { errorCode?: string }[]) : [];
	return error?.errorCode === 'REQUEST_LIMIT_EXCEEDED';
}
