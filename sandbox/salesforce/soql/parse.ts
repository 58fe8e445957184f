import { parseQuery, type Query } from 'soql-parser-js';
import { badRequest, malformedQuery, type SalesforceError } from '../errors';

const MAX_LENGTH = 100_000;

/** Parses SOQL with a real parser; complaints are in the vendor's form, with caret art (contract 7). */
export function parseSoql(soql: string): Query {
	if (soql.length > MAX_LENGTH) {
		throw badRequest('QUERY_TOO_COMPLICATED', `SOQL statements cannot be longer than ${MAX_LENGTH} characters.`);
	}
	try {
		return parseQuery(soql);
	} catch (error) {
		const { position, complaint } = complaintOf(soql, (error as Error).message);
		throw malformedQuery(caret(soql, position, complaint));
	}
}

/** A complaint about one word of the query. */
export function errorAt(soql: string, word: string, errorCode: string, message: string): SalesforceError {
	return badRequest(errorCode, caret(soql, Math.max(0, soql.indexOf(word)), message));
}

function caret(soql: string, position: number, message: string): string {
	return `\n${soql}\n${' '.repeat(position)}^\nERROR at Row:1:Column:${position + 1}\n${message}`;
}

/** Finds in the parser's own words what it stumbled over. */
function complaintOf(soql: string, reason: string): { position: number; complaint: string } {
	const [, character, offset] = /unexpected character: ->(.)<- at offset: (\d+)/.exec(reason) ?? [];
	if (character === "'") {
		return { position: soql.length, complaint: `line 1:${soql.length} mismatched character '<EOF>' expecting '''` };
	}
	if (character !== undefined) {
		return {
			position: Number(offset),
			complaint: `line 1:${offset} no viable alternative at character '${character}'`,
		};
	}
	const token = /but found(?: -->|:) '([^']*)'/.exec(reason)?.[1] ?? '';
	if (token === '') return { position: soql.length, complaint: "unexpected token: '<EOF>'" };
	return { position: Math.max(0, soql.lastIndexOf(token)), complaint: `unexpected token: '${token}'` };
}
