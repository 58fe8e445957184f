import type { IDataObject } from 'n8n-workflow';
import { noSuchField } from '../shared/http/failure';
import { once } from '../shared/run/turns';
import type { CrmClient, CrmError, Field, FieldKind, LiveField, WriteRow } from '../shared/types';
import { get, namesOf } from './api';
import { fieldsHint } from './errors';

const kinds: Record<string, FieldKind> = {
	textarea: 'longText', email: 'email', phone: 'phone', website: 'url', boolean: 'boolean', date: 'date', datetime: 'dateTime',
	integer: 'number', bigint: 'number', double: 'number', currency: 'number', percent: 'number', picklist: 'choice',
	multiselectpicklist: 'choices',
};

/** The fields that an account has in a module (contract section 8). */
export const fieldsOf = async (module: string, client: CrmClient): Promise<LiveField[]> => await once(client, `fields of ${module}`, async () => {
	const { body } = await client.send(get('/settings/fields', { module }));
	return (body as { fields: IDataObject[] }).fields.map(({ api_name, field_label, data_type, read_only, unique, system_mandatory, pick_list_values }) => ({
		name: String(api_name), label: String(field_label), kind: kinds[String(data_type)] ?? 'text', readOnly: read_only === true,
		unique: Object.keys((unique ?? {}) as IDataObject).length > 0, required: system_mandatory === true,
		// What people see may differ from what the API takes.
		choices: ((pick_list_values ?? []) as Array<Record<string, string>>).map((one) => ({ label: one.display_value, value: one.actual_value })),
	}));
});

/** Refuses names that Zoho would pass over in silence. Asks only where an account's own fields are written. */
export async function refuseUnknown(
	module: string, fields: readonly Field[], rows: readonly WriteRow[], keyField: string | undefined, client: CrmClient,
): Promise<Map<WriteRow, CrmError>> {
	const standard = new Set([...namesOf(fields), keyField]);
	const ownOf = ({ body }: WriteRow) => Object.keys(body).filter((name) => !standard.has(name) && !name.startsWith('$'));
	const open = rows.filter((row) => ownOf(row).length);
	const known = new Set(open.length ? (await fieldsOf(module, client)).map(({ name }) => name) : []);
	const unknown = (row: WriteRow) => ownOf(row).filter((name) => !known.has(name));
	return new Map(open.filter((row) => unknown(row).length).map((row) => [row, noSuchField(unknown(row), 'Zoho CRM', fieldsHint)]));
}
