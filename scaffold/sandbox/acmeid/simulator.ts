import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings } from '../settings';

const defaults: CommonSettings = {
	latencyMs: 0, clockOffsetMs: 0, clockFrozenAt: null, indexLagMs: 0, rateLimits: 'off', tokenTtlMs: 3_600_000,
	reorderResults: false, missingScopes: [], tier: 'standard',
};

/** AcmeLabel as its documentation tells it. Write it before the definition, and import nothing from `nodes/`. */
export function createAcme(start: Partial<Omit<CommonSettings, 'tier'>> = {}): CrmSimulator {
	const { settings, reset } = liveSettings<CommonSettings>({ ...defaults, ...start });
	const contacts = new Map<string, unknown>();
	return {
		id: 'acmeid',
		name: 'AcmeLabel',
		settings,
		register(app: FastifyInstance) {
			// todo: the vendor's routes, refusals, limits and quirks.
			app.get('/contacts/:id', (request, reply) => {
				const found = contacts.get((request.params as { id: string }).id);
				return found ?? reply.code(404).send({ message: 'not found' });
			});
		},
		reset() {
			reset();
			contacts.clear();
		},
		seed: () => ({}),
		records: () => [...contacts.values()],
	};
}
