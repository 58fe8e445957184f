import type { CrmRecord, Lookup, MatchKey, NaturalKey, Scope, VendorObject } from '../types';

/**
 * A phone number reduced to what can be compared: E.164 where the number says its country or `countryCode` is known,
 * else its digits. Fewer than 7 digits are no number.
 * @param countryCode calling code for national numbers, for example `1` or `44`
 */
export function phoneKey(value: unknown, countryCode = ''): string | null {
	// +44 (0)20: the zero in brackets is dialled from inside the country only.
	const written = String(value ?? '').replace(/(?:ext|x|#)\.?\s*\d+\s*$/i, '');
	const text = /^\s*(\+|00)/.test(written) ? written.replace(/\(0\)/, '') : written;
	const digits = text.replace(/\D/g, '');
	if (digits.length < 7) return null;
	const code = countryCode.replace(/\D/g, '');
	if (/^\s*(\+|00)/.test(text)) return `+${digits.replace(/^00/, '')}`;
	if (!code) return digits;
	// A number of the numbering plan that already starts with its own code, such as 1 555 010 1234.
	if (digits.startsWith(code) && digits.length - code.length >= 10) return `+${digits}`;
	return `+${code}${digits.replace(/^0/, '')}`;
}

/** Equal numbers, also when only one of them says its country. */
export function samePhone(left: string, right: string): boolean {
	if (left.startsWith('+') === right.startsWith('+')) return left.replace(/^0+/, '') === right.replace(/^0+/, '');
	const [international, national] = left.startsWith('+') ? [left, right] : [right, left];
	const digits = national.replace(/^0+/, '');
	// Calling codes have one to three digits.
	return international.endsWith(digits) && international.length - 1 - digits.length <= 3;
}

export const emailKey = (value: unknown): string | null => String(value ?? '').trim().toLowerCase() || null;

/**
 * The values of a natural key in canonical data, one for each choice among alternatives; none when a part is missing. Each names
 * the keys that it is made of: a contact and a company may have the same id.
 */
export function naturalValues(data: Record<string, unknown>, natural?: NaturalKey): string[] {
	const said = (part: string) => part.split('|').map((key) => [key, String(data[key] ?? '').trim()]).filter(([, value]) => value);
	const each = (held: string[][][], some: string[][]) => held.flatMap((one) => some.map((pair) => [...one, pair]));
	return natural ? natural.parts.map(said).reduce(each, [[]]).map((pairs) => JSON.stringify(pairs)) : [];
}
/** As it compares: in any case, and times to the minute, as not every vendor keeps more of them. */
export const naturalKey = (value: string): string => value.toLowerCase().replace(/(t\d\d:\d\d):\d\d(\.\d+)?z/g, '$1');
const partsOf = (value: string): string[] => (JSON.parse(value) as string[][]).map(([, said]) => said);

/** The comparable value of a match key in canonical data; `null` when it has none. */
export function keyValue(data: Record<string, unknown>, key: MatchKey, natural?: NaturalKey, countryCode?: string): string | null {
	if (key === 'natural') return naturalValues(data, natural)[0] ?? null;
	if (key === 'email') return emailKey(data.email);
	if (key === 'phone') return phoneKey(data.phone, countryCode) ?? phoneKey(data.mobile, countryCode);
	const value = data[key];
	return value === undefined || value === null ? null : String(value).trim() || null;
}

/** What was written without reading may lack its lists. */
const listOf = (value: unknown): unknown[] => (value ?? []) as unknown[];

/** True when a record a vendor found really holds the value: vendors' searches are fuzzy. */
export function holdsKey(record: CrmRecord, key: MatchKey, value: string, natural?: NaturalKey, countryCode?: string): boolean {
	if (key === 'natural') return naturalValues(record, natural).some((held) => naturalKey(held) === naturalKey(value));
	if (key === 'email') return [record.email, ...listOf(record.emails)].some((email) => emailKey(email) === value);
	if (key === 'phone') {
		return [record.phone, record.mobile, ...listOf(record.phones)].some((phone) => {
			const held = phoneKey(phone, countryCode);
			return held !== null && samePhone(held, value);
		});
	}
	if (key === 'externalId') return String(record.externalId ?? '').trim() === value;
	const held = (record.customFields as Record<string, unknown>)[key.slice('customFields.'.length)];
	return String(held ?? '').trim().toLowerCase() === value.toLowerCase();
}

/** The keys that records of an object can be matched by, strongest first. */
export const matchKeysOf = ({ match }: VendorObject): MatchKey[] =>
	([['externalId', match?.field], ['email', match?.email], ['phone', match?.phone], ['natural', match?.natural]] as const)
		.filter(([, way]) => way).map(([key]) => key);

/** How records are found by a key; `null` when they cannot be. */
export function lookupFor({ match }: VendorObject, key: MatchKey, { externalIdField }: Scope): Lookup | null {
	if (key === 'email' || key === 'phone') return match?.[key] ?? null;
	if (key === 'natural') {
		const natural = match?.natural;
		const find: Lookup['find'] = async (values, ...rest) => await natural!.find(values.map(partsOf), ...rest);
		return natural ? { max: natural.max, find } : null;
	}
	const name = key === 'externalId' ? externalIdField : key.slice('customFields.'.length);
	return (name && match?.field?.(name)) || null;
}

const labels: Record<string, string> = { externalId: 'External ID', email: 'Email', phone: 'Phone' };
/** A match key in a user's words. */
export const keyLabel = (key: MatchKey, natural?: NaturalKey): string =>
	key === 'natural' ? (natural?.label ?? key) : (labels[key] ?? key.replace('customFields.', ''));
