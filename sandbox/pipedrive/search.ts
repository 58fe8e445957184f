import { isVisible } from './access';
import { invalid } from './errors';
import { booleanOf, listOf, type Query, textOf } from './query';
import type { StoredRecord } from './records';
import type { Call } from './router';
import { presentHit } from './searchHits';
import { notesByParent, SEARCH_FIELDS, type SearchKind, type SearchTexts, textsOf } from './searchTexts';

/** One found record. */
export interface Hit {
	result_score: number;
	item: Record<string, unknown>;
}

interface Term {
	text: string;
	isExact: boolean;
	/** When phone numbers are compared by digits. */
	digits?: string;
}

const FEWEST_PHONE_DIGITS = 5;

/** The records of a kind that match, best first; a flat projection of them (contract 3.1). */
export function searchKind(
	call: Call,
	kind: SearchKind,
	matches: (record: StoredRecord) => boolean = () => true,
): Hit[] {
	const { account, caller, query } = call;
	const term = termOf(call);
	const fields = fieldsOf(query, kind);
	const notes = notesByParent(account, kind);
	const hits: Hit[] = [];
	for (const record of account.index(kind).visible()) {
		if (!matches(record)) continue;
		const about = notes.get(record.id);
		const texts = about ? { ...textsOf(account, kind, record), notes: about } : textsOf(account, kind, record);
		const score = scoreOf(texts, fields, term);
		if (score === 0 || !isVisible(caller, record)) continue;
		hits.push({ result_score: score, item: presentHit(account, kind, record, matching(texts, fields, term)) });
	}
	const tie = account.settings.reorderResults ? () => account.random() - 0.5 : () => 0;
	return hits.sort((a, b) => b.result_score - a.result_score || tie());
}

/** At least two characters; one is enough for an exact match (contract 3.1). */
function termOf({ account, query }: Call): Term {
	const text = (textOf(query, 'term') ?? '').trim().toLowerCase();
	const isExact = booleanOf(query, 'exact_match') ?? false;
	if (text.length < (isExact ? 1 : 2)) throw invalid('term', 'The search term is too short');
	const digits = account.settings.phoneSearch === 'digits' ? text.replace(/\D/g, '') : '';
	return { text, isExact, ...(digits.length >= FEWEST_PHONE_DIGITS ? { digits } : {}) };
}

function fieldsOf(query: Query, kind: SearchKind): readonly string[] {
	const asked = listOf(query, 'fields');
	return asked.length === 0 ? SEARCH_FIELDS[kind] : SEARCH_FIELDS[kind].filter((field) => asked.includes(field));
}

function scoreOf(texts: SearchTexts, fields: readonly string[], term: Term): number {
	let best = 0;
	for (const field of fields) {
		for (const text of texts[field]) best = Math.max(best, scoreText(text, field, term));
	}
	return best;
}

/** Which of a field's texts were found; the answer does not say which key they belong to. */
function matching(texts: SearchTexts, fields: readonly string[], term: Term): SearchTexts {
	const found = (field: string) =>
		fields.includes(field) ? texts[field].filter((text) => scoreText(text, field, term) > 0) : [];
	return { custom_fields: found('custom_fields'), notes: found('notes') };
}

/** An exact match is not case-sensitive; any other finds every word somewhere in the text. */
function scoreText(text: string, field: string, { text: term, isExact, digits }: Term): number {
	const lower = text.toLowerCase();
	if (lower === term) return 1.2;
	if (isExact && !digits) return 0;
	const textDigits = field === 'phone' && digits ? lower.replace(/\D/g, '') : '';
	if (digits && textDigits === digits) return 1.2;
	if (isExact) return 0;
	if (digits && textDigits.includes(digits)) return 0.3;
	if (!term.split(/\s+/).every((word) => lower.includes(word))) return 0;
	return lower.startsWith(term) ? 0.6 : 0.3;
}
