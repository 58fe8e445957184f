import type { FastifyInstance } from 'fastify';
import type { HubSpotAccount } from './hubspotAccount';

/** The endpoints of the retired v1 APIs that n8n's built-in HubSpot node still calls (contract 10). */
export function registerLegacyV1(_app: FastifyInstance, _account: () => HubSpotAccount): void {}
