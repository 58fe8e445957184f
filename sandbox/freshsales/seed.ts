import type { SeedData } from '../crm';
import { createAppointment } from './appointments';
import { createContact } from './contacts';
import { createDeal } from './deals';
import { InvalidBody } from './errors';
import type { RecordBody } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import { createNote } from './notes';
import { type User, USERS } from './portal';
import type { Row } from './records';
import { createSalesAccount } from './salesAccounts';
import type { Table } from './table';

/** A record to start with: its POST body, and what the server decides otherwise. Times are ISO 8601. */
type SeedRecord = RecordBody & { id?: number; created_at?: string; updated_at?: string; deleted?: boolean };

type Create<Kind> = (account: FreshsalesAccount, user: User, body: RecordBody) => Kind;

/** Adds records by object type, in the order given; answers their ids. */
export function seedRecords(account: FreshsalesAccount, data: SeedData): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(data).map(([name, seeds]) => [
			name,
			seeds.map((seed) => String(seedRecord(account, name, seed as SeedRecord))),
		]),
	);
}

/** The stored records of a type. */
export function recordsOf(account: FreshsalesAccount, type: string): unknown[] {
	account.jobs.runDue();
	const readers: Readonly<Record<string, () => unknown[]>> = {
		contacts: () => account.contacts.all(),
		sales_accounts: () => account.salesAccounts.all(),
		deals: () => account.deals.all(),
		appointments: () => account.appointments.all(),
		notes: () => account.notes.all(),
		invitations: () => [...account.invitations],
	};
	if (!Object.hasOwn(readers, type)) {
		throw new RangeError(`No records of "${type}"; known are ${Object.keys(readers).join(', ')}`);
	}
	return readers[type]();
}

function seedRecord(account: FreshsalesAccount, name: string, seed: SeedRecord): number {
	switch (name) {
		case 'sales_accounts':
			return place(account, account.salesAccounts, createSalesAccount, seed);
		case 'contacts':
			return place(account, account.contacts, createContact, seed);
		case 'deals':
			return place(account, account.deals, createDeal, seed);
		case 'appointments':
			return place(account, account.appointments, createAppointment, seed);
		case 'notes':
			return place(account, account.notes, createNote, seed);
		default:
			throw new RangeError(`Seed: no "${name}"; known are sales_accounts, contacts, deals, appointments, notes`);
	}
}

/** Creates by the vendor's own rules, then sets what only the server may. */
function place<Kind extends Row>(
	account: FreshsalesAccount,
	table: Table<Kind>,
	create: Create<Kind>,
	{ id, created_at, updated_at, deleted, ...body }: SeedRecord,
): number {
	const row = created(account, create, body);
	if (id !== undefined) table.forget(row.id);
	const createdAt = created_at ? Date.parse(created_at) : row.createdAt;
	const updatedAt = updated_at ? Date.parse(updated_at) : createdAt;
	const deletedAt = deleted ? updatedAt : null;
	return table.save({ ...row, id: id ?? row.id, createdAt, updatedAt, deletedAt }).id;
}

function created<Kind>(account: FreshsalesAccount, create: Create<Kind>, body: RecordBody): Kind {
	try {
		return create(account, USERS[0], body);
	} catch (error) {
		if (error instanceof InvalidBody) throw new RangeError(`Seed: ${error.message}`);
		throw error;
	}
}
