import { vocabulary } from './records';
import type { CrmDefinition, Resource, ResourceName } from './types';

/**
 * Checks a definition when its module loads and freezes it.
 * @throws Error naming what is wrong, for the developer of the CRM
 */
export function defineCrm(definition: CrmDefinition): CrmDefinition {
	const wrong = (what: string) => new Error(`${definition.label}: ${what}`);
	for (const [name, resource] of Object.entries(definition.resources)) {
		const ids = resource.objects.map(({ id }) => id);
		if (new Set(ids).size < ids.length) throw wrong(`two objects of ${name} share an id`);
		for (const object of resource.objects) {
			const keys = object.fields.map(({ key }) => key);
			const twice = keys.find((key, at) => keys.indexOf(key) !== at);
			if (twice) throw wrong(`${object.id} defines "${twice}" twice`);
			const foreign = keys.find((key) => !vocabulary[name as ResourceName].includes(key));
			if (foreign) throw wrong(`"${foreign}" of ${object.id} is not a word of the vocabulary for ${name}`);
			const targets = object.fields.filter(({ kind }) => kind === 'reference').map(({ key, target }) => target ?? key);
			const lost = targets.find((target) => !(target in definition.lists) && !(target.split('.')[0] in definition.resources));
			if (lost) throw wrong(`a reference of ${object.id} points at "${lost}", which is neither a list nor a resource`);
		}
	}
	return freeze(definition);
}

function freeze<T>(value: T): T {
	if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
	Object.values(Object.freeze(value)).forEach(freeze);
	return value;
}

/** A resource under the vendor's word for it. @param objects what can hold it; the first is the default */
export const resource = (singular: string, ...objects: Resource['objects']): Resource =>
	({ term: { singular, plural: `${singular.replace(/(?<![aeiou])y$/, 'ie')}s` }, objects });
