const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const POD = 'bm0';
const COUNTER_LENGTH = 9;

/** The 18-character form of a 15-character id: three checksum letters tell which characters are capitals. */
export function longId(id15: string): string {
	const suffix = [0, 5, 10].map((start) => {
		const capitals = [...id15.slice(start, start + 5)].map((letter, bit) => (/[A-Z]/.test(letter) ? 1 << bit : 0));
		return CHECKSUM[capitals.reduce((sum, bit) => sum + bit, 0)];
	});
	return id15 + suffix.join('');
}

/** An id in its 18-character form, or `undefined` when the text is none. 15-character ids are taken as well. */
export function canonicalId(text: unknown): string | undefined {
	if (typeof text !== 'string' || !/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-5]{3})?$/.test(text)) return undefined;
	const id = longId(text.slice(0, 15));
	return text.length === 15 || text === id ? id : undefined;
}

/** Hands out ids that grow in the order SOQL compares them. */
export class IdSequence {
	constructor(private last = 0) {}

	next(prefix: string): string {
		return this.at(prefix, ++this.last);
	}

	/** A fixed id, for what every org has. */
	at(prefix: string, number: number): string {
		let digits = '';
		for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) digits = BASE62[rest % 62] + digits;
		return longId(prefix + POD + digits.padStart(COUNTER_LENGTH, '0'));
	}
}
