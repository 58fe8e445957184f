/** `extensions.versioning` of an answer (contract 10). */
export interface Versioning {
	version: string;
	warning?: string;
}

/** Releases that public clients are seen to use (contract 10). */
const RELEASES = [
	'2025-01-20',
	'2025-04-16',
	'2026-02-03',
	'2026-03-10',
	'2026-04-16',
	'2026-05-12',
	'2026-06-16',
	'2026-07-27',
];

const SUPPORTED_MONTHS = 12;
const REACHABLE_MONTHS = 18;

/**
 * The version that answers a request. One that is past its life is upgraded without a word but the warning
 * (contract 10); `undefined` for what never was a version.
 */
export function negotiate(asked: string, now: number): Versioning | undefined {
	if (!RELEASES.includes(asked)) return undefined;
	const reachable = RELEASES.filter((release) => endOf(release, REACHABLE_MONTHS) > now);
	const version = reachable.includes(asked) ? asked : (reachable[0] ?? RELEASES.at(-1) ?? asked);
	if (version !== asked) {
		return { version, warning: `Version ${asked} has been removed; the request was served by version ${version}.` };
	}
	if (endOf(version, SUPPORTED_MONTHS) > now) return { version };
	const end = new Date(endOf(version, REACHABLE_MONTHS)).toISOString().slice(0, 10);
	return { version, warning: `Version ${version} is no longer supported and will be removed on ${end}.` };
}

function endOf(release: string, months: number): number {
	const date = new Date(`${release}T00:00:00Z`);
	return date.setUTCMonth(date.getUTCMonth() + months);
}
