import { invalid } from './errors';
import { uniqueKey } from './formWriter';
import type { Module } from './modules';
import type { FormRow } from './records';
import type { FreshsalesSettings } from './settings';
import { wholeSeconds } from './times';

export interface Rule {
	attribute: string;
	operator: string;
	value?: unknown;
}

type Test<Kind> = (row: Kind) => boolean;

const DAY_MS = 86_400_000;
const TIMES = { created_at: 'createdAt', updated_at: 'updatedAt' } as const;

/** One rule of `filter_rule`; several are always joined by "and" (contract 3). */
export function testOf<Kind extends FormRow>(module: Module<Kind>, rule: Rule, settings: FreshsalesSettings): Test<Kind> {
	const { attribute, operator } = rule;
	if (attribute in TIMES) return timeTest(rule, settings);
	if (!isKnown(module, attribute)) throw invalid('filter_rule', `Invalid attribute ${attribute}`);
	const values = [rule.value].flat().map(String);
	const textsOf = (row: Kind) => stored(module, row, attribute).map(uniqueKey);
	const isAny: Test<Kind> = (row) => values.some((value) => textsOf(row).includes(uniqueKey(value)));
	switch (operator) {
		case 'is':
		case 'is_in':
			return isAny;
		case 'is_not_in':
			return (row) => !isAny(row);
		case 'contains':
			return (row) => values.some((value) => textsOf(row).some((text) => text.includes(uniqueKey(value))));
		case 'is_not_null':
			return (row) => textsOf(row).some((text) => text !== '');
		default:
			throw invalid('filter_rule', `Invalid operator ${operator}`);
	}
}

/** Whether a rule is about the recycle bin, which search leaves out otherwise. */
export const asksForDeleted = ({ attribute, value }: Rule) => attribute === 'deleted' && String(value) === 'true';

function stored<Kind extends FormRow>(module: Module<Kind>, row: Kind, attribute: string): readonly unknown[] {
	if (attribute === 'deleted') return [row.deletedAt !== null];
	return attribute === 'id' ? [row.id] : module.valuesOf(row, attribute);
}

function isKnown<Kind extends FormRow>({ singular, form }: Module<Kind>, attribute: string): boolean {
	const ofModule = {
		contact: ['contact_email.email', 'lifecycle_stage_id', 'contact_status_id'],
		sales_account: [],
		deal: ['deal_stage_id', 'deal_pipeline_id'],
	}[singular];
	const names = [...form.fields, ...form.custom].map(({ name }) => name);
	return ['id', 'deleted', ...ofModule, ...names].includes(attribute);
}

/** Dates are coarse: "after" a day leaves out the rest of that day (contract 0, 5). */
function timeTest<Kind extends FormRow>({ attribute, operator, value }: Rule, settings: FreshsalesSettings): Test<Kind> {
	const asked = Date.parse(String(value));
	if (Number.isNaN(asked)) throw invalid('filter_rule', `Invalid value for ${attribute}`);
	const coarse = settings.dateFilterGranularity === 'day' ? dayOf : wholeSeconds;
	const timeOf = (row: Kind) => coarse(row[TIMES[attribute as keyof typeof TIMES]]);
	switch (operator) {
		case 'is_after':
			return (row) => timeOf(row) > coarse(asked);
		case 'is_before':
			return (row) => timeOf(row) < coarse(asked);
		default:
			throw invalid('filter_rule', `Invalid operator ${operator}`);
	}
}

const dayOf = (time: number) => Math.floor(time / DAY_MS) * DAY_MS;
