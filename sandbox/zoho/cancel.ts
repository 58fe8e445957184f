import { badRequest, invalidData, mandatoryNotFound, type ZohoError } from './errors';
import type { StoredRecord } from './store';
import { wholeSecond } from './times';
import { done, type ItemResult } from './writeAnswer';
import type { ZohoOrg } from './zohoOrg';

/** Calls a meeting off: once, before its end, and only one that others were asked to (spec cancel_meetings). */
export function cancel(org: ZohoOrg, id: string, sent: Record<string, unknown>): ItemResult {
	if (typeof sent.send_cancelling_mail !== 'boolean') {
		throw mandatoryNotFound({ api_name: 'send_cancelling_mail', json_path: '$.data[0].send_cancelling_mail' });
	}
	const event = org.store('Events').get(id);
	if (!event) throw invalidData({ api_name: 'id', json_path: '$.id' }, 'the id given seems to be invalid');
	const now = org.clock.now();
	const refusal = refusalOf(event, now);
	if (refusal) throw refusal;
	org.save({ ...event, cancelled: true, modifiedAt: wholeSecond(now) });
	return done(id, 'The event is successfully cancelled');
}

function refusalOf({ cancelled, values }: StoredRecord, now: number): ZohoError | undefined {
	if (cancelled) return badRequest('NOT_ALLOWED', 'The event is already cancelled');
	const { Participants: participants, End_DateTime: end } = values;
	if (!Array.isArray(participants) || participants.length === 0) {
		return badRequest('NOT_ALLOWED', 'You cannot cancel the event without inviting participants');
	}
	if (Number(end) < now) return badRequest('NOT_ALLOWED', 'You cannot cancel the meeting after the meeting end time');
	return undefined;
}
