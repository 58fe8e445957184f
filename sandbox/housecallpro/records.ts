import type { PipelineStatus } from './company';

/** What every stored row has. Times are epoch milliseconds. */
export interface Row {
	id: string;
	companyId: string;
	createdAt: number;
	updatedAt: number;
	/** Lists leave it out until then. */
	visibleAt: number;
}

export interface Employee extends Row {
	first_name: string;
	last_name: string;
	email: string;
	role: string;
	isAdmin: boolean;
}

export interface Named extends Row {
	name: string;
	/** Lead sources only. */
	editable?: boolean;
}

export interface Address {
	id: string;
	createdAt: number;
	type: 'billing' | 'service';
	street: string | null;
	street_line_2: string | null;
	city: string | null;
	state: string | null;
	zip: string | null;
	country: string | null;
}

export interface Customer extends Row {
	first_name: string | null;
	last_name: string | null;
	email: string | null;
	mobile_number: string | null;
	home_number: string | null;
	work_number: string | null;
	/** The customer's own; `company_name` of an answer is the account's (contract 2). */
	company: string | null;
	notifications_enabled: boolean;
	lead_source: string | null;
	notes: string | null;
	tags: string[];
	addresses: Address[];
	doNotService: boolean;
}

export interface LineItem {
	id: string;
	name: string;
	description: string;
	/** Cents. */
	unit_price: number;
	unit_cost: number;
	quantity: number;
	kind: string;
}

export interface Note {
	id: string;
	content: string;
}

export interface Lead extends Row {
	number: number;
	customerId: string;
	address: Address | null;
	note: string | null;
	lead_source: string | null;
	assignedEmployeeId: string | null;
	tags: string[];
	lineItems: LineItem[];
	status: 'open' | 'lost' | 'won';
	pipelineStatus: PipelineStatus;
	lostAt: number | null;
	conversions: { type: 'job' | 'estimate'; id: string }[];
}

export interface Appointment {
	id: string;
	startsAt: number;
	endsAt: number;
	anytime: boolean;
	arrivalWindow: number;
	employeeIds: string[];
}

export type WorkStatus =
	| 'needs scheduling'
	| 'scheduled'
	| 'in progress'
	| 'complete rated'
	| 'complete unrated'
	| 'user canceled'
	| 'pro canceled';

export interface Job extends Row {
	invoiceNumber: string;
	customerId: string;
	address: Address | null;
	/** One when it is scheduled, more when it takes several visits. */
	appointments: Appointment[];
	/** Who does it as long as no appointment says so. */
	employeeIds: string[];
	lineItems: LineItem[];
	notes: Note[];
	tags: string[];
	lead_source: string | null;
	jobTypeId: string | null;
	businessUnitId: string | null;
	workStatus: WorkStatus;
	pipelineStatus: PipelineStatus;
	archived: boolean;
}

export interface EstimateOption {
	id: string;
	name: string;
	number: string;
	tags: string[];
	lineItems: LineItem[];
	notes: Note[];
	createdAt: number;
}

export interface Estimate extends Row {
	estimateNumber: string;
	customerId: string;
	address: Address | null;
	schedule: Omit<Appointment, 'id' | 'anytime' | 'employeeIds'> | null;
	employeeIds: string[];
	lead_source: string | null;
	jobTypeId: string | null;
	businessUnitId: string | null;
	options: EstimateOption[];
	workStatus: WorkStatus;
	pipelineStatus: PipelineStatus;
}

/** A text message or e-mail that Housecall Pro would have sent. */
export interface Notification {
	to: 'customer' | 'employee';
	recipientId: string;
	/** The job or estimate it is about. */
	aboutId: string;
	/** What asked for it: a flag of the request, or the booking itself. */
	cause: 'notify' | 'notify_pro' | 'notify_customer' | 'booking';
	sentAt: string;
}
