import { holdsKey, keyValue, phoneKey, samePhone } from '../map/keys';
import { at } from '../map/record';
import type { CrmRecord, Search, SearchCondition, SearchQuery } from '../types';

/** True when a record is what a query asks for: the last word over vendors whose search is generous. */
export function fits(record: CrmRecord, { text, where }: SearchQuery, recheck: NonNullable<Search['recheck']>): boolean {
	const checked = where.filter(({ field }) => recheck.only?.includes(field) ?? true);
	return checked.every((condition) => holds(record, condition)) && (!recheck.text || !text || speaksOf(record, text));
}

function holds(record: CrmRecord, { field, operator, value }: SearchCondition): boolean {
	const key = operator === 'equals' && (field === 'email' || field === 'phone') ? keyValue({ [field]: value }, field) : null;
	if (key !== null) return holdsKey(record, field as 'email' | 'phone', key);
	// Of several numbers, this one.
	if (field === 'mobile' && operator === 'equals' && phoneKey(value)) return samePhone(phoneKey(record.mobile) ?? '', phoneKey(value)!);
	const held = textOf(at(record, field));
	const wanted = value.trim().toLowerCase();
	switch (operator) {
		case 'equals':
			return held === wanted;
		case 'notEquals':
			return held !== wanted;
		case 'contains':
			return held.includes(wanted);
		case 'isSet':
			return held !== '';
		case 'isNotSet':
			return held === '';
		default: {
			const difference = order(held, wanted);
			return held !== '' && (operator === 'after' ? difference >= 0 : difference <= 0);
		}
	}
}

const textOf = (value: unknown): string =>
	(value === null || value === undefined ? '' : Array.isArray(value) ? value.join(' ') : String(value)).trim().toLowerCase();

/** Numbers by value, times and texts by their letters. */
const order = (left: string, right: string) =>
	Number.isNaN(Number(left) - Number(right)) ? left.localeCompare(right) : Number(left) - Number(right);

const speaksOf = (record: CrmRecord, text: string): boolean => {
	const all = Object.values(record).map(textOf).join('\n');
	return text.toLowerCase().split(/\s+/).every((word) => all.includes(word));
};
