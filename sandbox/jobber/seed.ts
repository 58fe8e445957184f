import type { SeedData } from '../crm';
import { blankClient, type ClientInput, writeClient } from './clientWriter';
import type { Collection } from './collection';
import { encodeId, type Kind } from './ids';
import type { JobberAccount } from './jobberAccount';
import { addToClient, blankJob } from './jobWriter';
import { editedProperty, newProperty, type PropertyInput } from './properties';
import type { Client, CustomFieldConfiguration, Job, Quote, Request, Stored, User, Visit } from './records';
import { blankQuote } from './quotes';
import { blankRequest } from './requests';
import { UNSCHEDULED } from './schedule';
import { Problems } from './userErrors';

/** Fields that API input has not. Times are ISO 8601 or epoch milliseconds, ids are encoded ones or plain numbers. */
interface SeedFields {
	id?: string | number;
	createdAt?: string | number;
	updatedAt?: string | number;
}

/** A client as `clientCreate` takes it, plus its state. */
export type SeedClient = ClientInput &
	SeedFields &
	Partial<Pick<Client, 'isLead' | 'isArchived'>> & { tags?: string[] };

type Seeded<Item, Reference extends keyof Item> = SeedFields & Partial<Omit<Item, keyof SeedFields | Reference>> & {
	[Name in Reference]?: string | number;
};

export type SeedProperty = PropertyInput & SeedFields & { clientId: string | number };
export type SeedRequest = Seeded<Request, 'clientId' | 'propertyId'> & { clientId: string | number };
export type SeedQuote = Seeded<Quote, 'clientId' | 'propertyId'> & { propertyId: string | number };
export type SeedJob = Seeded<Job, 'propertyId' | 'clientId'> & { propertyId: string | number };
export type SeedVisit = SeedFields &
	Partial<Pick<Visit, 'title' | 'instructions' | 'allDay' | 'assignedUserIds'>> & {
		jobId: string | number;
		startAt?: string | number;
		endAt?: string | number;
		completedAt?: string | number;
	};
export type SeedUser = SeedFields & Partial<Omit<User, keyof SeedFields>>;
export type SeedCustomField = SeedFields & Partial<Omit<CustomFieldConfiguration, keyof SeedFields>>;

type Seeder = (account: JobberAccount, seed: never) => Stored;

