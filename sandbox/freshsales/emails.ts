import type { Problems } from './errors';
import { isObject, type RecordBody } from './formWriter';
import type { Email } from './records';

const ADDRESS = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** The addresses after a write of `email` and `emails` (contract 2.1). */
export function writeEmails(
	current: readonly Email[],
	body: RecordBody,
	newId: () => number,
	problems: Problems,
): readonly Email[] {
	let emails = current;
	if ('emails' in body) emails = listed(emails, body.emails, newId);
	if ('email' in body) emails = withPrimary(emails, textOf(body.email), newId);
	for (const { value } of emails) {
		if (!ADDRESS.test(value)) problems.add('email', `${value} is an invalid email address`);
	}
	return onePrimary(emails);
}

export const primaryOf = (emails: readonly Email[]) => emails.find(({ is_primary }) => is_primary)?.value ?? null;

/** `emails` as one text, or as entries: known ones change or go (`_destroy`), others are added. */
function listed(current: readonly Email[], sent: unknown, newId: () => number): readonly Email[] {
	let emails = current;
	for (const entry of [sent].flat()) {
		const { value, id, is_primary, label, _destroy } = isObject(entry)
			? entry
			: { value: entry, id: undefined, is_primary: undefined, label: undefined, _destroy: false };
		const address = textOf(value);
		const known = emails.find((each) => each.id === Number(id) || isSame(each.value, address));
		if (_destroy === true || _destroy === 'true') emails = emails.filter((each) => each !== known);
		else if (known || address !== '') {
			const email: Email = {
				id: known?.id ?? newId(),
				value: address || known!.value,
				is_primary: typeof is_primary === 'boolean' ? is_primary : (known?.is_primary ?? false),
				label: typeof label === 'string' ? label : (known?.label ?? null),
			};
			const others = emails.filter((each) => each !== known);
			emails = [...others.map((each) => (email.is_primary ? { ...each, is_primary: false } : each)), email];
		}
	}
	return emails;
}

/** `email` is the primary one: it takes the former one's place, and an empty one leaves none there [unverified]. */
function withPrimary(emails: readonly Email[], address: string, newId: () => number): readonly Email[] {
	const rest = emails.filter(({ value, is_primary }) => !is_primary && !isSame(value, address));
	if (address === '') return rest;
	const former = emails.find(({ is_primary }) => is_primary);
	return [{ id: former?.id ?? newId(), value: address, is_primary: true, label: former?.label ?? null }, ...rest];
}

function onePrimary(emails: readonly Email[]): readonly Email[] {
	if (emails.some(({ is_primary }) => is_primary)) return emails;
	return emails.map((email, index) => ({ ...email, is_primary: index === 0 }));
}

/** Case makes no difference (live). */
export const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
