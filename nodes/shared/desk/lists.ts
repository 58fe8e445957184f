import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { idOf } from '../map/record';
import { meantOf } from '../run/read';
import { isUnsupported, type CrmDefinition, type Field } from '../types';
import type { Desk } from './opened';

/** What the user typed, and where the last page ended. */
export interface Wanted { filter?: string; token?: string }

const pageOf = (token?: string): IDataObject => (token ? (JSON.parse(token) as IDataObject) : {});
const tokenOf = (next: IDataObject | null) => (next ? JSON.stringify(next) : undefined);

/** One page of a list that the definition names, such as owners; stages of the pipeline that is chosen beside them. */
export async function searchList(
	context: ILoadOptionsFunctions, crm: CrmDefinition, { adapter, object }: Desk, list: string, { filter = '', token }: Wanted,
): Promise<INodeListSearchResult> {
	// Not extracted by n8n, which throws where the node does not show the parameter.
	const chosen = context.getCurrentNodeParameter('pipeline') as { value?: unknown } | string | undefined;
	const parent = String((typeof chosen === 'object' ? chosen?.value : chosen) ?? '');
	const { entries, next } = await crm.lists[list](adapter.client, { filter, page: pageOf(token), objectId: object.id, parent });
	const results = entries.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
	return { results, paginationToken: tokenOf(next) };
}

/** One page of records, found by the vendor's own search. */
export async function searchRecords({ adapter: { client }, object }: Desk, { filter, token }: Wanted): Promise<INodeListSearchResult> {
	const { search, fields } = object;
	if (isUnsupported(search)) return { results: [] };
	const scope = { customFields: [] };
	const query = { text: filter || undefined, where: [], limit: 50 };
	let next: IDataObject | null = pageOf(token);
	let rows: IDataObject[] = [];
	// An empty list with more behind it would look like the end.
	while (next && !rows.length) {
		const response = await client.send(search.request(query, next, scope));
		rows = search.read(response);
		next = search.next(response, next, rows, query);
		rows = await meantOf(rows, { object, client, scope });
	}
	const results = rows.map((raw) => ({ name: nameOf(fields, raw), value: idOf(object, raw), url: textsOf(fields, ['url'], raw)[0] }));
	return { results, paginationToken: tokenOf(next) };
}

/** What a record is called in a list: its title and its e-mail. */
function nameOf(fields: readonly Field[], raw: IDataObject): string {
	const person = textsOf(fields, ['fullName', 'firstName', 'lastName'], raw).join(' ');
	const [title = 'Unnamed'] = [person, ...textsOf(fields, ['name', 'title', 'body', 'email'], raw)].filter(Boolean);
	const [email] = textsOf(fields, ['email'], raw);
	return `${title}${email && email !== title ? ` (${email})` : ''}`.slice(0, 100);
}

const textsOf = (fields: readonly Field[], keys: readonly string[], raw: IDataObject): string[] =>
	keys.flatMap((key) => fields.filter((field) => field.key === key)).map((field) => textOf(field, raw)).filter(Boolean);

function textOf({ read }: Field, raw: IDataObject): string {
	const below = (held: unknown, part: string) => (held as IDataObject | undefined)?.[part];
	const value = typeof read === 'string' ? read.split('.').reduce<unknown>(below, raw) : read(raw);
	return typeof value === 'string' ? value : '';
}
