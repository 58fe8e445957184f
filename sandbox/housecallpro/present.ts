import { HousecallProError } from './errors';
import type { HousecallAccount } from './housecallAccount';
import type { Address, Customer, Employee, LineItem, Row } from './records';
import { stamp } from './times';

/** A customer on its own. */
export function presentCustomer(account: HousecallAccount, customer: Customer, expand: readonly string[] = []) {
	return {
		...customerFields(customer),
		notes: customer.notes,
		kind: customer.company ? 'business' : 'homeowner',
		...stamps(customer),
		...owner(account, customer),
		addresses: customer.addresses.map(presentAddress),
		...(expand.includes('attachments') ? { attachments: [] } : {}),
		...(expand.includes('do_not_service') ? { do_not_service: customer.doNotService } : {}),
	};
}

/** Inside a job notes are a list, inside an estimate a text; addresses are left out. */
export function presentCustomerOf(account: HousecallAccount, customer: Customer, parent: 'job' | 'estimate') {
	const { notes } = customer;
	const list = notes ? [{ id: `note_${customer.id}`, content: notes }] : [];
	return {
		...customerFields(customer),
		notes: parent === 'job' ? list : (notes ?? ''),
		...stamps(customer),
		...owner(account, customer),
	};
}

/** What a lead shows of its customer. */
export function customerFields(customer: Customer) {
	const { id, first_name, last_name, email, mobile_number, home_number, work_number, company } = customer;
	const { notifications_enabled, lead_source, tags } = customer;
	return {
		id,
		first_name,
		last_name,
		email,
		mobile_number,
		home_number,
		work_number,
		company,
		notifications_enabled,
		lead_source,
		tags,
	};
}

export function presentAddress({ createdAt: _createdAt, ...address }: Address) {
	return address;
}

export function presentEmployee(account: HousecallAccount, employee: Employee) {
	const { id, first_name, last_name, email, role, isAdmin, createdAt } = employee;
	return {
		id,
		first_name,
		last_name,
		email,
		mobile_number: '3035550111',
		color_hex: 'EF9159',
		avatar_url: '/assets/add_image_thumb.png',
		role,
		created_at: stamp(createdAt),
		tags: [],
		permissions: { can_see_full_schedule: true, can_edit_settings: isAdmin, is_admin: isAdmin },
		...owner(account, employee),
	};
}

export function presentEmployees(account: HousecallAccount, ids: readonly string[]) {
	return ids.flatMap((id) => {
		const employee = account.employees.get(id);
		return employee ? [presentEmployee(account, employee)] : [];
	});
}

export function presentLineItem(item: LineItem, order_index: number) {
	return { ...item, taxable: true, unit_of_measure: '', amount: amountOf(item), order_index };
}

/** In cents. */
export function totalOf(items: readonly LineItem[]): number {
	return items.reduce((sum, item) => sum + amountOf(item), 0);
}

export function stamps({ createdAt, updatedAt }: Pick<Row, 'createdAt' | 'updatedAt'>) {
	return { created_at: stamp(createdAt), updated_at: stamp(updatedAt) };
}

/** The company that owns the account, in the words that read like the customer's (contract 2). */
export function owner(account: HousecallAccount, { companyId }: Pick<Row, 'companyId'>) {
	return { company_name: account.company(companyId).name, company_id: companyId };
}

/** The customer of a stored row. */
export function customerOf(account: HousecallAccount, { customerId }: { customerId: string }): Customer {
	const customer = account.customers.get(customerId);
	if (!customer) throw new HousecallProError(500, `No customer ${customerId}`);
	return customer;
}

function amountOf({ unit_price, quantity }: LineItem): number {
	return Math.round(unit_price * quantity);
}
