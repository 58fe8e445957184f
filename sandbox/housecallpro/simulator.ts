import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings } from '../settings';
import { SpecIndex } from '../specIndex';
import { SpecValidator } from '../validation';
import { API_KEYS, OAUTH_CLIENT } from './company';
import { registerCustomers } from './customerRoutes';
import { generalBody, notFound } from './errors';
import { registerEstimateOptions } from './estimateOptionRoutes';
import { registerEstimates } from './estimateRoutes';
import { HousecallAccount } from './housecallAccount';
import { registerJobs } from './jobRoutes';
import { registerLeads } from './leadRoutes';
import { HOUSECALLPRO_LENIENCIES } from './leniencies';
import { registerMetadata } from './metadataRoutes';
import { registerOAuth } from './oauthRoutes';
import { registerPipeline } from './pipelineRoutes';
import { RequestBudget } from './requestBudget';
import { asHousecallProError } from './router';
import { registerSchedules } from './scheduleRoutes';
import { seedRecords } from './seed';
import { DEFAULT_SETTINGS, type HousecallProSettings } from './settings';

export type { HousecallProSettings } from './settings';

/** Housecall Pro as its contract sheet tells it; paths have no version (contract 0). */
export function createHousecallPro(
	start: Partial<Omit<CommonSettings, 'tier'>> = {},
): CrmSimulator<HousecallProSettings> {
	const { settings, reset: resetSettings } = liveSettings<HousecallProSettings>({ ...DEFAULT_SETTINGS, ...start });
	const budget = new RequestBudget();
	let account = new HousecallAccount(settings);
	const current = () => account;

	return {
		id: 'housecallpro',
		name: 'Housecall Pro',
		settings,
		guide: {
			insteadOf: 'https://api.housecallpro.com',
			logins: {
				'API keys': `${API_KEYS.company} (company), ${API_KEYS.application} (application)`,
				'OAuth client': `${OAUTH_CLIENT.id} / ${OAUTH_CLIENT.secret}`,
				'Consent page': '/oauth/authorize',
				'Token URL': '/oauth/token',
			},
		},
		spec: {
			folder: 'housecallpro',
			// The edition of 2024 contradicts later ones in the words of work_status.
			checkWith: (folder) => new SpecValidator(new SpecIndex(folder, /2026/), HOUSECALLPRO_LENIENCIES),
		},
		register(app: FastifyInstance) {
			app.setErrorHandler((error: Error, _request, reply) => {
				const failure = asHousecallProError(error, settings.validationStatus);
				return reply.code(failure.status).send(generalBody(failure));
			});
			app.setNotFoundHandler((_request, reply) => reply.code(404).send(generalBody(notFound('Route'))));
			registerOAuth(app, current);
			const api = { app, account: current, budget };
			registerMetadata(api);
			registerCustomers(api);
			registerLeads(api);
			registerPipeline(api);
			registerJobs(api);
			registerSchedules(api);
			registerEstimates(api);
			registerEstimateOptions(api);
		},
		reset() {
			resetSettings();
			account = new HousecallAccount(settings);
			budget.clear();
		},
		seed: (data) => seedRecords(account, data),
		records: (type) => recordsOf(account, type),
	};
}

function recordsOf(account: HousecallAccount, type: string): unknown[] {
	const { customers, leads, jobs, estimates, employees, tags, notifications } = account;
	const kinds = { customers, leads, jobs, estimates, employees, tags };
	if (type === 'notifications') return [...notifications];
	if (type in kinds) return [...kinds[type as keyof typeof kinds].all()];
	throw new RangeError(`No records of "${type}"; known are ${[...Object.keys(kinds), 'notifications'].join(', ')}`);
}
