import type { IDataObject } from 'n8n-workflow';

/** What the property tests write. */
export type ModelRow = IDataObject & {
	email?: string;
	externalId?: string;
	phone?: string;
	firstName?: string | null;
	jobTitle?: string | null;
	company?: string | null;
};
type Properties = Record<string, string>;

const columns: Record<string, string> = { firstName: 'firstname', jobTitle: 'jobtitle', company: 'company' };
const isPoisoned = (row: ModelRow) =>
	row.email === 'no address' || 'favouriteColour' in row || row.status === 'nonsense' || 'customFields' in row;

/** An upsert by e-mail done the slow and obvious way: row after row, against a list. */
export function referenceUpsert(rows: readonly ModelRow[], held: readonly Properties[], mode: string, blanksOnly: boolean) {
	const records = held.map((properties) => ({ ...properties }));
	const refused: number[] = [];
	const actions: string[][] = [];
	const emails: string[] = [];
	rows.forEach((row, at) => {
		const email = String(row.email).trim().toLowerCase();
		const known = records.find((record) => record.email === email);
		emails[at] = email;
		if (row.email === 'no address' || 'favouriteColour' in row) return refused.push(at);
		if (known && mode === 'createOnly') return (actions[at] = ['existing']);
		if (!known && mode === 'updateOnly') return (actions[at] = ['skipped']);
		// A bad choice is not written where the record has a value already and only blanks are filled.
		if (isPoisoned(row) && !(known && blanksOnly && row.status === 'nonsense' && known.lifecyclestage)) return refused.push(at);
		const target: Properties = known ?? { email };
		if (!known) records.push(target);
		for (const [key, column] of Object.entries(columns)) {
			const value = row[key] as string | null | undefined;
			if (value === undefined || value === '') continue;
			if (blanksOnly && known && (target[column] || value === null)) continue;
			if (value === null) delete target[column];
			else target[column] = value;
		}
		// Rows of one record travel together, so only the record's last state is promised, and a later row may say "updated" for what an
		// earlier one wrote.
		actions[at] = known ? ['updated', 'unchanged', 'created'] : ['created'];
	});
	return { records, refused, actions, emails };
}
