import { existsAlready } from '../http/failure';
import { changes, type Draft } from '../map/draft';
import { keyValue, lookupFor, matchKeysOf } from '../map/keys';
import type { CrmError, MatchKey, WriteRow } from '../types';
import type { Recover } from './batch';
import { findMatches, type MatchContext } from './match';

/**
 * Creates whose answer was lost are looked up before they are sent again.
 * @param drafts what each row was to say
 * @param links fields that a vendor may add after the record itself
 */
export function recovery(
	drafts: ReadonlyMap<WriteRow, Draft>,
	links: readonly string[],
	countryCode: string,
	context: MatchContext,
): Recover<WriteRow> {
	const { object, scope } = context;
	// A phone number is too weak to take a stranger's record for the one that was just made.
	const trusted = matchKeysOf(object).filter((key) => key !== 'phone' && lookupFor(object, key, scope));
	return async (lost) => {
		const keys = lost.map((row): Array<[MatchKey, string]> => {
			const data = Object.fromEntries(drafts.get(row)!.values);
			const values = trusted.map((key) => [key, keyValue(data, key, object.match?.natural, countryCode)] as [MatchKey, string | null]);
			return values.filter((entry): entry is [MatchKey, string] => entry[1] !== null).slice(0, 1);
		});
		const matches = await findMatches(
			keys.map((entries) => new Map(entries)),
			trusted,
			context,
		);
		return lost.map((row, at) => {
			const [twin] = [...matches[at].values()].flat();
			if (!twin) return keys[at].length ? null : { error: lostAnswer };
			// A record that holds something else was there before.
			const own = changes(drafts.get(row)!, twin.record, object, false).every((key) => links.includes(key));
			return own ? { raw: twin.raw } : { error: existsAlready(twin.record.id) };
		});
	};
}

const lostAnswer: CrmError = {
	kind: 'unavailable', outcomeUnknown: true, message: 'The connection broke while the record was being created, so it may or may not exist',
	hint: 'Look in the CRM before you run this item again: a second run could make a duplicate.',
};
