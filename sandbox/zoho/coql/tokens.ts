import { createToken, Lexer, type TokenType } from 'chevrotain';

/** A name of a field or module; keywords are names too until the grammar wants them. */
export const Name = createToken({ name: 'Name', pattern: /[$A-Za-z_][$\w]*/ });

const keyword = (word: string): TokenType =>
	createToken({ name: word, pattern: new RegExp(word, 'i'), longer_alt: Name });

/** Keywords are not case-sensitive. */
export const keywords = {
	select: keyword('select'),
	from: keyword('from'),
	where: keyword('where'),
	order: keyword('order'),
	by: keyword('by'),
	ascending: keyword('asc'),
	descending: keyword('desc'),
	limit: keyword('limit'),
	offset: keyword('offset'),
	and: keyword('and'),
	or: keyword('or'),
	not: keyword('not'),
	in: keyword('in'),
	is: keyword('is'),
	null: keyword('null'),
	like: keyword('like'),
	between: keyword('between'),
	true: keyword('true'),
	false: keyword('false'),
};

export const Comparator = createToken({ name: 'Comparator', pattern: /<=|>=|!=|=|<|>/ });
export const Decimal = createToken({ name: 'Decimal', pattern: /-?\d+(?:\.\d+)?/ });
/** In single quotes; a backslash takes the next character as it is (contract 3). */
export const Text = createToken({ name: 'Text', pattern: /'(?:[^'\\]|\\[\s\S])*'/ });
export const Open = createToken({ name: 'Open', pattern: '(' });
export const Close = createToken({ name: 'Close', pattern: ')' });
export const Comma = createToken({ name: 'Comma', pattern: ',' });
export const Dot = createToken({ name: 'Dot', pattern: '.' });

const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED });

export const allTokens = [Space, Text, Decimal, Comparator, Open, Close, Comma, Dot, ...Object.values(keywords), Name];

export const lexer = new Lexer(allTokens);
