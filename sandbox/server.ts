import formbody from '@fastify/formbody';
import fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { registerControl } from './control';
import type { CrmSimulator, SandboxCrm } from './crm';
import type { FreshsalesSettings } from './freshsales/simulator';
import type { HousecallProSettings } from './housecallpro/simulator';
import type { HubSpotSettings } from './hubspot/simulator';
import type { JobberSettings } from './jobber/simulator';
import { mountCrm } from './mount';
import type { PipedriveSettings } from './pipedrive/simulator';
import { simulators } from './registry';
import type { SalesforceSettings } from './salesforce/simulator';
import type { CommonSettings } from './settings';
import { SpecIndex, specFolder } from './specIndex';
import { SpecValidator, type TrafficCheck } from './validation';
import type { ZohoSettings } from './zoho/simulator';

export type { SandboxCrm, SeedData } from './crm';
export type { Fault } from './faults';
export type { Counters, LoggedRequest } from './requestLog';
export type { CommonSettings } from './settings';
export type { Violation } from './validation';
export type { FreshsalesSettings } from './freshsales/simulator';
export type { HousecallProSettings } from './housecallpro/simulator';
export type { HubSpotSettings } from './hubspot/simulator';
export type { JobberSettings } from './jobber/simulator';
export type { PipedriveSettings } from './pipedrive/simulator';
export type { SalesforceSettings } from './salesforce/simulator';
export type { ZohoSettings } from './zoho/simulator';

export interface SandboxOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	host?: string;
	/** `auto` checks traffic against the vendors' API descriptions where this machine has them. */
	validate?: 'auto' | 'off';
	/** Settings of every CRM at the start and after a reset, in place of its defaults. */
	settings?: Partial<Omit<CommonSettings, 'tier'>>;
}

/** The settings of each CRM, by its id. */
export interface CrmSettings {
	freshsales: FreshsalesSettings;
	housecallpro: HousecallProSettings;
	hubspot: HubSpotSettings;
	jobber: JobberSettings;
	pipedrive: PipedriveSettings;
	salesforce: SalesforceSettings;
	zoho: ZohoSettings;
}

/** A running sandbox. */
export interface Sandbox {
	/** Without trailing slash; a CRM lives below `<url>/<crm id>`. */
	readonly url: string;
	close(): Promise<void>;
	crm<Id extends keyof CrmSettings>(id: Id): SandboxCrm<CrmSettings[Id]>;
	crm(id: string): SandboxCrm;
}

const BODY_LIMIT = 256 * 1024 * 1024;
const MAX_HEADER_SIZE = 128 * 1024;

/** Starts all simulated CRMs on one port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', validate = 'auto' } = options;
	const app = fastify({
		bodyLimit: BODY_LIMIT,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		// Bodies are judged as they came, never converted.
		ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true } },
		http: { maxHeaderSize: MAX_HEADER_SIZE },
		// The vendor SDK asks for `/crm/v3/owners/`.
		routerOptions: { maxParamLength: 2_000, ignoreTrailingSlash: true },
	});
	await app.register(formbody);
	// Clients send `Content-Type: application/json` with empty bodies too (PUT without a body).
	app.removeContentTypeParser('application/json');
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
		try {
			done(null, body === '' ? undefined : JSON.parse(String(body)));
		} catch (error) {
			done(Object.assign(error as Error, { statusCode: 400 }), undefined);
		}
	});

	const crms = new Map<string, SandboxCrm>();
	for (const create of simulators()) {
		const simulator = create(options.settings);
		const validator = validate === 'auto' ? validatorFor(simulator) : undefined;
		crms.set(simulator.id, mountCrm(app, simulator, validator));
	}
	registerControl(app, crms);
	await app.listen({ port, host });

	const address = app.server.address() as AddressInfo;
	return {
		url: `http://${host}:${address.port}`,
		close: () => app.close(),
		crm: ((id: string) => {
			const crm = crms.get(id);
			if (!crm) throw new RangeError(`No CRM "${id}" in the sandbox. Known: ${[...crms.keys()].join(', ')}`);
			return crm;
		}) as Sandbox['crm'],
	};
}

const validators = new Map<string, TrafficCheck>();

function validatorFor({ id, name, spec }: CrmSimulator): TrafficCheck | undefined {
	if (!spec) return undefined;
	const known = validators.get(id);
	if (known) return known;
	const folder = specFolder(spec.folder);
	if (!folder) {
		process.stdout.write(`sandbox: no API description of ${name}; its traffic is not validated\n`);
		return undefined;
	}
	const validator =
		'checkWith' in spec ? spec.checkWith(folder) : new SpecValidator(new SpecIndex(folder), spec.leniencies);
	validators.set(id, validator);
	return validator;
}
