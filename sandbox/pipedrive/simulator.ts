import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings } from '../settings';
import { API_TOKENS, OAUTH_CLIENT } from './company';
import { registerEntities } from './entityRoutes';
import { registerLeads } from './leadRoutes';
import { registerMetadata } from './metadataRoutes';
import { registerNotes } from './noteRoutes';
import { registerOAuth } from './oauthRoutes';
import { PipedriveAccount } from './pipedriveAccount';
import type { Kind } from './records';
import { registerRetired } from './retiredRoutes';
import { sendError } from './router';
import { registerSearch } from './searchRoutes';
import { seedRecords } from './seed';
import { DEFAULT_SETTINGS, type PipedriveSettings } from './settings';
import { SpecCheck } from './specCheck';
import { TokenBudget } from './tokenBudget';

export type { PipedriveSettings } from './settings';

const KINDS: readonly Kind[] = ['persons', 'organizations', 'deals', 'activities', 'leads', 'notes'];

/** Pipedrive's API v2, and v1 where there is no v2, as its contract sheet tells them. */
export function createPipedrive(start: Partial<Omit<CommonSettings, 'tier'>> = {}): CrmSimulator<PipedriveSettings> {
	const { settings, reset: resetSettings } = liveSettings<PipedriveSettings>({ ...DEFAULT_SETTINGS, ...start });
	const budget = new TokenBudget();
	let account = new PipedriveAccount(settings);
	const current = () => account;

	return {
		id: 'pipedrive',
		name: 'Pipedrive',
		settings,
		guide: {
			insteadOf: 'https://acme.pipedrive.com and https://oauth.pipedrive.com',
			logins: {
				'API tokens': `${API_TOKENS.admin} (admin), ${API_TOKENS.regular} (regular user)`,
				'OAuth client': `${OAUTH_CLIENT.id} / ${OAUTH_CLIENT.secret}`,
				'Consent page': '/oauth/authorize',
				'Token URL': '/oauth/token',
			},
		},
		spec: { folder: 'pipedrive', checkWith: (folder) => new SpecCheck(folder) },
		register(app: FastifyInstance) {
			app.setErrorHandler((error: Error, _request, reply) => sendError(error, reply));
			app.setNotFoundHandler((_request, reply) =>
				reply.code(404).send({ success: false, error: 'Unknown method .', errorCode: 404 }),
			);
			registerOAuth(app, current);
			const api = { app, account: current, budget };
			registerEntities(api);
			registerSearch(api);
			registerLeads(api);
			registerNotes(api);
			registerMetadata(api);
			registerRetired(api);
		},
		reset() {
			resetSettings();
			account = new PipedriveAccount(settings);
			budget.clear();
		},
		seed: (data) => seedRecords(account, data),
		records(type) {
			const kind = KINDS.find((each) => each === type);
			if (!kind) throw new RangeError(`No records of "${type}". Known: ${KINDS.join(', ')}`);
			return [...account.records(kind).all()];
		},
	};
}
