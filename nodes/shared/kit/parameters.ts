import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../http/failure';
import type { SearchCondition, SearchQuery } from '../types';

/** What a list can be asked for where the vendor has no query language, only parameters. Keys of the tables are canonical. */
export interface ListParameters {
	/** The list, in the vendor's word. */
	what: string;
	/** The parameter that names a value; one that ends in `[]` takes several. */
	equal: Record<string, string>;
	/** The parameters of a time's bounds, which are included. */
	between?: Record<string, readonly [from: string, to: string]>;
	/** The parameter for free text, which finds parts of words. */
	text?: string;
	/** The parameter's word for a value, where it differs. */
	spell?(field: string, value: string): string;
	/** The vendor's attribute to sort by; `createdAt` when nothing is said. */
	sorts: Record<string, string>;
	/** The parameters that sort. */
	sort(attribute: string, direction: 'ascending' | 'descending'): IDataObject;
}

/**
 * A search as parameters of a list.
 * @throws CrmFailure naming what the list can be asked for
 */
export function parametersOf({ text, where, sort }: SearchQuery, list: ListParameters): IDataObject {
	const attribute = list.sorts[sort?.field ?? 'createdAt'];
	if (!attribute) {
		throw refusal(`${list.what} cannot be sorted by ${sort?.field}`, `Sort by one of: ${Object.keys(list.sorts).join(', ')}.`);
	}
	if (text && !list.text) {
		throw refusal(`${list.what} cannot be searched by text`, `Filter by ${offered(list)}, or filter the results in n8n.`);
	}
	const words = text ? { [list.text!]: text } : {};
	const told = where.map((condition) => parameterOf(condition, list));
	return Object.assign(words, list.sort(attribute, sort?.direction ?? 'ascending'), ...told) as IDataObject;
}

const offered = ({ equal, between }: ListParameters) => Object.keys({ ...equal, ...between }).join(', ');

function parameterOf({ field, operator, value }: SearchCondition, list: ListParameters): IDataObject {
	const { equal, between, text, spell } = list;
	const isPart = operator === 'contains' && text !== undefined && equal[field] === text;
	const bound = operator === 'after' ? between?.[field]?.[0] : operator === 'before' ? between?.[field]?.[1] : undefined;
	const parameter = operator === 'equals' || isPart ? equal[field] : bound;
	if (!parameter) {
		const hint = `Filters here: ${offered(list)}. Filter by anything else in n8n.`;
		throw refusal(`${list.what} cannot be filtered by ${field} (${operator})`, hint);
	}
	const word = spell?.(field, value) ?? value;
	return { [parameter]: parameter.endsWith('[]') ? [word] : word };
}
