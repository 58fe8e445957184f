import { EOF } from 'chevrotain';
import { badRequest, type ZohoError } from '../errors';
import { CoqlParser } from './grammar';
import type { Query } from './syntax';
import { lexer } from './tokens';

const parser = new CoqlParser();

/** Parses a query; what it stumbles over is named as the vendor names it (contract 7). */
export function parseCoql(text: string): Query {
	const { tokens, errors } = lexer.tokenize(text);
	parser.input = tokens;
	const query = parser.query();
	const [stray] = errors;
	const [misplaced] = parser.errors;
	const { token } = misplaced ?? {};
	const isEnd = token?.tokenType === EOF;
	// Whatever comes first in the text.
	if (stray && (!token || isEnd || stray.offset < token.startOffset)) {
		throw syntaxError(text.slice(stray.offset, stray.offset + stray.length));
	}
	if (token) throw syntaxError(isEnd ? '' : token.image);
	if (!query.where) throw badRequest('SYNTAX_ERROR', 'missing clause', { clause: 'where' });
	return query;
}

function syntaxError(near: string): ZohoError {
	return badRequest('SYNTAX_ERROR', 'error occurred while parsing the query', { near });
}
