import { columnOf } from '../shared/map/columns';
import { isNumber } from '../shared/map/literals';
import type { Field, Lookup, Matching, NaturalKey, Scope } from '../shared/types';
import { pageMax, queryFor } from './api';
import { areNumbers } from './describe';
import { anyOf, isOneOf, phoneMatch } from './soql';

/** How records of an object are found again. */
export function matching(
	object: string, fields: readonly Field[], natural: NaturalKey | undefined, soql: (scope: Scope, where: string[]) => string,
): Matching {
	const lookup = <T>(max: number, test: (values: readonly T[]) => string[]): Lookup<T> => ({
		max,
		find: async (values, client, scope) => await queryFor(values, (some) => soql(scope, test(some)), client),
	});
	const field = (name: string): Lookup => ({
		max: pageMax,
		find: async (values, client, scope) => {
			const kind = (await areNumbers(values, name, object, client)) ? 'number' : 'text';
			const fitting = values.filter((value) => kind === 'text' || isNumber(value));
			return await queryFor(fitting, (some) => soql(scope, [isOneOf(name, some, kind)]), client);
		},
	});
	const named = (...keys: string[]) => fields.filter(({ key }) => keys.includes(key)).map(({ key }) => columnOf(key, fields).name);
	const phones = named('phone', 'mobile');
	return {
		field,
		email: named('email').map(field)[0],
		// Each is a pattern for every field that may hold it, which Salesforce has no index for.
		phone: phones.length ? lookup(50, (values) => [anyOf(values.map((value) => phoneMatch(phones, value)))]) : undefined,
		natural: natural && { ...natural, ...lookup(pageMax, (values) => naturalTests(natural, fields, values)) },
	};
}

/** Records that hold some value of each part, in any pairing; the engine knows the pairs. Long text cannot be searched by (section 8). */
function naturalTests({ parts }: NaturalKey, fields: readonly Field[], values: readonly string[][]): string[] {
	return parts.flatMap((part, at) => {
		const held = [...new Set(values.map((value) => value[at]))];
		const columns = new Map(part.split('|').map((key) => columnOf(key, fields)).map(({ name, kind }) => [name, kind]));
		const tests = [...columns].filter(([, kind]) => kind !== 'longText').map(([name, kind]) => isOneOf(name, held, kind));
		return tests.length ? [anyOf(tests)] : [];
	});
}
