import type { PipedriveAccount } from './pipedriveAccount';
import { STAGES } from './company';
import type { StoredRecord, Values } from './records';
import type { SearchKind, SearchTexts } from './searchTexts';

/** What search answers of a record: few keys, flat strings (contract 3.1). */
export function presentHit(
	account: PipedriveAccount,
	kind: SearchKind,
	record: StoredRecord,
	found: SearchTexts,
): Record<string, unknown> {
	const { values } = record;
	const shared = { visible_to: Number(values.visible_to), owner: { id: values.owner_id } };
	return { id: record.id, type: kind.slice(0, -1), ...HITS[kind](account, values), ...shared, ...found };
}

const HITS: Readonly<Record<SearchKind, (account: PipedriveAccount, values: Values) => object>> = {
	persons: (account, values) => ({
		name: values.name,
		phones: pointsOf(values, 'phones'),
		emails: pointsOf(values, 'emails'),
		organization: organizationOf(account, values.org_id),
	}),
	organizations: (_account, values) => ({
		name: values.name,
		address: (values.address as { value: string } | null)?.value ?? null,
	}),
	deals: (account, values) => ({
		title: values.title,
		value: values.value,
		currency: values.currency,
		status: values.status,
		stage: { id: values.stage_id, name: STAGES.find(({ id }) => id === values.stage_id)?.name },
		person: personOf(account, values.person_id),
		organization: organizationOf(account, values.org_id),
		is_archived: values.is_archived,
	}),
	leads: (account, values) => {
		const money = values.value as { amount: number; currency: string } | null;
		const person = account.records('persons').get(values.person_id)?.values ?? {};
		return {
			title: values.title,
			person: personOf(account, values.person_id),
			organization: organizationOf(account, values.organization_id),
			phones: pointsOf(person, 'phones'),
			emails: pointsOf(person, 'emails'),
			value: money?.amount ?? null,
			currency: money?.currency ?? null,
			is_archived: values.is_archived,
		};
	},
};

function pointsOf(values: Values, name: string): string[] {
	return ((values[name] ?? []) as { value: string }[]).map(({ value }) => value);
}

function personOf(account: PipedriveAccount, id: unknown): object | null {
	const person = account.records('persons').get(id);
	return person ? { id, name: person.values.name } : null;
}

function organizationOf(account: PipedriveAccount, id: unknown): object | null {
	const organization = account.records('organizations').get(id);
	if (!organization) return null;
	const address = organization.values.address as { value: string } | null;
	return { id, name: organization.values.name, address: address?.value ?? null };
}
