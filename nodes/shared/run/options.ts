import type { MatchKey } from '../types';

/** What an upsert does when several records match. */
export type AmbiguityPolicy = 'fail' | 'oldest' | 'newest' | 'skip';
/** Which halves of an upsert are allowed. */
export type UpsertMode = 'createOrUpdate' | 'createOnly' | 'updateOnly';

/** The user's choices that shape a write. */
export interface WriteOptions {
	/** Match keys in order of trust. */
	matchOn: readonly MatchKey[];
	mode: UpsertMode;
	onAmbiguous: AmbiguityPolicy;
	/** Writes only what the record has no value for. */
	blanksOnly: boolean;
	/** Decides and reports, and writes nothing. */
	dryRun: boolean;
	/** Reads records before it writes them, also where the vendor could find them itself. */
	readFirst: boolean;
	/** True when an empty string clears. */
	emptyClears: boolean;
	/** IANA zone of times without an offset. */
	timeZone: string;
	/** Calling code of phone numbers without one. */
	countryCode: string;
}
