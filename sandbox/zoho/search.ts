import { type Criterion, parseCriteria } from './criteria';
import { badRequest, invalidData } from './errors';
import type { Field } from './modules/field';
import type { Module } from './modules/modules';
import type { StoredRecord } from './store';
import { timeOf } from './times';

type Predicate = (record: StoredRecord) => boolean;

const MAX_CRITERIA = 10;

/** What a search looks for; of several parameters the first counts, in this order (contract 3). */
export function searchPredicate(module: Module, query: Record<string, string | undefined>): Predicate {
	const { criteria, email, phone, word } = query;
	if (criteria) return byCriteria(module, criteria);
	if (email) return byType(module, 'email', (text) => text === email.toLowerCase());
	if (phone) return byType(module, 'phone', (text) => text.includes(phone.toLowerCase()));
	if (!word) {
		throw badRequest('EXPECTED_PARAM_MISSING', 'One of the expected parameter is missing', {
			param_names: ['criteria', 'email', 'phone', 'word'],
		});
	}
	if (word.length < 2) throw invalidData({ param_name: 'word', minimum_length: 2 });
	return ({ values }) =>
		Object.values(values).some((value) => typeof value === 'string' && value.toLowerCase().includes(word.toLowerCase()));
}

function byType(module: Module, type: Field['type'], matches: (text: string) => boolean): Predicate {
	const names = [...module.fields.values()].filter((field) => field.type === type).map(({ name }) => name);
	return ({ values }) => names.some((name) => matches(String(values[name] ?? '').toLowerCase()));
}

function byCriteria(module: Module, text: string): Predicate {
	const tree = parseCriteria(text);
	if (countOf(tree) > MAX_CRITERIA) {
		throw badRequest('CRITERIA_LIMIT_EXCEEDED', 'criteria limit exceeded');
	}
	return compile(module, tree);
}

function countOf(tree: Criterion): number {
	if ('field' in tree) return 1;
	return ('all' in tree ? tree.all : tree.any).reduce((sum, part) => sum + countOf(part), 0);
}

function compile(module: Module, tree: Criterion): Predicate {
	if ('all' in tree) {
		const parts = tree.all.map((part) => compile(module, part));
		return (record) => parts.every((part) => part(record));
	}
	if ('any' in tree) {
		const parts = tree.any.map((part) => compile(module, part));
		return (record) => parts.some((part) => part(record));
	}
	const { field: name, operator, values } = tree;
	const read = reader(module, name);
	const test = TESTS[operator];
	if (!read) throw badRequest('INVALID_QUERY', 'invalid query formed', { reason: 'the field is not available', api_name: name });
	if (!test) {
		throw badRequest('INVALID_QUERY', 'invalid query formed', { operator, reason: 'invalid operator', api_name: name });
	}
	const wanted = values.map(comparable);
	return (record) => {
		const value = read(record);
		return value !== undefined && test(value, wanted);
	};
}

type Comparable = string | number;

/** Numbers and moments compare as such, everything else as text without case. */
function comparable(text: string): Comparable {
	const time = timeOf(text);
	if (time !== undefined) return time;
	const isNumber = text.trim() !== '' && !Number.isNaN(Number(text));
	if (!isNumber) return text.toLowerCase();
	return Number(text);
}

/** `equals` finds texts that merely contain the value (contract 0.9). */
const equals = (value: Comparable, wanted: Comparable) =>
	typeof value === 'string' ? value.includes(String(wanted)) : value === wanted;

const TESTS: Readonly<Record<string, (value: Comparable, wanted: Comparable[]) => boolean>> = {
	equals: (value, [wanted]) => equals(value, wanted),
	not_equal: (value, [wanted]) => !equals(value, wanted),
	starts_with: (value, [wanted]) => String(value).startsWith(String(wanted)),
	in: (value, wanted) => wanted.some((one) => equals(value, one)),
	between: (value, [low, high]) => value >= low && value <= high,
	greater_equal: (value, [wanted]) => value >= wanted,
	greater_than: (value, [wanted]) => value > wanted,
	less_equal: (value, [wanted]) => value <= wanted,
	less_than: (value, [wanted]) => value < wanted,
};

/** Ids are long: they are compared as text even though they look like numbers. */
function reader({ fields }: Module, name: string): ((record: StoredRecord) => Comparable | undefined) | undefined {
	if (name === 'id') return ({ id }) => id;
	if (name === 'Created_Time') return ({ createdAt }) => createdAt;
	if (name === 'Modified_Time') return ({ modifiedAt }) => modifiedAt;
	const field = fields.get(name);
	if (!field) return undefined;
	return ({ values }) => {
		const value = values[name];
		if (typeof value === 'number') return value;
		return value === undefined ? undefined : String(value).toLowerCase();
	};
}
