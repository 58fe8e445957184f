/** What every stored record has. Records are never changed in place. Times are epoch milliseconds of whole seconds. */
export interface Stored {
	readonly id: string;
	readonly createdAt: number;
}

export interface Address {
	street1: string;
	street2: string;
	city: string;
	province: string;
	postalCode: string;
	country: string;
}

export interface Email {
	readonly id: string;
	address: string;
	description: string;
	primary: boolean;
}

export interface Phone {
	readonly id: string;
	number: string;
	description: string;
	primary: boolean;
	smsAllowed: boolean;
}

export interface CustomFieldValue {
	readonly id: string;
	configurationId: string;
	value: string | number | boolean;
}

export interface CustomFieldConfiguration extends Stored {
	name: string;
	appliesTo: string;
	valueType: 'TEXT' | 'NUMERIC' | 'TRUE_FALSE' | 'DROPDOWN';
	archived: boolean;
	readOnly: boolean;
	createdByThisApp: boolean;
	dropdownOptions: readonly string[];
}

export interface User extends Stored {
	first: string;
	last: string;
	email: string;
	status: string;
	isAccountAdmin: boolean;
	isAccountOwner: boolean;
	availableForScheduling: boolean;
	timezone: string;
}

/** A person at a client; part of the client's record. */
export interface Contact extends Stored {
	updatedAt: number;
	title: string | null;
	firstName: string | null;
	lastName: string | null;
	role: string | null;
	isBillingContact: boolean;
	receivesReminders: boolean;
	receivesFollowUps: boolean;
	receivesQuoteFollowUps: boolean;
	receivesInvoiceFollowUps: boolean;
	emails: readonly Email[];
	phones: readonly Phone[];
}

export interface Client extends Stored {
	updatedAt: number;
	title: string | null;
	firstName: string;
	lastName: string;
	companyName: string | null;
	isCompany: boolean;
	isLead: boolean;
	isArchived: boolean;
	emails: readonly Email[];
	phones: readonly Phone[];
	billingAddress: Address | null;
	tags: readonly { id: string; label: string }[];
	contacts: readonly Contact[];
	customFields: readonly CustomFieldValue[];
	sourceText: string | null;
	/** In the order they were added; the last one is the default of requests. */
	propertyIds: readonly string[];
	notes: readonly Note[];
}

export interface Note extends Stored {
	message: string;
	pinned: boolean;
}

export interface Property extends Stored {
	clientId: string;
	name: string | null;
	address: Address;
	customFields: readonly CustomFieldValue[];
}

/** Something on the calendar: a visit or an assessment. */
export interface Scheduled {
	startAt: number | null;
	endAt: number | null;
	allDay: boolean;
	assignedUserIds: readonly string[];
	/** As it was sent; `null` when it was not. */
	notifyTeam: boolean | null;
}

export interface Assessment extends Stored, Scheduled {
	requestId: string;
	instructions: string | null;
	completedAt: number | null;
}

export interface Request extends Stored {
	updatedAt: number;
	clientId: string;
	propertyId: string | null;
	title: string | null;
	salespersonId: string | null;
	referringClientId: string | null;
	assessmentId: string | null;
	isArchived: boolean;
	isConverted: boolean;
	/** The answered form, as it was sent. */
	details: unknown;
}

export interface Quote extends Stored {
	updatedAt: number;
	quoteNumber: string;
	quoteStatus: 'draft' | 'awaiting_response' | 'archived' | 'approved' | 'converted' | 'changes_requested';
	clientId: string;
	propertyId: string;
	requestId: string | null;
	salespersonId: string | null;
	title: string | null;
	message: string | null;
	subtotal: number;
	customFields: readonly CustomFieldValue[];
}

export interface Job extends Stored {
	updatedAt: number;
	jobNumber: number;
	clientId: string;
	propertyId: string;
	requestId: string | null;
	salespersonId: string | null;
	title: string | null;
	instructions: string | null;
	jobType: 'ONE_OFF' | 'RECURRING';
	invoicing: { invoicingType: string; invoicingSchedule: string };
	total: number;
	startAt: number | null;
	endAt: number | null;
	completedAt: number | null;
	isClosed: boolean;
	customFields: readonly CustomFieldValue[];
	notes: readonly Note[];
}

export interface Visit extends Stored, Scheduled {
	jobId: string;
	title: string | null;
	instructions: string | null;
	completedAt: number | null;
}
