import type { EntityType } from './entityType';
import { invalid } from './errors';
import type { Field } from './fields';
import type { PipedriveAccount } from './pipedriveAccount';
import { booleanOf, listOf, type Query } from './query';
import type { StoredRecord } from './records';
import { stamp } from './stamps';

const MAX_CUSTOM_FIELDS = 15;

/** How a list or a single read answers one record of a type. */
export function presenter(account: PipedriveAccount, type: EntityType, query: Query) {
	const custom = customFieldReader(account, type, query);
	const labels = booleanOf(query, 'include_labels') ? optionsOf(account.fields[type.kind], 'label_ids') : undefined;
	return (record: StoredRecord): Record<string, unknown> => {
		const values = type.present?.(record.values, record, query, account) ?? record.values;
		return {
			id: record.id,
			...values,
			add_time: stamp(record.addTime),
			update_time: stamp(record.updateTime),
			is_deleted: record.deletedAt !== null,
			...(labels ? { labels: (values.label_ids as number[]).map((id) => labels.get(id)) } : {}),
			// Activities have none in v2 (contract 2.4).
			...(type.kind === 'activities' ? {} : { custom_fields: custom(record) }),
		};
	};
}

function customFieldReader(account: PipedriveAccount, { kind }: EntityType, query: Query) {
	const asked = listOf(query, 'custom_fields');
	if (asked.length > MAX_CUSTOM_FIELDS)
		throw invalid('custom_fields', `A maximum of ${MAX_CUSTOM_FIELDS} keys is allowed`);
	const withLabels = booleanOf(query, 'include_option_labels') ?? false;
	const fields = account.fields[kind].filter(
		({ is_custom_field, field_code }) => is_custom_field && (asked.length === 0 || asked.includes(field_code)),
	);
	return ({ customFields }: StoredRecord) => {
		const entries = fields.map((field) => [
			field.field_code,
			labelled(field, customFields[field.field_code] ?? null, withLabels),
		]);
		const shown =
			account.settings.emptyCustomFields === 'null' ? entries : entries.filter(([, value]) => value !== null);
		return Object.fromEntries(shown) as Record<string, unknown>;
	};
}

function labelled(field: Field, value: unknown, withLabels: boolean): unknown {
	if (!withLabels || value === null || !field.options) return value;
	const options = new Map(field.options.map((option) => [option.id, option]));
	return Array.isArray(value) ? value.map((id) => options.get(id)) : options.get(value as number);
}

function optionsOf(fields: readonly Field[], code: string) {
	const field = fields.find(({ field_code }) => field_code === code);
	return new Map((field?.options ?? []).map((option) => [option.id, option]));
}
