/** As much shape of the bodies as the vendor's document has, as JSON Schema. Unknown keys pass unread. */
const string = { type: 'string' };
const nullableString = { type: ['string', 'null'] };
const boolean = { type: 'boolean' };
const number = { type: 'number' };
const integer = { type: 'integer' };
const strings = { type: 'array', items: string };

const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });
const list = (items: object) => ({ type: 'array', items });

/** Every field of it may be left out. */
const address = object({
	street: nullableString,
	street_line_2: nullableString,
	city: nullableString,
	state: nullableString,
	zip: nullableString,
	country: nullableString,
});

const lineItem = object(
	{ name: string, description: string, unit_price: number, unit_cost: number, quantity: number, kind: string },
	['name'],
);

const fields = object({ job_type_id: string, business_unit_id: string });

const customer = {
	first_name: nullableString,
	last_name: nullableString,
	email: nullableString,
	mobile_number: nullableString,
	home_number: nullableString,
	work_number: nullableString,
	company: nullableString,
	notifications_enabled: boolean,
	lead_source: nullableString,
	notes: nullableString,
	tags: strings,
};

/** Without addresses: an update does not read them (contract 3). */
export const CUSTOMER_UPDATE = object(customer);

export const CUSTOMER_CREATE = object({ ...customer, addresses: list(address) });

export const ADDRESS_CREATE = object(
	{ ...address.properties, street: string, city: string, state: string, zip: string, country: string },
	['street', 'city', 'state', 'zip', 'country'],
);

export const LEAD_CREATE = object({
	customer_id: string,
	customer: CUSTOMER_CREATE,
	address_id: string,
	address,
	note: string,
	lead_source: string,
	assigned_employee_id: string,
	tags: strings,
	line_items: list(lineItem),
});

export const LEAD_CONVERT = object({ type: { type: 'string', enum: ['job', 'estimate'] } }, ['type']);

export const JOB_CREATE = object(
	{
		invoice_number: number,
		customer_id: string,
		address_id: string,
		schedule: object({
			scheduled_start: string,
			scheduled_end: string,
			arrival_window: integer,
			anytime: boolean,
			anytime_start_date: string,
		}),
		assigned_employee_ids: strings,
		line_items: list(lineItem),
		tags: strings,
		notes: string,
		lead_source: string,
		job_fields: fields,
	},
	['customer_id', 'address_id'],
);

const dispatched = list(object({ employee_id: string }, ['employee_id']));

export const SCHEDULE_UPDATE = object(
	{
		start_time: string,
		end_time: string,
		arrival_window_in_minutes: number,
		notify: boolean,
		notify_pro: boolean,
		expand: strings,
		dispatched_employees: dispatched,
	},
	['start_time'],
);

export const DISPATCH = object({ dispatched_employees: dispatched }, ['dispatched_employees']);

export const APPOINTMENT = object(
	{ start_time: string, end_time: string, arrival_window_minutes: integer, dispatched_employees_ids: strings },
	['start_time', 'end_time', 'dispatched_employees_ids'],
);

export const NOTE = object({ content: string }, ['content']);

export const JOB_TAG = object({ tag_id: string }, ['tag_id']);

export const NAMED = object({ name: string }, ['name']);

const estimateOption = object({ name: string, tags: strings, line_items: list(lineItem) });

export const ESTIMATE_CREATE = object(
	{
		estimate_number: integer,
		customer_id: string,
		address_id: string,
		address,
		note: string,
		message: string,
		lead_source: string,
		assigned_employee_ids: strings,
		options: list(estimateOption),
		schedule: object({
			start_time: string,
			end_time: string,
			arrival_window_in_minutes: integer,
			notify_customer: boolean,
		}),
		estimate_fields: fields,
	},
	['customer_id'],
);

export const ESTIMATE_OPTION = { ...estimateOption, required: ['name'] };

export const PIPELINE_UPDATE = object(
	{ resource_type: { type: 'string', enum: ['lead', 'job', 'estimate'] }, resource_id: string, status_id: string },
	['resource_type', 'resource_id', 'status_id'],
);
