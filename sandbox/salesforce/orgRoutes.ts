import type { Resources } from './resources';
import { isDeleted } from './store';

/** Version root, limits and record counts. */
export function addOrg(resources: Resources): void {
	resources.add('GET', '/', ({ version }) => {
		const names = ['composite', 'limits', 'parameterizedSearch', 'query', 'queryAll', 'search', 'sobjects'];
		return { body: Object.fromEntries(names.map((name) => [name, `/services/data/${version}/${name}`])) };
	});

	resources.add('GET', '/limits', ({ org }) => ({ body: org.usage.report(org.settings, org.clock.now()) }));

	resources.add('GET', '/limits/recordCount', ({ org, query }) => {
		const wanted = query.sObjects?.split(',');
		const types = org.schema.all().filter(({ name }) => wanted?.includes(name) ?? true);
		return {
			body: {
				sObjects: types.map(({ name }) => ({
					name,
					count: [...org.store(name).all()].filter((record) => !isDeleted(record)).length,
				})),
			},
		};
	});
}
