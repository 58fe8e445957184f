import type { SeedData } from '../crm';
import { isIdShaped } from './ids';
import { type Module, moduleNamed } from './modules/modules';
import { TOKEN_USER } from './orgData';
import type { StoredRecord, Value } from './store';
import { timeOf, wholeSecond } from './times';
import { isObject } from './values';
import { withoutEmpty } from './writer';
import type { ZohoOrg } from './zohoOrg';

/**
 * One record to start with: fields as the API takes them, nothing required. `id`, `Created_Time` and `Modified_Time`
 * (with offset, or epoch milliseconds; now when absent), `$se_module` and `$converted` may be given.
 */
export type SeedRecord = Record<string, unknown>;

/** Adds records by module, in the order given; answers their ids. */
export function seedRecords(org: ZohoOrg, data: SeedData): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(data).map(([name, records]) => {
			const module = moduleNamed(name);
			return [name, (records as readonly SeedRecord[]).map((seed) => seedRecord(org, module, seed).id)];
		}),
	);
}

function seedRecord(org: ZohoOrg, module: Module, seed: SeedRecord): StoredRecord {
	const id = isIdShaped(seed.id) ? seed.id : org.nextId();
	const createdAt = moment(seed.Created_Time) ?? wholeSecond(org.clock.now());
	const values: Record<string, Value> = { Owner: TOKEN_USER.id };
	for (const field of module.fields.values()) {
		if (seed[field.name] !== undefined) values[field.name] = valueOf(field.type, seed[field.name]);
	}
	return org.save({
		id,
		module,
		values: withoutEmpty(module, values, id),
		relatedModule: typeof seed.$se_module === 'string' ? seed.$se_module : parentModule(seed.Parent_Id),
		createdBy: TOKEN_USER.id,
		modifiedBy: TOKEN_USER.id,
		createdAt,
		modifiedAt: moment(seed.Modified_Time) ?? createdAt,
		converted: seed.$converted === true,
		cancelled: false,
	});
}

function valueOf(type: string, value: unknown): Value {
	if (type === 'datetime') return moment(value) ?? null;
	if ((type === 'lookup' || type === 'ownerlookup') && isObject(value)) return String(value.id);
	return value as Value;
}

function parentModule(parent: unknown): string | undefined {
	const module = isObject(parent) && isObject(parent.module) ? parent.module.api_name : undefined;
	return typeof module === 'string' ? module : undefined;
}

function moment(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const time = typeof value === 'number' ? value : timeOf(value);
	if (time === undefined) throw new RangeError(`Seed: not a moment with an offset: ${String(value)}`);
	return wholeSecond(time);
}
