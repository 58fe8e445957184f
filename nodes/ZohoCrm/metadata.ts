import type { IDataObject } from 'n8n-workflow';
import { noSuchField } from '../shared/http/failure';
import type { CrmClient, CrmError, Field, FieldKind, LiveField, WriteRow } from '../shared/types';
import { get, namesOf } from './api';
import { fieldsHint } from './errors';

const kinds: Record<string, FieldKind> = {
	textarea: 'longText', email: 'email', phone: 'phone', website: 'url', boolean: 'boolean', date: 'date', datetime: 'dateTime', integer: 'number',
	bigint: 'number', double: 'number', currency: 'number', percent: 'number', picklist: 'choice', multiselectpicklist: 'choices', lookup: 'reference',
};
const asked = new WeakMap<CrmClient, Map<string, Promise<LiveField[]>>>();

/** The fields that an account has in a module; asked once a run (contract section 8). */
export async function fieldsOf(module: string, client: CrmClient): Promise<LiveField[]> {
	const answers = asked.get(client) ?? new Map<string, Promise<LiveField[]>>();
	asked.set(client, answers);
	const ask = async () => ((await client.send(get('/settings/fields', { module }))).body as { fields: IDataObject[] }).fields.map(liveField);
	const answer = answers.get(module) ?? ask();
	answers.set(module, answer);
	return await answer;
}

function liveField({ api_name, field_label, data_type, read_only, unique, system_mandatory, pick_list_values }: IDataObject): LiveField {
	return {
		name: String(api_name), label: String(field_label), kind: kinds[String(data_type)] ?? 'text', readOnly: read_only === true,
		unique: Object.keys((unique ?? {}) as IDataObject).length > 0, required: system_mandatory === true,
		// What people see may differ from what the API takes.
		choices: ((pick_list_values ?? []) as Array<Record<string, string>>).map(({ display_value: label, actual_value: value }) => ({ label, value })),
	};
}

/** Refuses names that Zoho would pass over in silence; links go by `{ id }`. Asks only where fields of the account's own are written. */
export async function refuseUnknown(
	module: string, fields: readonly Field[], rows: readonly WriteRow[], keyField: string | undefined, client: CrmClient,
): Promise<Map<WriteRow, CrmError>> {
	const standard = new Set([...namesOf(fields), keyField]);
	const ownOf = ({ body }: WriteRow) => Object.keys(body).filter((name) => !standard.has(name) && !name.startsWith('$'));
	const open = rows.filter((row) => ownOf(row).length);
	const known = new Map(open.length ? (await fieldsOf(module, client)).map(({ name, kind }) => [name, kind]) : []);
	for (const { body } of open) for (const [name, value] of Object.entries(body)) if (known.get(name) === 'reference' && typeof value === 'string') body[name] = { id: value };
	const unknown = (row: WriteRow) => ownOf(row).filter((name) => !known.has(name));
	return new Map(open.filter((row) => unknown(row).length).map((row) => [row, noSuchField(unknown(row), 'Zoho CRM', fieldsHint)]));
}
