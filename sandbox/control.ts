import type { FastifyInstance } from 'fastify';
import type { SandboxCrm, SeedData } from './crm';
import type { Fault } from './faults';
import type { CommonSettings } from './settings';

type FaultBody = Omit<Fault, 'path'> & { path?: string };

/** The controls over HTTP, below `/_control`. */
export function registerControl(app: FastifyInstance, crms: ReadonlyMap<string, SandboxCrm>): void {
	app.get('/_control/health', () => ({ status: 'ok', crms: [...crms.keys()] }));
	for (const [id, crm] of crms) {
		void app.register(async (scope) => registerCrmControl(scope, crm), { prefix: `/_control/${id}` });
	}
}

function registerCrmControl(scope: FastifyInstance, crm: SandboxCrm): void {
	scope.setErrorHandler((error: Error, _request, reply) => reply.code(400).send({ message: error.message }));

	scope.post('/reset', (_request, reply) => {
		crm.reset();
		return reply.code(204).send();
	});
	scope.post<{ Body: SeedData }>('/seed', (request, reply) => reply.send(crm.seed(request.body)));
	scope.get('/settings', (_request, reply) => reply.send(crm.settings.get()));
	scope.patch<{ Body: Partial<CommonSettings> }>('/settings', (request, reply) =>
		reply.send(crm.settings.patch(request.body)),
	);
	scope.post<{ Body: FaultBody }>('/faults', (request, reply) => {
		const { path, ...fault } = request.body;
		crm.addFault({ ...fault, ...(path === undefined ? {} : { path: new RegExp(path) }) });
		return reply.code(204).send();
	});
	scope.delete('/faults', (_request, reply) => {
		crm.clearFaults();
		return reply.code(204).send();
	});
	scope.get('/requests', (_request, reply) => reply.send(crm.requests()));
	scope.delete('/requests', (_request, reply) => {
		crm.clearRequests();
		return reply.code(204).send();
	});
	scope.get('/counters', (_request, reply) => reply.send(crm.counters()));
	scope.get<{ Params: { type: string } }>('/records/:type', (request, reply) =>
		reply.send(crm.records(request.params.type)),
	);
	scope.get('/invalid', (_request, reply) => reply.send(crm.invalid()));
}
