import { bodyOf, listOf } from './calls';
import { badRequest } from './errors';
import type { Resources } from './resources';
import { type Scope, type SearchGroup, textSearch } from './search';

interface SearchBody {
	q?: string;
	in?: string;
	fields?: string[];
	sobjects?: { name: string; fields?: string[]; where?: string; limit?: number; orderBy?: string }[];
	overallLimit?: number;
}

const SOSL =
	/^\s*FIND\s*\{((?:\\.|[^}])*)\}(?:\s+IN\s+(ALL|NAME|EMAIL|PHONE)\s+FIELDS)?(?:\s+RETURNING\s+(.+?))?\s*$/is;
/** `Contact(Id, Name WHERE … LIMIT 5)`, one of several. */
const RETURNING = /(\w+)\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?\s*(?:,|$)/g;
const CLAUSES = /\s(?:WHERE|ORDER\s+BY|LIMIT|OFFSET)\s[\s\S]*$/i;

/** SOSL and its parameterized form; just what exact look-ups by text need (contract 3). */
export function addSearch(resources: Resources): void {
	resources.add('GET', '/search', ({ org, query, version }) => {
		const [, term, group = 'ALL', returning = ''] = SOSL.exec(query.q ?? '') ?? [];
		if (term === undefined)
			throw badRequest('MALFORMED_SEARCH', 'No search term found. The search term must be enclosed in braces.');
		const scopes = [...returning.matchAll(RETURNING)].map(([, name, inner]) => scopeOf(name, inner));
		const searched = textSearch(org, unescaped(term), group.toUpperCase() as SearchGroup, scopes, version);
		return { body: { searchRecords: searched } };
	});

	resources.add('GET', '/parameterizedSearch', ({ org, query, version }) => {
		const fields = query.fields;
		const scopes = listOf(query.sobject).map((name) => ({
			name,
			fields: query[`${name}.fields`] ?? fields,
			clauses: limitClause(query[`${name}.limit`]),
		}));
		return { body: { searchRecords: textSearch(org, query.q ?? '', groupOf(query.in), scopes, version) } };
	});

	resources.add('POST', '/parameterizedSearch', (call) => {
		const { q = '', in: group, fields, sobjects = [], overallLimit } = bodyOf(call) as SearchBody;
		const scopes = sobjects.map((one) => ({
			name: one.name,
			fields: (one.fields ?? fields)?.join(', '),
			clauses: [one.where && `WHERE ${one.where}`, one.orderBy && `ORDER BY ${one.orderBy}`, limitClause(one.limit)]
				.filter(Boolean)
				.join(' '),
		}));
		const found = textSearch(call.org, q, groupOf(group), scopes, call.version);
		return { body: { searchRecords: found.slice(0, overallLimit) } };
	});
}

function scopeOf(name: string, inner: string | undefined): Scope {
	if (inner === undefined) return { name };
	const clauses = CLAUSES.exec(inner)?.[0] ?? '';
	return { name, fields: inner.slice(0, inner.length - clauses.length).trim(), clauses };
}

function groupOf(text = 'ALL'): SearchGroup {
	const group = text.toUpperCase();
	return group === 'NAME' || group === 'EMAIL' || group === 'PHONE' ? group : 'ALL';
}

function limitClause(limit: string | number | undefined): string {
	return limit === undefined ? '' : `LIMIT ${limit}`;
}

function unescaped(term: string): string {
	return term.replace(/\\(.)/gs, '$1');
}
