import type { Problems } from './errors';
import type { Field, Form } from './fields';
import type { FormRow, Value, Values } from './records';
import type { Table } from './table';
import { readValue } from './values';

/** The body of a record, by field name; custom fields are below `custom_field`. */
export type RecordBody = Readonly<Record<string, unknown>>;

/** A record inside its wrapper; one without wrapper is taken as well (contract 3). */
export function unwrapped(body: RecordBody, name: string): RecordBody {
	return isObject(body[name]) ? body[name] : body;
}

export function isObject(value: unknown): value is RecordBody {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The form's part of a write: keys that are absent stay, keys that no form has are passed over in silence [unverified]. */
export function writeForm<Kind extends FormRow>(
	form: Form,
	table: Table<Kind>,
	row: Kind,
	body: RecordBody,
	problems: Problems,
): Kind {
	const sentCustom = isObject(body.custom_field) ? body.custom_field : {};
	const values = changed(form.fields, row.values, body, problems);
	const custom = changed(form.custom, row.custom, sentCustom, problems);
	checkUnique(form, table, { ...row, values, custom }, problems);
	return { ...row, values, custom };
}

function changed(fields: readonly Field[], current: Values, sent: RecordBody, problems: Problems): Values {
	const writable = fields.filter(({ name, type }) => name in sent && type !== 'formula');
	return {
		...current,
		...Object.fromEntries(writable.map((field) => [field.name, readValue(field, sent[field.name], problems)])),
	};
}

function checkUnique<Kind extends FormRow>({ fields, custom }: Form, table: Table<Kind>, row: Kind, problems: Problems): void {
	const others = table.live().filter(({ id }) => id !== row.id);
	const check = (field: Field, read: (row: FormRow) => Value | undefined) => {
		const value = uniqueKey(read(row));
		if (value === '' || !others.some((other) => uniqueKey(read(other)) === value)) return;
		problems.add(field.name, `${field.label} has already been taken`);
	};
	fields.filter(({ unique }) => unique).forEach((field) => check(field, ({ values }) => values[field.name]));
	custom.filter(({ unique }) => unique).forEach((field) => check(field, (each) => each.custom[field.name]));
}

/** What makes two values of a unique field the same one; case does not [unverified]. */
export function uniqueKey(value: unknown): string {
	return String(value ?? '').trim().toLowerCase();
}
