import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings } from '../settings';
import { OAUTH_CLIENT } from './account';
import { DocumentCheck } from './documentCheck';
import { rootFields } from './documents';
import { registerGraphQL } from './graphqlRoute';
import { JobberAccount } from './jobberAccount';
import { registerOAuth } from './oauthRoutes';
import { isThrottled, requestOf } from './protocol';
import { recordsOf, seedRecords } from './seed';
import { DEFAULT_SETTINGS, type JobberSettings } from './settings';

export type { JobberSettings } from './settings';

/** Jobber as its contract sheet tells it. */
export function createJobber(start: Partial<Omit<CommonSettings, 'tier'>> = {}): CrmSimulator<JobberSettings> {
	const { settings, reset: resetSettings } = liveSettings<JobberSettings>({ ...DEFAULT_SETTINGS, ...start });
	let account = new JobberAccount(settings);
	const current = () => account;

	return {
		id: 'jobber',
		name: 'Jobber',
		settings,
		guide: {
			insteadOf: 'https://api.getjobber.com',
			logins: {
				'OAuth client': `${OAUTH_CLIENT.id} / ${OAUTH_CLIENT.secret}`,
				'Consent page': '/api/oauth/authorize',
				'Token URL': '/api/oauth/token',
				GraphQL: '/api/graphql',
			},
		},
		spec: { folder: 'jobber', checkWith: (folder) => new DocumentCheck(folder) },
		operations: {
			nameOf(body) {
				const { query, operationName } = requestOf(body);
				return query === undefined ? undefined : rootFields(query, operationName);
			},
			isThrottled,
		},
		register(app: FastifyInstance) {
			app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
				const status = error.statusCode ?? 500;
				// A mistake of the sandbox itself, not something the vendor would say.
				if (status === 500) process.stderr.write(`sandbox: ${error.stack}\n`);
				return reply.code(status).send({ message: error.message });
			});
			app.setNotFoundHandler((_request, reply) =>
				reply.code(404).type('text/html; charset=utf-8').send('<h1>Not Found</h1>'),
			);
			registerOAuth(app, current);
			registerGraphQL(app, current);
		},
		reset() {
			resetSettings();
			account = new JobberAccount(settings);
		},
		seed: (data) => seedRecords(account, data),
		records: (type) => recordsOf(account, type),
	};
}
