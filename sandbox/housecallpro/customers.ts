import { InvalidBody } from './errors';
import type { HousecallAccount } from './housecallAccount';
import type { Address, Customer } from './records';
import { knownTags } from './tags';

export interface AddressBody {
	street?: string | null;
	street_line_2?: string | null;
	city?: string | null;
	state?: string | null;
	zip?: string | null;
	country?: string | null;
}

/** The body of a customer, also inside a lead. */
export interface CustomerBody {
	first_name?: string | null;
	last_name?: string | null;
	email?: string | null;
	mobile_number?: string | null;
	home_number?: string | null;
	work_number?: string | null;
	company?: string | null;
	notifications_enabled?: boolean;
	lead_source?: string | null;
	notes?: string | null;
	tags?: string[];
	addresses?: AddressBody[];
}

const IDENTIFYING = ['first_name', 'last_name', 'email', 'mobile_number', 'home_number', 'work_number'] as const;
const TEXTS = [...IDENTIFYING, 'company', 'lead_source', 'notes'] as const;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Always a new one: duplicates are not looked for (contract 4). */
export function createCustomer(account: HousecallAccount, companyId: string, body: CustomerBody): Customer {
	const blank: Customer = {
		...account.newRow('cus', companyId),
		first_name: null,
		last_name: null,
		email: null,
		mobile_number: null,
		home_number: null,
		work_number: null,
		company: null,
		// Whoever does not say otherwise gets texts (contract 2).
		notifications_enabled: true,
		lead_source: null,
		notes: null,
		tags: [],
		addresses: [],
		doNotService: false,
	};
	const customer = valid(account, blank, body);
	const addresses = (body.addresses ?? []).map((address) => newAddress(account, address));
	return account.customers.save({ ...customer, tags: knownTags(account, companyId, body.tags), addresses });
}

/** Keys that are absent stay as they are; `addresses` is not read (contract 3). */
export function updateCustomer(account: HousecallAccount, customer: Customer, body: CustomerBody): Customer {
	const changed = valid(account, customer, body);
	const kept = account.settings.tagsOnPut === 'merge' ? customer.tags : [];
	const tags = body.tags ? knownTags(account, customer.companyId, [...kept, ...body.tags]) : customer.tags;
	return account.customers.save({ ...changed, tags, updatedAt: account.clock.now() });
}

/** Refuses a source that is not in the company's list, if the account is that strict. */
export function checkLeadSource({ settings, leadSources }: HousecallAccount, name: string | null | undefined): void {
	if (!name || settings.unknownLeadSource === 'accept') return;
	if ([...leadSources.all()].some((source) => source.name === name)) return;
	throw new InvalidBody('lead_source', 'is invalid');
}

export function newAddress(account: HousecallAccount, body: AddressBody): Address {
	return {
		id: account.newId('adr'),
		createdAt: account.clock.now(),
		type: 'service',
		street: body.street || null,
		street_line_2: body.street_line_2 || null,
		city: body.city || null,
		state: body.state || null,
		zip: body.zip || null,
		country: body.country || null,
	};
}

/** Adds an address; the same one twice is two (contract 3). */
export function addAddress(account: HousecallAccount, customer: Customer, body: AddressBody): Address {
	const address = newAddress(account, body);
	const current = account.customers.get(customer.id) ?? customer;
	account.customers.save({ ...current, addresses: [...current.addresses, address] });
	return address;
}

function valid(account: HousecallAccount, current: Customer, body: CustomerBody): Customer {
	const texts = Object.fromEntries(
		TEXTS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]?.trim() || null]),
	);
	const changed: Customer = {
		...current,
		...texts,
		notifications_enabled: body.notifications_enabled ?? current.notifications_enabled,
	};
	if (!IDENTIFYING.some((name) => changed[name])) {
		throw new InvalidBody('base', `one of ${IDENTIFYING.join(', ')} is required`);
	}
	if (changed.email && !EMAIL.test(changed.email)) throw new InvalidBody('email', 'is invalid');
	checkLeadSource(account, texts.lead_source);
	return changed;
}
