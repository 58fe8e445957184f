import type { Kind } from './ids';
import type { JobberAccount } from './jobberAccount';
import type { Email, Phone } from './records';
import type { Problems } from './userErrors';

interface PointInput {
	id?: string;
	description?: string | null;
	primary?: boolean | null;
}

export interface EmailInput extends PointInput {
	address?: string | null;
}

export interface PhoneInput extends PointInput {
	number?: string | null;
	smsAllowed?: boolean | null;
}

/** The keys that add, edit and delete entries; `emails` and `phones` are the lists of a creation. */
export interface ContactPointInputs {
	emails?: EmailInput[] | null;
	emailsToAdd?: EmailInput[] | null;
	emailsToEdit?: EmailInput[] | null;
	emailsToDelete?: string[] | null;
	phones?: PhoneInput[] | null;
	phonesToAdd?: PhoneInput[] | null;
	phonesToEdit?: PhoneInput[] | null;
	phonesToDelete?: string[] | null;
}

interface Changes<Input> {
	/** Input keys, for the paths of problems. */
	keys: { add: string; edit: string; delete: string };
	add: readonly Input[];
	edit: readonly Input[];
	delete: readonly string[];
}

interface PointType<Point, Input> {
	kind: Kind;
	noun: string;
	/** The entry with the given values, or what is wrong with it. */
	merge(base: Point | { id: string }, input: Input): Point | { problem: string; key: string };
}

const EMAIL: PointType<Email, EmailInput> = {
	kind: 'Email',
	noun: 'Email',
	merge(base, { address, description, primary }) {
		const merged = { description: 'MAIN', primary: false, address: '', ...base };
		const email = {
			...merged,
			address: (address ?? merged.address).trim(),
			description: description ?? merged.description,
			primary: primary ?? merged.primary,
		};
		return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.address)
			? email
			: { problem: 'Email is not a valid email address', key: 'address' };
	},
};

const PHONE: PointType<Phone, PhoneInput> = {
	kind: 'ClientPhoneNumber',
	noun: 'Phone number',
	merge(base, { number, description, primary, smsAllowed }) {
		const merged = { description: 'MAIN', primary: false, number: '', smsAllowed: false, ...base };
		const phone = {
			...merged,
			number: (number ?? merged.number).trim(),
			description: description ?? merged.description,
			primary: primary ?? merged.primary,
			smsAllowed: smsAllowed ?? merged.smsAllowed,
		};
		return /\d/.test(phone.number) ? phone : { problem: 'Phone number is invalid', key: 'number' };
	},
};

/** The lists of e-mail addresses and phone numbers after a change. There is no way to set a list (contract 3). */
export function withContactPoints(
	account: JobberAccount,
	current: { emails: readonly Email[]; phones: readonly Phone[] },
	input: ContactPointInputs,
	problems: Problems,
): { emails: Email[]; phones: Phone[] } {
	return {
		emails: changed(account, EMAIL, current.emails, changesOf('emails', input), problems),
		phones: changed(account, PHONE, current.phones, changesOf('phones', input), problems),
	};
}

function changesOf<Name extends 'emails' | 'phones'>(
	name: Name,
	input: ContactPointInputs,
): Changes<NonNullable<ContactPointInputs[Name]>[number]> {
	const create = input[name];
	return {
		keys: { add: create ? name : `${name}ToAdd`, edit: `${name}ToEdit`, delete: `${name}ToDelete` },
		add: create ?? input[`${name}ToAdd`] ?? [],
		edit: input[`${name}ToEdit`] ?? [],
		delete: input[`${name}ToDelete`] ?? [],
	};
}

function changed<Point extends { id: string; primary: boolean }, Input extends PointInput>(
	account: JobberAccount,
	type: PointType<Point, Input>,
	current: readonly Point[],
	changes: Changes<Input>,
	problems: Problems,
): Point[] {
	const points = new Map(current.map((point) => [point.id, point]));
	const put = (base: Point | { id: string }, input: Input, key: string, position: number) => {
		const point = type.merge(base, input);
		if ('problem' in point) return problems.add(point.problem, key, position, point.key);
		if (point.primary) points.forEach((other, id) => points.set(id, { ...other, primary: false }));
		points.set(point.id, point);
	};
	changes.delete.forEach((id, position) => {
		if (!points.delete(id)) problems.add(`${type.noun} not found`, changes.keys.delete, position);
	});
	changes.edit.forEach((input, position) => {
		const known = points.get(input.id ?? '');
		if (known) put(known, input, changes.keys.edit, position);
		else problems.add(`${type.noun} not found`, changes.keys.edit, position, 'id');
	});
	changes.add.forEach((input, position) => put({ id: account.newId(type.kind) }, input, changes.keys.add, position));
	return withOnePrimary([...points.values()]);
}

function withOnePrimary<Point extends { primary: boolean }>(points: Point[]): Point[] {
	if (points.length === 0 || points.some(({ primary }) => primary)) return points;
	return [{ ...points[0], primary: true }, ...points.slice(1)];
}

/** In the international form, with numbers of ten digits taken as North American. */
export function normalizedNumber(number: string): string {
	const digits = number.replace(/\D/g, '');
	return digits.length === 10 ? `+1${digits}` : `+${digits}`;
}
