import { endpointGone } from './errors';
import { type Api, route } from './router';

/** Calls of v1 that are out of support and may be gone at any time; here they are (contract 0, 10). */
const RETIRED = ['persons', 'organizations', 'deals', 'activities', 'pipelines', 'stages', 'itemSearch'];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

export function registerRetired(api: Api): void {
	const gone = () => {
		throw endpointGone();
	};
	for (const name of RETIRED) {
		for (const method of METHODS) {
			const endpoint = { version: 'v1', method, cost: 0, scopes: ['base'] } as const;
			route(api, { ...endpoint, path: `/${name}` }, gone);
			route(api, { ...endpoint, path: `/${name}/:id` }, gone);
		}
	}
}
