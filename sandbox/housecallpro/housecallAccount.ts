import { createHash } from 'node:crypto';
import { type Clock, vendorClock } from '../clock';
import type { AuthorizationServer } from '../oauth/authorizationServer';
import { seededRandom } from '../random';
import { createAuthorization } from './authorization';
import { Collection } from './collection';
import { COMPANIES, type Company, EMPLOYEES, HEAD_COMPANY, JOB_TYPES, LEAD_SOURCES, TAGS } from './company';
import type { Customer, Employee, Estimate, Job, Lead, Named, Notification, Row } from './records';
import type { HousecallProSettings } from './settings';
import { instantOf, stamp } from './times';

/** Everything the companies hold. A reset makes a new one. */
export class HousecallAccount {
	readonly clock: Clock;
	readonly authorization: AuthorizationServer;
	readonly random = seededRandom(2026);
	readonly customers = new Collection<Customer>();
	readonly leads = new Collection<Lead>();
	readonly jobs = new Collection<Job>();
	readonly estimates = new Collection<Estimate>();
	readonly employees = new Collection<Employee>(EMPLOYEES);
	readonly tags = new Collection<Named>(TAGS);
	readonly tagIds = new Map(TAGS.map(({ id, name }) => [name, id]));
	readonly leadSources = new Collection<Named>(LEAD_SOURCES);
	readonly jobTypes = new Collection<Named>(JOB_TYPES);
	readonly invoiceNumbers = new Set<string>();
	readonly notifications: Notification[] = [];
	private readonly sequences = new Map<string, number>();

	constructor(readonly settings: HousecallProSettings) {
		this.clock = vendorClock(settings);
		this.authorization = createAuthorization(this.clock, settings);
	}

	/** The next number of a series, from 1. */
	next(series: string): number {
		const number = (this.sequences.get(series) ?? 0) + 1;
		this.sequences.set(series, number);
		return number;
	}

	/** A prefixed id that says nothing about its age, the same in every run. */
	newId(prefix: string): string {
		const digest = createHash('md5').update(`${prefix}${this.next(prefix)}`).digest('hex');
		return `${prefix}_${digest}`;
	}

	/** The common part of a new row. */
	newRow(prefix: string, companyId: string): Row {
		const now = this.clock.now();
		return {
			id: this.newId(prefix),
			companyId,
			createdAt: now,
			updatedAt: now,
			visibleAt: now + this.settings.indexLagMs,
		};
	}

	company(id: string): Company {
		return COMPANIES.get(id) ?? HEAD_COMPANY;
	}

	/** `NaN` when the text is no time. */
	instant(text: string): number {
		return instantOf(text, this.settings.naiveTimes === 'utc' ? 'UTC' : HEAD_COMPANY.time_zone);
	}

	notify(to: Notification['to'], recipientId: string, aboutId: string, cause: Notification['cause']): void {
		const reachable = to === 'employee' || this.customers.get(recipientId)?.notifications_enabled === true;
		if (!reachable) return;
		this.notifications.push({ to, recipientId, aboutId, cause, sentAt: stamp(this.clock.now()) });
	}
}
