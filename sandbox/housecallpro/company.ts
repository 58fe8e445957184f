/** A company as `/company` answers it. */
export interface Company {
	id: string;
	name: string;
	support_email: string;
	phone_number: string;
	logo_url: string;
	website: string;
	default_arrival_window: string;
	time_zone: string;
	address: { street: string; street_line_2: null; city: string; state: string; zip: string; country: string };
	service_areas_data: { zip_codes: string[] };
	locations: Company[];
}

function company(id: string, name: string, city: string, zip: string, locations: Company[] = []): Company {
	return {
		id,
		name,
		support_email: 'office@northwind.example',
		phone_number: '3035550100',
		logo_url: 'https://northwind.example/logo.png',
		website: 'https://northwind.example',
		default_arrival_window: '60',
		time_zone: 'America/Denver',
		address: { street: '1 Main Street', street_line_2: null, city, state: 'CO', zip, country: 'US' },
		service_areas_data: { zip_codes: [zip] },
		locations,
	};
}

const LOCATION = company('5b0c7f6e-2f0d-4a53-9a53-0d6f4b1f7c02', 'Northwind Plumbing Boulder', 'Boulder', '80301');

/** The company that the keys belong to; it has one more location. */
export const HEAD_COMPANY = company(
	'5b0c7f6e-2f0d-4a53-9a53-0d6f4b1f7c01',
	'Northwind Plumbing',
	'Denver',
	'80202',
	[LOCATION],
);

export const COMPANIES: ReadonlyMap<string, Company> = new Map(
	[HEAD_COMPANY, LOCATION].map((each) => [each.id, each]),
);

/** Keys that are always valid, by type (contract 1). */
export const API_KEYS = {
	company: 'hcp-company-key-sandbox',
	application: 'hcp-application-key-sandbox',
} as const;

export const OAUTH_CLIENT = { id: 'sandbox-client', secret: 'sandbox-secret' };

const SINCE = Date.parse('2024-03-01T16:00:00Z');

const common = { companyId: HEAD_COMPANY.id, createdAt: SINCE, updatedAt: SINCE, visibleAt: SINCE };

function employee(id: string, first_name: string, last_name: string, role: string, isAdmin = false) {
	const email = `${first_name}.${last_name}@northwind.example`.toLowerCase();
	return { ...common, id: `pro_${id.padStart(32, '0')}`, first_name, last_name, email, role, isAdmin };
}

/** The active ones; others are never listed (contract 8). */
export const EMPLOYEES = [
	employee('1', 'Dana', 'Reyes', 'admin', true),
	employee('2', 'Omar', 'Haddad', 'field tech'),
	employee('3', 'Ines', 'Moreau', 'field tech'),
];

const named = (prefix: string) => (name: string, index: number) => ({
	...common,
	id: `${prefix}_${String(index + 1).padStart(32, '0')}`,
	name,
});

export const TAGS = ['VIP', 'Maintenance plan', 'Do not call'].map(named('tag'));

export const JOB_TYPES = ['Install', 'Repair', 'Maintenance'].map(named('jbt'));

/** Housecall Pro's own sources cannot be renamed. */
export const LEAD_SOURCES = ['Referral', 'Google', 'Website'].map((name, index) => ({
	...named('lds')(name, index),
	editable: index > 1,
}));

export type PipelineResource = 'lead' | 'job' | 'estimate';

export interface PipelineStatus {
	id: string;
	name: string;
	status_type: string;
}

function statuses(resource: string, lines: [name: string, type: string][]): PipelineStatus[] {
	return lines.map(([name, status_type], order) => ({ id: `kcs_${resource}_${order + 1}`, name, status_type }));
}

/** In their order; movement is forward only (contract 3). */
export const PIPELINE: Readonly<Record<PipelineResource, readonly PipelineStatus[]>> = {
	lead: statuses('lead', [
		['New lead', 'open'],
		['Contacted', 'open'],
		['Won', 'won'],
		['Lost', 'lost'],
	]),
	job: statuses('job', [
		['Needs scheduling', 'open'],
		['Scheduled', 'open'],
		['Done', 'completed'],
	]),
	estimate: statuses('estimate', [
		['New estimate', 'open'],
		['Sent', 'open'],
		['Approved', 'won'],
	]),
};
