import { refusal } from '../http/failure';
import type { Field, FieldKind } from '../types';

/**
 * The vendor's name of a field that a condition or a sort names, for query languages.
 * @throws CrmFailure when the field stands in no column of its own
 */
export function columnOf(key: string, fields: readonly Field[]): { name: string; kind?: FieldKind } {
	if (key.startsWith('customFields.')) return { name: key.slice('customFields.'.length) };
	const field = fields.find((one) => one.key === key);
	const name = field?.column ?? (typeof field?.read === 'string' ? field.read : undefined);
	if (name) return { name, kind: field?.kind };
	throw refusal(`The CRM cannot search by ${key}`, 'Choose another field under Filters or Conditions.');
}
