import { phoneKey, samePhone } from '../map/keys';

/** Numbers that a record holds. */
export interface HeldNumbers { phone?: unknown; mobile?: unknown; others?: readonly unknown[] }

/**
 * Where only mobile numbers are searched, one that comes alone becomes the mobile one, or nobody would be found by it again;
 * a number that is held already in another place stays there.
 */
export function implyMobile(values: Map<string, unknown>, { phone, mobile, others = [] }: HeldNumbers = {}): void {
	const given = phoneKey(values.get('phone'));
	if (!given || phone || values.has('mobile')) return;
	const isHeld = [mobile, ...others].some((number) => samePhone(phoneKey(number) ?? '', given));
	if (!isHeld && mobile) return;
	if (!isHeld) values.set('mobile', values.get('phone'));
	values.delete('phone');
}
