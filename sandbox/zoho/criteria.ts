import { badRequest } from './errors';

/** A search criterion as a tree. */
export type Criterion =
	| { all: Criterion[] }
	| { any: Criterion[] }
	| { field: string; operator: string; values: string[] };

/**
 * Reads `((Last_Name:equals:Burns)and(Email:in:a@b.c,d@e.f))`. Inside values `(`, `)`, `,` and `\` are escaped with a
 * backslash (contract 3, search).
 */
export function parseCriteria(text: string): Criterion {
	const reader = new Reader(text);
	const criterion = reader.group();
	reader.end();
	return criterion;
}

class Reader {
	private at = 0;

	constructor(private readonly text: string) {}

	/** One or more criteria joined by one word; brackets may be left out around a single one. */
	group(): Criterion {
		const first = this.operand();
		const word = this.joint();
		if (!word) return first;
		const all = [first, this.operand()];
		for (let next = this.joint(); next; next = this.joint()) {
			if (next !== word) this.fail();
			all.push(this.operand());
		}
		return word === 'and' ? { all } : { any: all };
	}

	end(): void {
		if (this.at < this.text.length) this.fail();
	}

	private operand(): Criterion {
		if (!this.take('(')) return this.test();
		const inner = this.group();
		if (!this.take(')')) this.fail();
		return inner;
	}

	private test(): Criterion {
		const field = this.upTo(':');
		const operator = this.upTo(':');
		const values = [''];
		while (this.at < this.text.length && this.text[this.at] !== ')') {
			const character = this.text[this.at++];
			if (character === ',') values.push('');
			else if (character === '(') this.fail();
			else values[values.length - 1] += character === '\\' ? (this.text[this.at++] ?? '') : character;
		}
		return { field, operator, values };
	}

	private joint(): 'and' | 'or' | undefined {
		for (const word of ['and', 'or'] as const) {
			const rest = this.text.slice(this.at).trimStart();
			if (!rest.toLowerCase().startsWith(word)) continue;
			this.at = this.text.length - rest.length + word.length;
			this.skipSpace();
			return word;
		}
		return undefined;
	}

	private upTo(mark: string): string {
		const end = this.text.indexOf(mark, this.at);
		const word = end < 0 ? '' : this.text.slice(this.at, end).trim();
		if (word === '' || word.includes('(') || word.includes(')')) this.fail();
		this.at = end + 1;
		return word;
	}

	private take(character: string): boolean {
		if (this.text[this.at] !== character) return false;
		this.at++;
		return true;
	}

	private skipSpace(): void {
		while (this.text[this.at] === ' ') this.at++;
	}

	private fail(): never {
		const reason = `unexpected: ${this.text.slice(this.at)}`;
		throw badRequest('INVALID_QUERY', 'invalid query formed', { reason, api_name: 'criteria' });
	}
}
