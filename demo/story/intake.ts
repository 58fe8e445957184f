import axios from 'axios';
import type { Sandbox } from '../../sandbox/server';
import type { N8n } from '../runtime';
import { bookings, type Booking } from './bookings';
import type { StoryCrm } from './crm';

/** What the workflow answers for one booking. */
export interface Answer {
	callId: string;
	caller: string;
	outcome: 'booked' | 'needs a human';
	message: string;
	customer?: string;
	appointment?: string;
	customerId?: string;
}

/** One round of calls: the answers, and what they cost. */
export interface Round {
	answers: Answer[];
	requests: number;
	/** Requests that the CRM refused because they came too fast. */
	refused: number;
	seconds: number;
}

/** Calls that come one by one; the rest arrives as one list, as after an outage. */
const singleCalls = 3;

/** Posts all bookings to the production webhook as the phone agent does. */
export async function postBookings(n8n: N8n, sandbox: Sandbox, { id }: StoryCrm): Promise<Round> {
	const url = `${n8n.url}/webhook/bookings`;
	const post = async (body: Booking | readonly Booking[]) => (await axios.post<Answer[]>(url, body, { proxy: false })).data;
	const before = sandbox.crm(id).counters();
	const begun = Date.now();
	const answers: Answer[] = [];
	for (const booking of bookings.slice(0, singleCalls)) answers.push(...(await post(booking)));
	answers.push(...(await post(bookings.slice(singleCalls))));
	const after = sandbox.crm(id).counters();
	return {
		answers: [...answers].sort((a, b) => a.callId.localeCompare(b.callId)),
		requests: after.total - before.total,
		refused: after.rateLimited - before.rateLimited,
		seconds: Math.round((Date.now() - begun) / 100) / 10,
	};
}

/** True when a round wrote something for a booking. */
export const hasChanged = ({ outcome, customer, appointment }: Answer): boolean =>
	outcome === 'booked' && [customer, appointment].some((action) => action !== 'unchanged');