const SEEDERS: Readonly<Record<string, Seeder>> = {
	clients: (account, seed: SeedClient) => {
		const { id, createdAt, updatedAt, isLead, isArchived, tags, ...input } = seed;
		const blank = blankClient(account, ownId(account, 'Client', id));
		const problems = new Problems();
		const client = writeClient(account, blank, { ...input, tagsToAdd: tags }, problems);
		if (!client) throw new RangeError(`Seed: ${problems.found.map(({ message }) => message).join('; ')}`);
		const state = { isLead: isLead ?? true, isArchived: isArchived ?? false };
		return saved(account.clients, { ...client, ...state, ...dates(account, { createdAt, updatedAt }) });
	},
	properties: (account, seed: SeedProperty) => {
		const client = account.clients.existing(reference('Client', seed.clientId));
		const blank = newProperty(account, client.id, ownId(account, 'Property', seed.id));
		const property = saved(account.properties, editedProperty(account, blank, seed, new Problems()));
		account.clients.save({ ...client, propertyIds: [...client.propertyIds, property.id] });
		return property;
	},
	requests: (account, { id, createdAt, updatedAt, clientId, propertyId, ...fields }: SeedRequest) =>
		saved(account.requests, {
			...blankRequest(account, reference('Client', clientId), ownId(account, 'Request', id)),
			...fields,
			...(propertyId === undefined ? {} : { propertyId: reference('Property', propertyId) }),
			...dates(account, { createdAt, updatedAt }),
		}),
	quotes: (account, { id, createdAt, updatedAt, propertyId, clientId: _derived, ...fields }: SeedQuote) => {
		const property = account.properties.existing(reference('Property', propertyId));
		return saved(account.quotes, {
			...blankQuote(account, property.clientId, property.id, ownId(account, 'Quote', id)),
			...fields,
			...dates(account, { createdAt, updatedAt }),
		});
	},
	jobs: (account, { id, createdAt, updatedAt, propertyId, clientId: _derived, ...fields }: SeedJob) => {
		const property = account.properties.existing(reference('Property', propertyId));
		const job = {
			...blankJob(account, property.clientId, property.id, ownId(account, 'Job', id)),
			jobNumber: account.nextJobNumber(),
			...fields,
			...dates(account, { createdAt, updatedAt }),
		};
		addToClient(account, job);
		return job;
	},
	visits: (account, { id, createdAt, jobId, startAt, endAt, completedAt, ...fields }: SeedVisit) => {
		const visit = {
			...UNSCHEDULED,
			id: ownId(account, 'Visit', id),
			createdAt: timeOf(createdAt) ?? account.now(),
			jobId: account.jobs.existing(reference('Job', jobId)).id,
			title: null,
			instructions: null,
			startAt: timeOf(startAt),
			endAt: timeOf(endAt),
			completedAt: timeOf(completedAt),
			...fields,
		};
		account.addVisit(visit);
		return visit;
	},
	users: (account, { id, createdAt, updatedAt: _none, ...fields }: SeedUser) =>
		saved(account.users, {
			id: ownId(account, 'User', id),
			createdAt: timeOf(createdAt) ?? account.now(),
			first: '',
			last: '',
			email: '',
			status: 'ACTIVATED',
			isAccountAdmin: false,
			isAccountOwner: false,
			availableForScheduling: true,
			timezone: 'America/New_York',
			...fields,
		}),
	customFieldConfigurations: (account, { id, createdAt, updatedAt: _none, ...fields }: SeedCustomField) =>
		saved<CustomFieldConfiguration>(account.customFields, {
			id: ownId(account, 'CustomFieldConfiguration', id),
			createdAt: timeOf(createdAt) ?? account.now(),
			name: 'Field',
			appliesTo: 'ALL_CLIENTS',
			valueType: 'TEXT',
			archived: false,
			readOnly: false,
			createdByThisApp: false,
			dropdownOptions: [],
			...fields,
		}),
};

/** Adds records by object type, in the order given; answers their ids. */
export function seedRecords(account: JobberAccount, data: SeedData): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(data).map(([type, records]) => {
			const seeder = SEEDERS[type];
			if (!seeder) {
				throw new RangeError(`Seed: no records of type "${type}". Known: ${Object.keys(SEEDERS).join(', ')}`);
			}
			return [type, records.map((record) => seeder(account, record as never).id)];
		}),
	);
}

/** The stored records of a type, with those that live inside a client as well. */
export function recordsOf(account: JobberAccount, type: string): unknown[] {
	const clients = () => account.clients.all();
	const readers: Record<string, () => unknown[]> = {
		clients,
		contacts: () => clients().flatMap(({ id, contacts }) => contacts.map((contact) => ({ clientId: id, ...contact }))),
		notes: () => clients().flatMap(({ id, notes }) => notes.map((note) => ({ clientId: id, ...note }))),
		properties: () => account.properties.all(),
		requests: () => account.requests.all(),
		assessments: () => account.assessments.all(),
		quotes: () => account.quotes.all(),
		jobs: () => account.jobs.all(),
		visits: () => account.visits.all(),
		users: () => account.users.all(),
		customFieldConfigurations: () => account.customFields.all(),
	};
	const read = readers[type];
	if (!read) throw new RangeError(`No records of type "${type}". Known: ${Object.keys(readers).join(', ')}`);
	return read();
}

function saved<Item extends Stored>(collection: Collection<Item>, item: Item): Item {
	collection.save(item);
	return item;
}

function ownId(account: JobberAccount, kind: Kind, id: string | number | undefined): string {
	if (id === undefined) return account.newId(kind);
	account.reserveId(kind, reference(kind, id));
	return reference(kind, id);
}

const reference = (kind: Kind, id: string | number) => (typeof id === 'number' ? encodeId(kind, id) : id);

function dates(account: JobberAccount, { createdAt, updatedAt }: SeedFields) {
	const created = timeOf(createdAt) ?? account.now();
	return { createdAt: created, updatedAt: timeOf(updatedAt) ?? created };
}

function timeOf(value: string | number | null | undefined): number | null {
	return value == null ? null : Math.floor(new Date(value).getTime() / 1_000) * 1_000;
}
