import type { IDataObject } from 'n8n-workflow';
import { CrmFailure, refusal } from '../http/failure';
import type { CrmClient, LiveField, VendorObject, WriteRow } from '../types';

/** A custom field as the account defines it: shown by name, written by id. */
export interface NamedField extends LiveField {
	/** What a body holds for a value; `null` when the field cannot be cleared. */
	inputOf(value: unknown): IDataObject | null;
}
/** Custom fields that a vendor shows by name and takes in a list, by id. */
export interface NamedFields {
	/** The vendor's name, for refusals. */
	vendor: string;
	/** Where the user finds the names of fields. */
	whereNamed: string;
	/** Key of the list in records and bodies. */
	key: string;
	valuesOf(list: unknown): IDataObject;
	defined(client: CrmClient): Promise<NamedField[]>;
}
type Bodies = (body: IDataObject) => IDataObject;

/** Custom fields of an object, and what turns its bodies into what the vendor takes. */
export function namedFields(
	{ vendor, whereNamed, key, valuesOf, defined }: NamedFields,
): Pick<VendorObject, 'customFields' | 'metadata'> & { prepare(rows: readonly WriteRow[], client: CrmClient): Promise<Bodies> } {
	const namesIn = ({ body }: WriteRow) => Object.keys((body[key] ?? {}) as IDataObject);
	return {
		customFields: {
			read: (raw) => valuesOf(raw[key]),
			write: (name, value, body) => {
				body[key] = { ...(body[key] as IDataObject), [name]: value as IDataObject };
			},
		},
		metadata: defined,
		// Asks for the fields of the account only where a row has some.
		prepare: async (rows, client) => {
			const names = rows.flatMap(namesIn);
			const known = new Map((names.length ? await defined(client) : []).map((field) => [field.name, field]));
			const unknownFields = names.filter((name) => !known.has(name));
			const said = `${vendor} has no custom field ${unknownFields.map((name) => `"${name}"`).join(', ')}`;
			const hint = `Use its name as in ${whereNamed}.`;
			if (unknownFields.length) throw new CrmFailure({ kind: 'validation', unknownFields, message: said, hint });
			const inputOf = ([name, value]: [string, unknown]): IDataObject => {
				const input = known.get(name)!.inputOf(value);
				if (input) return input;
				throw refusal(`${vendor} cannot clear the custom field "${name}"`, 'Give it another value.');
			};
			return (body) => (body[key] ? { ...body, [key]: Object.entries(body[key] as IDataObject).map(inputOf) } : body);
		},
	};
}
