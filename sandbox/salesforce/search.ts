import { badRequest } from './errors';
import type { Org } from './org';
import type { FieldType } from './schema/build';
import type { SObject } from './schema/sobject';
import { runQuery } from './soql/query';
import type { StoredRecord } from './store';

/** Where a term is looked for. */
export type SearchGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE';

/** One object of a search, with what its records show: the rest of a SOQL query. */
export interface Scope {
	name: string;
	fields?: string;
	/** `WHERE … ORDER BY … LIMIT …`. */
	clauses?: string;
}

const GROUPS: Readonly<Record<Exclude<SearchGroup, 'NAME'>, readonly FieldType[]>> = {
	ALL: ['string', 'email', 'phone', 'textarea', 'picklist', 'url'],
	EMAIL: ['email'],
	PHONE: ['phone'],
};
const MIN_TERM = 2;
const MAX_ROWS = 2_000;

/** Text search: every word of the term begins a word of a field, in what the index has by now (contract 6). */
export function textSearch(org: Org, term: string, group: SearchGroup, scopes: Scope[], version: string): unknown[] {
	const words = wordsOf(term);
	if (words.join('').length < MIN_TERM) {
		throw badRequest('MALFORMED_SEARCH', `search term must be longer than one character: ${term}`);
	}
	const wanted =
		scopes.length > 0 ? scopes : org.schema.all().flatMap(({ name, searchable }) => (searchable ? { name } : []));
	return wanted.flatMap((scope) => inScope(org, words, group, scope, version)).slice(0, MAX_ROWS);
}

function inScope(org: Org, words: string[], group: SearchGroup, scope: Scope, version: string): unknown[] {
	const type = org.schema.find(scope.name);
	if (!type?.searchable) throw badRequest('INVALID_TYPE', `sObject type '${scope.name}' is not supported in searches.`);
	const names = searchedFields(type, group);
	const now = org.clock.now();
	const hits = [...org.store(type).all()].filter(
		(record) => record.indexedAt <= now && words.every((word) => hasWord(record, names, word)),
	);
	if (hits.length === 0) return [];
	const found = new Set(hits.map(({ id }) => id));
	const result = runQuery(org, `SELECT ${fieldsWithId(scope.fields)} FROM ${type.name} ${scope.clauses ?? ''}`.trim());
	return Array.from({ length: result.rows }, (_none, position) => result.row(position, version) as { Id: string })
		.filter(({ Id }) => found.has(Id))
		.map((row) => withoutUnasked(row, scope.fields));
}

function fieldsWithId(fields = 'Id'): string {
	return /(?:^|,)\s*Id\s*(?:,|$)/i.test(fields) ? fields : `Id, ${fields}`;
}

function withoutUnasked({ Id, ...rest }: { Id: string }, fields = 'Id'): object {
	return fieldsWithId(fields) === fields ? { ...rest, Id } : rest;
}

function searchedFields(type: SObject, group: SearchGroup): string[] {
	const fields = [...type.fields.values()];
	if (group === 'NAME') return fields.filter(({ nameField }) => nameField).map(({ name }) => name);
	return fields.filter((field) => GROUPS[group].includes(field.type)).map(({ name }) => name);
}

function hasWord({ values }: StoredRecord, names: string[], word: string): boolean {
	const prefix = word.replaceAll('*', '');
	return names.some((name) => wordsOf(String(values[name] ?? '')).some((token) => token.startsWith(prefix)));
}

function wordsOf(text: string): string[] {
	return text
		.toLowerCase()
		.split(/[^\p{L}\p{N}*]+/u)
		.filter(Boolean);
}
