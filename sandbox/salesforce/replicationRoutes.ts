import { objectOf } from './calls';
import { badRequest } from './errors';
import type { Call, Resources } from './resources';
import { stamp, timeOf } from './stamps';
import { isDeleted } from './store';

const MINUTE_MS = 60_000;
const WINDOW_MS = 30 * 24 * 60 * MINUTE_MS;

/** The ids of changed and of deleted records in a time span (contract 5). */
export function addReplication(resources: Resources): void {
	resources.add('GET', '/sobjects/:object/updated', (call) => {
		const { from, to, latestDateCovered } = spanOf(call);
		const ids = [...call.org.store(objectOf(call)).all()]
			.filter((record) => !isDeleted(record) && isWithin(record.values.SystemModstamp, from, to))
			.map(({ id }) => id);
		return { body: { ids, latestDateCovered } };
	});

	resources.add('GET', '/sobjects/:object/deleted', (call) => {
		const { from, to, latestDateCovered, earliestDateAvailable } = spanOf(call);
		const deletedRecords = [...call.org.store(objectOf(call)).all()]
			.filter((record) => isDeleted(record) && isWithin(record.values.SystemModstamp, from, to))
			.map(({ id, values }) => ({ id, deletedDate: values.SystemModstamp }));
		return { body: { deletedRecords, earliestDateAvailable, latestDateCovered } };
	});
}

/** The seconds of both ends are ignored. What a running transaction may still change is not covered yet. */
function spanOf({ org, query }: Call) {
	const [start, end] = [momentOf('start', query.start), momentOf('end', query.end)];
	const now = org.clock.now();
	const earliest = now - WINDOW_MS;
	if (start < earliest || end <= start) {
		throw badRequest(
			'INVALID_REPLICATION_DATE',
			end <= start
				? 'endDate must be after startDate by at least one minute'
				: 'startDate before org replication enabled date',
		);
	}
	const covered = Math.min(end, now - org.settings.indexLagMs);
	return {
		from: stamp(start),
		to: stamp(end),
		earliestDateAvailable: stamp(earliest),
		latestDateCovered: stamp(covered),
	};
}

function momentOf(name: string, text: string | undefined): number {
	if (!text) throw badRequest('MISSING_ARGUMENT', `Missing required parameter: ${name}`);
	// A plus sign that was not encoded arrives as a space.
	const time = timeOf(text.replace(' ', '+'));
	if (time === undefined) throw badRequest('INVALID_DATE_FORMAT', `Invalid ${name} date: ${text}`);
	return Math.floor(time / MINUTE_MS) * MINUTE_MS;
}

function isWithin(value: unknown, from: string, to: string): boolean {
	return typeof value === 'string' && value >= from && value < to;
}
