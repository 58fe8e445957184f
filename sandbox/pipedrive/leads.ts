import type { Caller } from './access';
import { COMPANY, LEAD_LABELS } from './company';
import { v1Invalid } from './errors';
import { printLeadFields, writeLeadFields } from './leadCustomFields';
import type { PipedriveAccount } from './pipedriveAccount';
import type { StoredRecord, Values } from './records';
import type { Body } from './router';
import { isDate, preciseStamp } from './stamps';

type Check = (value: unknown, account: PipedriveAccount) => boolean;

const isFlag: Check = (value) => typeof value === 'boolean';
const isText: Check = (value) => typeof value === 'string';
const orNull =
	(check: Check): Check =>
	(value, account) =>
		value === null || check(value, account);

/** Amount and currency come together (contract 2.3). */
const isMoney: Check = (value) => {
	const { amount, currency } = value as { amount?: unknown; currency?: unknown };
	return typeof amount === 'number' && typeof currency === 'string';
};

const CHECKS: Readonly<Record<string, Check>> = {
	title: (value) => typeof value === 'string' && value.trim() !== '',
	owner_id: (value, account) => account.user(value) !== undefined,
	label_ids: (value) => Array.isArray(value) && value.every((id) => LEAD_LABELS.some((label) => label.id === id)),
	person_id: orNull((value, account) => account.records('persons').living(value) !== undefined),
	organization_id: orNull((value, account) => account.records('organizations').living(value) !== undefined),
	value: orNull(isMoney),
	expected_close_date: orNull(isDate),
	// A string here, a number in v2.
	visible_to: (value) => ['1', '3', '5', '7'].includes(value as string),
	was_seen: isFlag,
	channel: orNull(Number.isInteger),
	channel_id: orNull(isText),
};

const CREATION_CHECKS = { ...CHECKS, origin_id: orNull(isText) };
const UPDATE_CHECKS = { ...CHECKS, is_archived: isFlag };

/** A lead from a body, not yet kept. */
export function draftLead(account: PipedriveAccount, caller: Caller, body: Body): StoredRecord {
	if (body.title === undefined) throw v1Invalid('"title" is required');
	const values = {
		title: null,
		owner_id: caller.user.id,
		creator_id: caller.user.id,
		label_ids: [],
		person_id: null,
		organization_id: null,
		// Cannot be set (contract 2.3).
		source_name: 'API',
		origin: 'API',
		origin_id: null,
		channel: null,
		channel_id: null,
		is_archived: false,
		was_seen: false,
		value: null,
		expected_close_date: null,
		visible_to: '3',
		...checkedKeys(account, CREATION_CHECKS, body),
	};
	assertLinked(values);
	return account.draft('leads', values, writeLeadFields(account, {}, body));
}

export function updateLead(account: PipedriveAccount, lead: StoredRecord, body: Body): StoredRecord {
	const change = checkedKeys(account, UPDATE_CHECKS, body);
	// The status and the text are unverified (contract 3.3).
	if (lead.values.is_archived && change.is_archived !== false) throw v1Invalid('Archived leads cannot be updated');
	const values = { ...lead.values, ...change };
	assertLinked(values);
	const customFields = writeLeadFields(account, lead.customFields, body);
	return account.save('leads', { ...lead, values, customFields, updateTime: account.clock.now() });
}

export function presentLead(
	account: PipedriveAccount,
	{ id, addTime, updateTime, values, customFields }: StoredRecord,
): Values {
	return {
		id,
		...values,
		next_activity_id: nextActivity(account, id),
		add_time: preciseStamp(addTime),
		update_time: preciseStamp(updateTime),
		cc_email: `${COMPANY.company_domain}+${COMPANY.company_id}+lead${String(id).slice(0, 8)}@pipedrivemail.example`,
		...printLeadFields(account, customFields),
	};
}

function checkedKeys(account: PipedriveAccount, checks: Readonly<Partial<Record<string, Check>>>, body: Body): Values {
	const change: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(body)) {
		const check = checks[key];
		if (check && !check(value, account)) throw v1Invalid(`"${key}" is invalid`);
		if (check) change[key] = value;
		else if (account.settings.unknownKeys === 'refuse' && !isFieldKey(account, key))
			throw v1Invalid(`"${key}" is not allowed`);
	}
	return change;
}

/** The keys of some types have a suffix. */
function isFieldKey(account: PipedriveAccount, key: string): boolean {
	return account.customField('deals', key.split('_')[0]) !== undefined;
}

/** The text is unverified (contract 2.3). */
function assertLinked({ person_id, organization_id }: Values): void {
	if (person_id === null && organization_id === null) {
		throw v1Invalid('A lead must be linked to a person or an organization');
	}
}

function nextActivity(account: PipedriveAccount, leadId: unknown): unknown {
	for (const { id, values, deletedAt } of account.records('activities').all()) {
		if (deletedAt === null && values.lead_id === leadId && !values.done) return id;
	}
	return null;
}
