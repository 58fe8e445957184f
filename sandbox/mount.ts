import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { vendorClock } from './clock';
import type { CrmSimulator, SandboxCrm } from './crm';
import { type Fault, FaultPlan } from './faults';
import { RequestLog, redactAuthorization } from './requestLog';
import type { TrafficCheck, Violation } from './validation';

const VIOLATIONS_KEPT = 500;

/** Puts a simulator behind its path prefix, with faults, log and validation around it. */
export function mountCrm(
	app: FastifyInstance,
	simulator: CrmSimulator,
	validator: TrafficCheck | undefined,
): SandboxCrm {
	const faults = new FaultPlan();
	const log = new RequestLog();
	const arrivals = new WeakMap<FastifyRequest, number>();
	const pendingHangups = new WeakSet<FastifyRequest>();
	let violations: Violation[] = [];
	const clock = vendorClock(simulator.settings);
	const prefix = `/${simulator.id}`;
	const operationMark = (request: FastifyRequest) => {
		const name = simulator.operations?.nameOf(request.body);
		return name === undefined ? '' : `#${name}`;
	};
	const vendorPath = (request: FastifyRequest) => request.url.slice(prefix.length);
	const markedPath = (request: FastifyRequest) => vendorPath(request) + operationMark(request);

	const record = (request: FastifyRequest, status: number | null, responseBody: unknown) => {
		const arrived = arrivals.get(request) ?? Date.now();
		const template = request.routeOptions.url?.slice(prefix.length) ?? '(no route)';
		log.add(
			`${request.method} ${template}${operationMark(request)}`,
			{
				method: request.method,
				path: markedPath(request),
				status,
				time: new Date(arrived).toISOString(),
				durationMs: Date.now() - arrived,
				authorization: redactAuthorization(request.headers.authorization),
				requestBody: request.body,
				responseBody,
			},
			status === 429 || simulator.operations?.isThrottled(responseBody),
		);
	};

	const validate = (request: FastifyRequest, status: number, responseBody: unknown) => {
		if (!validator || !request.routeOptions.url) return;
		const found = validator.check({
			method: request.method,
			path: vendorPath(request).split('?')[0].replace(/\/$/, ''),
			query: request.query as Record<string, unknown>,
			requestBody: request.body,
			status,
			responseBody,
		});
		violations = [...violations, ...found].slice(-VIOLATIONS_KEPT);
	};

	const breakConnection = (reply: FastifyReply) => {
		reply.hijack();
		reply.raw.destroy();
	};

	void app.register(
		async (scope) => {
			const faulted = new WeakSet<FastifyRequest>();

			scope.addHook('onRequest', async (request) => {
				arrivals.set(request, Date.now());
			});

			scope.addHook('preValidation', async (request, reply) => {
				const fault = faults.take(request.method, markedPath(request));
				const delayMs = simulator.settings.latencyMs + (fault?.delayMs ?? 0);
				if (delayMs > 0) await sleep(delayMs);
				if (!fault) return;
				if (fault.hangup === 'before') {
					record(request, null, undefined);
					breakConnection(reply);
				} else if (fault.hangup === 'after') {
					pendingHangups.add(request);
				} else if (fault.status !== undefined) {
					faulted.add(request);
					return sendFault(reply, fault);
				}
			});

			scope.addHook('onSend', async (request, reply, payload) => {
				if (!reply.hasHeader('date')) void reply.header('date', new Date(clock.now()).toUTCString());
				const body = parsed(payload);
				if (!faulted.has(request)) validate(request, reply.statusCode, body);
				if (pendingHangups.has(request)) {
					record(request, null, body);
					breakConnection(reply);
				} else {
					record(request, reply.statusCode, body);
				}
				return payload;
			});

			simulator.register(scope);
		},
		{ prefix },
	);

	const clearRequests = () => {
		log.clear();
		violations = [];
	};
	return {
		settings: simulator.settings,
		reset() {
			simulator.reset();
			faults.clear();
			clearRequests();
		},
		seed: (data) => simulator.seed(data),
		records: (type) => simulator.records(type),
		addFault: (fault) => faults.add(fault),
		clearFaults: () => faults.clear(),
		requests: () => log.list(),
		clearRequests,
		counters: () => log.counters(),
		invalid: () => [...violations],
	};
}

function sendFault(reply: FastifyReply, fault: Fault): FastifyReply {
	const isText = typeof fault.body === 'string';
	return reply
		.code(fault.status ?? 500)
		.type(isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
		.headers(fault.headers ?? {})
		.send(isText ? fault.body : JSON.stringify(fault.body ?? null));
}

function parsed(payload: unknown): unknown {
	if (typeof payload !== 'string') return payload ?? undefined;
	try {
		return JSON.parse(payload);
	} catch {
		return payload;
	}
}
