import { refusal, refuseStrangers } from '../http/failure';
import { kindOf } from '../records';
import type { Field, FieldKind, LiveField, Raw, VendorObject } from '../types';
import { titled } from '../words';
import { at, put } from '../map/record';

/** A vendor's name for a canonical key, with what differs from the usual label and kind; `write` where a body has another place for it. */
export type Stored = string | ({ name: string } & Partial<Omit<Field, 'key' | 'read'>>);

function field(prefix: string, key: string, stored: Stored): Field & { read: string } {
	const { name, ...differing } = typeof stored === 'string' ? { name: stored } : stored;
	const kind = differing.kind ?? kindOf[key] ?? 'text';
	// The id of a contact points at a contact; whatever else it points at has to be said.
	const target = kind === 'reference' ? { target: key.replace(/Id$/, '') } : {};
	return { key, label: titled(key.split('.').pop()!.replace(/(?<=.)Id$/, '')), kind, ...target, ...differing, read: `${prefix}${name}` };
}

/** Fields that are read from and written to one place each, unless they say otherwise: canonical key -> name below `prefix`. */
export function stored(prefix: string, names: Record<string, Stored>): Array<Field & { read: string; write: NonNullable<Field['write']> }> {
	return Object.entries(names).map(([key, name]) => field(prefix, key, name)).map((one) => ({ ...one, write: one.write ?? one.read }));
}

/** Fields that only the vendor sets. */
export const shown = (prefix: string, names: Record<string, Stored>): Array<Field & { read: string }> =>
	Object.entries(names).map(([key, name]) => field(prefix, key, name));

/** The page of a record. @param folder where such pages are: an address, or a path below the definition's `site` */
export const pageIn = (folder: string): Field =>
	({ key: 'url', label: 'URL', kind: 'url', read: ({ id }) => id && `${folder}/${String(id)}` });

/** Whether a customer is a company. @param read where one kind of record holds both companies and people */
export const companyFlag = (read: (raw: Raw) => boolean = () => true): Field =>
	({ key: 'isCompany', label: 'Is Company', kind: 'boolean', read });

/**
 * The company of a person: its name, by which it is found or made, and its ID. Bodies hold them as `company` and `company_id`.
 * @param label the vendor's word @param target the object that companies are
 */
export const companyFields = (label: string, target: string, companyOf: (raw: Raw) => Raw | undefined): Field[] => [
	{
		key: 'company',
		label: `${label} Name`,
		kind: 'text',
		hint: `The ${label.toLowerCase()} of this name is linked; it is made when there is none`,
		read: (raw) => companyOf(raw)?.name,
		write: (value, body) => void (body.company = value as string),
	},
	{
		key: 'companyId',
		label,
		kind: 'reference',
		target,
		read: (raw) => companyOf(raw)?.id,
		write: (value, body) => void (body.company_id = value as string),
	},
];

/** What a vendor's status comes to (open, done, cancelled, won, lost); a status without a group reads as nothing. */
export const statusGroup = (status: string | ((raw: Raw) => unknown), groups: Readonly<Record<string, string>>): Field => ({
	key: 'statusGroup', label: 'Status Group', kind: 'text',
	read: (raw) => groups[String(typeof status === 'string' ? at(raw, status) : status(raw))],
});

/** A field of the vendor's under `customFields`: where answer and body have it, if not under its name. */
export type Extra = Omit<LiveField, 'name' | 'kind'> & { kind?: FieldKind; read?: string; write?: string };

/** @throws CrmFailure naming the field when the value is no number */
function numberIn(value: unknown, label: string): number {
	if (String(value).trim() !== '' && Number.isFinite(Number(value))) return Number(value);
	throw refusal(`${label} "${String(value)}" is not a number`, `Correct the value of ${label}.`);
}

/**
 * Custom fields that are the same in every account, by the vendor's name.
 * @param crm the vendor, where there are no others; else any other name stands at the top of a body
 */
export function extras(fields: Readonly<Record<string, Extra>>, crm?: string): Required<Pick<VendorObject, 'customFields' | 'metadata'>> {
	const all = Object.entries(fields);
	const names = all.map(([name, { label }]) => ({ name, label }));
	return {
		customFields: {
			read: (raw) => ({ ...raw, ...Object.fromEntries(all.map(([name, { read }]) => [name, at(raw, read ?? name)])) }) as Raw,
			write: (name, value, body) => {
				const [, known] = all.find(([one]) => one === name) ?? [];
				if (crm) refuseStrangers([name], names, crm, `Besides the usual fields there are: ${Object.keys(fields).join(', ')}.`);
				const typed = known?.kind === 'number' && value !== null ? numberIn(value, known.label) : (value as string);
				if (known?.write) put(body, known.write, typed);
				else body[name] = typed;
			},
		},
		metadata: async () =>
			await Promise.resolve(all.map(([name, { read: _read, write: _write, kind = 'text', ...field }]) => ({ name, kind, ...field }))),
	};
}
