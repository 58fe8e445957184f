/** What a field can hold. Dates and decimals are texts. */
export type Value = string | number | boolean | null | readonly string[];

export type Values = Readonly<Record<string, Value>>;

/** What every stored row has. Times are epoch milliseconds; rows are replaced, never changed in place. */
export interface Row {
	id: number;
	createdAt: number;
	updatedAt: number;
	/** In the recycle bin since then. */
	deletedAt: number | null;
	createrId: number;
}

/** A row of a module with a form: its fields by name. */
export interface FormRow extends Row {
	values: Values;
	/** By `cf_` name. */
	custom: Values;
}

export interface Email {
	id: number;
	value: string;
	is_primary: boolean;
	label: string | null;
}

export interface AccountLink {
	id: number;
	is_primary: boolean;
}

export interface Contact extends FormRow {
	emails: readonly Email[];
	accounts: readonly AccountLink[];
	tags: readonly string[];
}

export type SalesAccount = FormRow;

export interface Deal extends FormRow {
	contactIds: readonly number[];
	closedAt: number | null;
}

export type TargetType = 'Contact' | 'SalesAccount' | 'Deal';

/** The record that a note or an appointment hangs on. */
export interface Target {
	type: TargetType;
	id: number;
}

export interface Attendee {
	id: number;
	/** Users are literally `FdMultitenant::User` (contract 2.3). */
	attendee_type: 'Contact' | 'FdMultitenant::User';
	attendee_id: number;
}

export interface Appointment extends Row {
	title: string;
	fromDate: number;
	endDate: number;
	isAllday: boolean;
	timeZone: string | null;
	location: string | null;
	description: string | null;
	latitude: string | null;
	longitude: string | null;
	outcomeId: number | null;
	target: Target | null;
	attendees: readonly Attendee[];
}

export interface Note extends Row {
	description: string;
	target: Target;
}

/** An e-mail that asks somebody to an appointment (contract 2.3). */
export interface Invitation {
	appointmentId: number;
	attendee: Omit<Attendee, 'id'>;
}
