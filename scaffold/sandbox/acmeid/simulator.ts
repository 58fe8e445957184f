import type { FastifyInstance } from 'fastify';
import type { CrmSimulator } from '../crm';
import { type CommonSettings, liveSettings, PLAIN_SETTINGS } from '../settings';

const defaults: CommonSettings = { ...PLAIN_SETTINGS, tokenTtlMs: 3_600_000, tier: 'standard' };

/** AcmeLabel as its documentation tells it. Write it before the definition, and import nothing from `nodes/`. */
export function createAcme(start: Partial<Omit<CommonSettings, 'tier'>> = {}): CrmSimulator {
	const { settings, reset } = liveSettings<CommonSettings>({ ...defaults, ...start });
	return {
		id: 'acmeid',
		name: 'AcmeLabel',
		settings,
		guide: { insteadOf: 'https://api.example.com', logins: { 'API key': 'sandbox-key' } },
		register(app: FastifyInstance) {
			// todo: the vendor's routes, refusals, limits and quirks.
			app.setNotFoundHandler((request, reply) => reply.code(400).send({ message: `todo: ${request.method} ${request.url}` }));
		},
		reset,
		seed: () => ({}),
		records: () => [],
	};
}
