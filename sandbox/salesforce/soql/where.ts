import type { Condition, ValueQueryCondition, WhereClause } from 'soql-parser-js';
import { errorAt } from './parse';

/** A test of one field. */
export type Test = Exclude<Condition, { openParen: number }> | ValueQueryCondition;

/** A WHERE clause as a tree. */
export type Node = { all: Node[] } | { any: Node[] } | { not: Node } | { test: Test };

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | { test: Test };

/** The parser answers a flat chain with counted parentheses; this puts the tree together. */
export function treeOf(where: WhereClause, soql: string): Node {
	const tokens = [...tokensOf(where)];
	let at = 0;

	const group = (): Node => {
		const nodes = [operand()];
		const joint = tokens[at];
		while (tokens[at] === 'AND' || tokens[at] === 'OR') {
			// SOQL has no precedence between the two: mixing them needs parentheses.
			if (tokens[at] !== joint)
				throw errorAt(soql, ` ${String(tokens[at])} `, 'MALFORMED_QUERY', `unexpected token: '${String(tokens[at])}'`);
			at++;
			nodes.push(operand());
		}
		if (nodes.length === 1) return nodes[0];
		return joint === 'AND' ? { all: nodes } : { any: nodes };
	};

	const operand = (): Node => {
		const token = tokens[at++];
		if (token === 'NOT') return { not: operand() };
		if (token === '(') {
			const inner = group();
			at++;
			return inner;
		}
		if (typeof token === 'object') return token;
		throw errorAt(soql, 'WHERE', 'MALFORMED_QUERY', `unexpected token: '${token ?? '<EOF>'}'`);
	};

	return group();
}

function* tokensOf(where: WhereClause): Generator<Token> {
	for (let clause: WhereClause | undefined = where; clause;) {
		const { left } = clause;
		yield* parentheses('(', left?.openParen);
		if (left && isTest(left)) {
			yield { test: left };
			yield* parentheses(')', left.closeParen);
		}
		if (!('operator' in clause)) return;
		yield clause.operator;
		clause = clause.right;
	}
}

function* parentheses(parenthesis: '(' | ')', count = 0): Generator<Token> {
	for (let n = 0; n < count; n++) yield parenthesis;
}

function isTest(left: Condition | ValueQueryCondition): left is Test {
	return 'operator' in left;
}
