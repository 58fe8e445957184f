import { EOF } from 'chevrotain';
import { badRequest, type ZohoError } from '../errors';
import { CoqlParser } from './grammar';
import type { Query } from './syntax';
import { lexer } from './tokens';

const parser = new CoqlParser();

/** Parses a query; what it stumbles over is named as the vendor names it (contract 7). */
export function parseCoql(text: string): Query {
	const { tokens, errors } = lexer.tokenize(text);
	if (errors.length > 0) throw syntaxError(text.slice(errors[0].offset, errors[0].offset + errors[0].length));
	parser.input = tokens;
	const query = parser.query();
	const [error] = parser.errors;
	if (error) throw error.token.tokenType === EOF ? syntaxError('') : syntaxError(error.token.image);
	if (!query.where) throw badRequest('SYNTAX_ERROR', 'missing clause', { clause: 'where' });
	return query;
}

function syntaxError(near: string): ZohoError {
	return badRequest('SYNTAX_ERROR', 'error occurred while parsing the query', { near });
}
