import type { Problems } from './errors';
import type { Form } from './fields';
import type { FormRow } from './records';

/** What a record must have, in the words of the live answers about accounts and deals. */
export function checkFilled({ fields }: Form, { values }: FormRow, names: readonly string[], problems: Problems): void {
	for (const { name, label } of fields) {
		if (names.includes(name) && String(values[name] ?? '').trim() === '') problems.add(name, `${label} can't be empty`);
	}
}
