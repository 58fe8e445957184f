import type { SeedData } from '../crm';
import type { Caller } from './access';
import { USERS } from './company';
import { ENTITIES } from './entityRoutes';
import { draftEntity } from './entityWriter';
import { customField, type FieldOption } from './fields';
import { draftLead } from './leads';
import { draftNote } from './notes';
import type { PipedriveAccount } from './pipedriveAccount';
import type { EntityKind, Kind, StoredRecord } from './records';
import type { Body } from './router';

/** What a record to start with may have besides its POST body. */
interface SeedExtras {
	/** Generated when absent. */
	id?: number | string;
	/** ISO 8601; now when absent. */
	add_time?: string;
	/** The time of creation when absent. */
	update_time?: string;
	is_deleted?: boolean;
	is_archived?: boolean;
}

interface SeedField {
	name: string;
	type: string;
	options?: FieldOption[];
	/** Takes away the one of this name. */
	is_deleted?: boolean;
}

const SEEDER: Caller = { user: USERS[0], isOAuth: false, tokenKey: 'seed' };

const FIELD_KINDS: Readonly<Record<string, EntityKind>> = {
	personFields: 'persons',
	organizationFields: 'organizations',
	dealFields: 'deals',
};

type Drafter = (account: PipedriveAccount, body: Body) => StoredRecord;

const DRAFTERS: Readonly<Record<string, Drafter>> = {
	...Object.fromEntries(
		ENTITIES.map((type): [string, Drafter] => [type.kind, (account, body) => draftEntity(account, SEEDER, type, body)]),
	),
	leads: (account, body) => draftLead(account, SEEDER, body),
	notes: (account, body) => draftNote(account, SEEDER, body),
};

/** Adds records in the words of their POST bodies, and custom fields; answers ids and keys. Search knows them at once. */
export function seedRecords(account: PipedriveAccount, data: SeedData): Record<string, string[]> {
	return Object.fromEntries(
		Object.entries(data).map(([name, seeds]) => [name, seeds.map((seed) => seedOne(account, name, seed))]),
	);
}

function seedOne(account: PipedriveAccount, name: string, seed: unknown): string {
	if (FIELD_KINDS[name]) return seedField(account, FIELD_KINDS[name], seed as SeedField);
	const draftOf = DRAFTERS[name];
	if (!draftOf) {
		const known = [...Object.keys(DRAFTERS), ...Object.keys(FIELD_KINDS)];
		throw new RangeError(`Seed: no "${name}". Known: ${known.join(', ')}`);
	}
	const { id, add_time, update_time, is_deleted, is_archived, ...body } = seed as SeedExtras & Body;
	const draft = draftOf(account, body);
	const addTime = add_time === undefined ? draft.addTime : Date.parse(add_time);
	const updateTime = update_time === undefined ? addTime : Date.parse(update_time);
	if (typeof id === 'number') account.reserve(name, id);
	const values = is_archived === undefined ? draft.values : { ...draft.values, is_archived };
	const deletedAt = is_deleted ? updateTime : null;
	const record = { ...draft, id: id ?? draft.id, addTime, updateTime, deletedAt, values };
	return String(account.save(name as Kind, record, 0).id);
}

function seedField(account: PipedriveAccount, kind: EntityKind, { name, type, options, is_deleted }: SeedField): string {
	const field = customField(kind, name, type, options ?? null);
	account.fields[kind] = account.fields[kind].filter(({ field_code }) => field_code !== field.field_code);
	if (!is_deleted) account.fields[kind].push(field);
	return field.field_code;
}
