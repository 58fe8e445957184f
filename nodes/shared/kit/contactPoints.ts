import type { Field, Raw } from '../types';
import { emailKey, phoneKey, samePhone } from '../map/keys';

/** An e-mail address or phone number in a vendor's list of them. */
export interface ContactPoint { value: string; isPrimary: boolean; isMobile: boolean }
/** Our single values among such lists. */
export type PointKey = 'email' | 'phone' | 'mobile';
/** What has to happen to a list so that one of our values reads as wanted; lists are never set, or their other entries would be lost. */
export type PointChange<Point> =
	| { do: 'add'; value: string }
	| { do: 'edit'; point: Point; value: string }
	| { do: 'makePrimary'; point: Point }
	| { do: 'remove'; point: Point };

/** The entry that one of our values is read from. */
export function pointOf<Point extends ContactPoint>(key: PointKey, points: readonly Point[]): Point | undefined {
	if (key === 'mobile') return points.find(({ isMobile }) => isMobile);
	const others = key === 'phone' ? points.filter(({ isMobile }) => !isMobile) : points;
	return others.find(({ isPrimary }) => isPrimary) ?? others[0];
}

/** How a list comes to hold `wanted`, in place of what was read there; `null` when it need not change. */
export function pointChange<Point extends ContactPoint>(
	key: PointKey, wanted: string | null, points: readonly Point[],
): PointChange<Point> | null {
	const held = pointOf(key, points);
	if (wanted === null) return held ? { do: 'remove', point: held } : null;
	const twin = points.find((point) => point !== held && isSame(key, point.value, wanted));
	// A number that is there under another description becomes the main one; a mobile one stays what it is.
	if (twin && key !== 'mobile') return { do: 'makePrimary', point: twin };
	return held ? { do: 'edit', point: held, value: wanted } : { do: 'add', value: wanted };
}

/** A list that can only be set as a whole, with `wanted` as what reads as our value, and with all that was there. */
export function withPoint<Point extends ContactPoint>(
	key: PointKey,
	wanted: string | null,
	points: readonly Point[],
): Array<Point | ContactPoint> {
	if (wanted === null) return points.filter((point) => point !== pointOf(key, points));
	const isMobile = key === 'mobile';
	const isPrimary = !isMobile || !points.length;
	const isTwin = (point: Point) => point.isMobile === isMobile && isSame(key, point.value, wanted);
	const others = points.filter((point) => !isTwin(point)).map((point) => (isPrimary ? { ...point, isPrimary: false } : point));
	return [{ isMobile, ...points.find(isTwin), value: wanted, isPrimary }, ...others];
}

type PointList = 'emails' | 'phones';

/** Such lists after a change of our values: those that it touches. @param pointsOf what a list holds */
export function changedLists<Point extends ContactPoint>(
	values: Readonly<Partial<Record<PointKey, unknown>>>, pointsOf: (list: PointList) => Point[],
): Array<[PointList, Array<Point | ContactPoint>]> {
	const changed = (list: PointList, keys: readonly PointKey[]) => keys.filter((key) => values[key] !== undefined)
		.reduce((points: Array<Point | ContactPoint>, key) => withPoint(key, values[key] as string | null, points), pointsOf(list));
	const lists: Array<[PointList, readonly PointKey[]]> = [['emails', ['email']], ['phones', ['mobile', 'phone']]];
	return lists.filter(([, keys]) => keys.some((key) => values[key] !== undefined)).map(([list, keys]) => [list, changed(list, keys)]);
}

function isSame(key: PointKey, left: string, right: string): boolean {
	if (key === 'email') return emailKey(left) === emailKey(right);
	return samePhone(phoneKey(left) ?? left, phoneKey(right) ?? right);
}

const labels = { email: 'Main Email', phone: 'Main Phone', mobile: 'Mobile Phone' } as const;

/** The fields of a person's e-mails and phones: the single values, written below `prefix`, and the whole lists. */
export function pointFields(prefix: string, pointsOf: (raw: Raw, list: PointList) => ContactPoint[]): Field[] {
	const listOf = (key: string) => (key === 'email' ? 'emails' : 'phones');
	const single = (['email', 'phone', 'mobile'] as const).map((key): Field => ({
		key, label: labels[key], kind: key === 'email' ? 'email' : 'phone', write: `${prefix}${key}`,
		read: (raw) => pointOf(key, pointsOf(raw, listOf(key)))?.value,
	}));
	const lists = (['emails', 'phones'] as const).map((list): Field => ({
		key: list, label: list === 'emails' ? 'Emails' : 'Phones', kind: 'text', read: (raw) => pointsOf(raw, list).map(({ value }) => value),
	}));
	return [...single, ...lists];
}
