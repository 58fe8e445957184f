import { type Clock, vendorClock } from '../clock';
import { seededRandom } from '../random';
import { Jobs } from './jobs';
import type { Appointment, Contact, Deal, Invitation, Note, Row, SalesAccount, Target } from './records';
import type { FreshsalesSettings } from './settings';
import { Table } from './table';
import { instantOf, stamp } from './times';
import { localName } from './words';

/** Ids are numbers below 2^53 (contract 3). */
const FIRST_ID = 402_001_000_000;

/** Everything the account holds. A reset makes a new one. */
export class FreshsalesAccount {
	readonly clock: Clock;
	readonly random = seededRandom(2026);
	readonly contacts: Table<Contact>;
	readonly salesAccounts: Table<SalesAccount>;
	readonly deals: Table<Deal>;
	readonly appointments: Table<Appointment>;
	readonly notes: Table<Note>;
	readonly invitations: Invitation[] = [];
	readonly jobs: Jobs;
	private lastId = FIRST_ID;

	constructor(readonly settings: FreshsalesSettings) {
		this.clock = vendorClock(settings);
		this.jobs = new Jobs(this.clock, settings);
		const table = <Kind extends Row>() => new Table<Kind>(this.clock, () => settings.indexLagMs);
		this.contacts = table<Contact>();
		this.salesAccounts = table<SalesAccount>();
		this.deals = table<Deal>();
		this.appointments = table<Appointment>();
		this.notes = table<Note>();
	}

	/** One series for all records. */
	newId(): number {
		return ++this.lastId;
	}

	/** The common part of a new row. */
	newRow(createrId: number): Row {
		const now = this.clock.now();
		return { id: this.newId(), createdAt: now, updatedAt: now, deletedAt: null, createrId };
	}

	stamp(time: number): string {
		return stamp(time, this.settings.utcOffset);
	}

	/** `NaN` when the text is no time. */
	instant(text: string): number {
		return instantOf(text, this.settings.timeZone);
	}

	/** A name in the account's language. */
	name(name: string): string {
		return localName(name, this.settings);
	}

	/** The record behind a target, if it is there. */
	target({ type, id }: Target): Contact | SalesAccount | Deal | undefined {
		return { Contact: this.contacts, SalesAccount: this.salesAccounts, Deal: this.deals }[type].get(id);
	}

	/** Something was added to a record: its `updated_at` may move (contract 5). */
	touch({ type, id }: Target): void {
		if (!this.settings.activityTouchesRecord) return;
		const touch = <Kind extends Row>(table: Table<Kind>) => {
			const row = table.get(id);
			if (row) table.save({ ...row, updatedAt: this.clock.now() });
		};
		if (type === 'Contact') touch(this.contacts);
		else if (type === 'Deal') touch(this.deals);
		else touch(this.salesAccounts);
	}
}
