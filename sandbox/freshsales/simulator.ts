import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings } from '../settings';
import { addAppointments } from './appointmentRoutes';
import { addBulk, addJobStatuses } from './bulkRoutes';
import { addFields } from './fieldRoutes';
import { addFilteredSearch } from './filteredSearch';
import { FreshsalesAccount } from './freshsalesAccount';
import { addHosts } from './hosts';
import { addModule } from './moduleRoutes';
import { CONTACTS, DEALS, type Module, SALES_ACCOUNTS } from './modules';
import { addNotes, addNotesOf } from './noteRoutes';
import { API_KEYS } from './portal';
import type { FormRow } from './records';
import { RequestBudget } from './requestBudget';
import { type Api, sendError } from './router';
import { addSearch } from './searchRoutes';
import { recordsOf, seedRecords } from './seed';
import { addSelectors } from './selectors';
import { DEFAULT_SETTINGS, type FreshsalesSettings } from './settings';

export type { FreshsalesSettings } from './settings';

const BASE_PATH = '/crm/sales/api';

/**
 * Freshsales (Freshworks CRM) as its contract sheet tells it. "Live" in a comment is what public test suites saw of a
 * trial account in October 2026. The vendor publishes no description of its API that traffic could be validated against.
 */
export function createFreshsales(start: Partial<Omit<CommonSettings, 'tier'>> = {}): CrmSimulator<FreshsalesSettings> {
	const { settings, reset: resetSettings } = liveSettings<FreshsalesSettings>({ ...DEFAULT_SETTINGS, ...start });
	const budget = new RequestBudget();
	let account = new FreshsalesAccount(settings);
	const current = () => account;

	return {
		id: 'freshsales',
		name: 'Freshsales',
		settings,
		guide: {
			insteadOf: 'https://acme.myfreshworks.com',
			logins: {
				'API keys': `${API_KEYS.admin} (administrator), ${API_KEYS.restricted} (sees its own)`,
				'Base URL': '/crm/sales/api',
			},
		},
		register(root: FastifyInstance) {
			root.setErrorHandler((error: Error, _request, reply) => sendError(reply, error, account));
			root.setNotFoundHandler((_request, reply) => reply.code(404).send());
			addHosts(root, () => settings);
			void root.register(
				async (app) => {
					const api: Api = { app, root, account: current, budget };
					addSelectors(api);
					addAppointments(api);
					addNotes(api);
					addSearch(api);
					addJobStatuses(api);
					addAll(api, CONTACTS);
					addAll(api, SALES_ACCOUNTS);
					addAll(api, DEALS);
				},
				{ prefix: BASE_PATH },
			);
		},
		reset() {
			resetSettings();
			account = new FreshsalesAccount(settings);
			budget.clear();
		},
		seed: (data) => seedRecords(account, data),
		records: (type) => recordsOf(account, type),
	};
}

function addAll<Kind extends FormRow>(api: Api, module: Module<Kind>): void {
	addFields(api, module);
	addBulk(api, module);
	addFilteredSearch(api, module);
	addNotesOf(api, module);
	addModule(api, module);
}
