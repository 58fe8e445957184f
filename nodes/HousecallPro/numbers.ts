import { phoneKey, samePhone } from '../shared/map/keys';
import type { Raw } from '../shared/types';

/** Only mobile numbers are searched (contract section 3): a number that comes alone goes there, or nobody would be found by it again. */
export function implyNumber(values: Map<string, unknown>, { mobile_number: mobile, home_number: home, work_number: work }: Raw): void {
	const given = phoneKey(values.get('phone'));
	if (!given || home || values.has('mobile')) return;
	const isHeld = [mobile, work].some((number) => samePhone(phoneKey(number) ?? '', given));
	if (!isHeld && mobile) return;
	if (!isHeld) values.set('mobile', values.get('phone'));
	values.delete('phone');
}
