/** The seeded account, as `/account-info` answers it. */
export const ACCOUNT = {
	portalId: 4_711_042,
	accountType: 'DEVELOPER_TEST',
	timeZone: 'America/New_York',
	companyCurrency: 'USD',
	additionalCurrencies: ['EUR', 'GBP'],
	utcOffset: '-05:00',
	utcOffsetMilliseconds: -18_000_000,
	uiDomain: 'app.hubspot.com',
	dataHostingLocation: 'na1',
};

/** A service key that is always valid. */
export const SERVICE_KEY = 'pat-na1-sandbox-0000';

export const OAUTH_CLIENT = { id: 'sandbox-client', secret: 'sandbox-secret' };

/** The person who consents. */
export const USER = { id: 9_586_504, email: 'dana.reyes@sandbox.example' };

const SINCE = '2024-03-01T09:00:00.000Z';

export interface Owner {
	id: string;
	email: string;
	type: 'PERSON' | 'QUEUE';
	firstName: string;
	lastName: string;
	userId: number;
	userIdIncludingInactive: number;
	createdAt: string;
	updatedAt: string;
	archived: boolean;
	teams?: { id: string; name: string; primary: boolean }[];
}

function person(id: string, userId: number, firstName: string, lastName: string, archived = false): Owner {
	return {
		id,
		email: `${firstName}.${lastName}@sandbox.example`.toLowerCase(),
		type: 'PERSON',
		firstName,
		lastName,
		userId,
		userIdIncludingInactive: userId,
		createdAt: SINCE,
		updatedAt: SINCE,
		archived,
	};
}

/** Owner ids and user ids differ on purpose: writes want the owner id (contract 2). */
export const OWNERS: readonly Owner[] = [
	{ ...person('70001', USER.id, 'Dana', 'Reyes'), teams: [{ id: '501', name: 'Field Service', primary: true }] },
	person('70002', 9_586_611, 'Omar', 'Haddad'),
	person('70003', 9_586_734, 'Ines', 'Moreau'),
	person('70004', 9_586_790, 'Paul', 'Becker', true),
];

export interface Pipeline {
	id: string;
	label: string;
	displayOrder: number;
	stages: Stage[];
	createdAt: string;
	updatedAt: string;
	archived: boolean;
}

export interface Stage {
	id: string;
	label: string;
	displayOrder: number;
	metadata: Record<string, string>;
	createdAt: string;
	updatedAt: string;
	archived: boolean;
	writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT';
}

type StageLine = [id: string, label: string, metadata: Record<string, string>];

function pipeline(id: string, label: string, stages: StageLine[], displayOrder = 0): Pipeline {
	const dates = { createdAt: SINCE, updatedAt: SINCE, archived: false };
	return {
		id,
		label,
		displayOrder,
		stages: stages.map(([stageId, stageLabel, metadata], position) => ({
			id: stageId,
			label: stageLabel,
			displayOrder: position,
			metadata,
			writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
			...dates,
		})),
		...dates,
	};
}

const dealStage = (id: string, label: string, probability: string): StageLine => [
	id,
	label,
	{ isClosed: String(probability === '1.0' || probability === '0.0'), probability },
];
const ticketStage = (id: string, label: string, ticketState: 'OPEN' | 'CLOSED'): StageLine => [
	id,
	label,
	{ isClosed: String(ticketState === 'CLOSED'), ticketState },
];
const stage = (id: string, label: string, isClosed = false): StageLine => [id, label, { isClosed: String(isClosed) }];

/** Pipelines by object type; the first is the default one. */
export const PIPELINES: Readonly<Record<string, readonly Pipeline[]>> = {
	deals: [
		pipeline('default', 'Sales Pipeline', [
			dealStage('appointmentscheduled', 'Appointment Scheduled', '0.2'),
			dealStage('qualifiedtobuy', 'Qualified To Buy', '0.4'),
			dealStage('presentationscheduled', 'Presentation Scheduled', '0.6'),
			dealStage('contractsent', 'Contract Sent', '0.9'),
			dealStage('closedwon', 'Closed Won', '1.0'),
			dealStage('closedlost', 'Closed Lost', '0.0'),
		]),
		pipeline(
			'81200',
			'Renewals',
			[
				dealStage('812001', 'Due', '0.5'),
				dealStage('812002', 'Renewed', '1.0'),
				dealStage('812003', 'Cancelled', '0.0'),
			],
			1,
		),
	],
	tickets: [
		pipeline('0', 'Support Pipeline', [
			ticketStage('1', 'New', 'OPEN'),
			ticketStage('2', 'Waiting on contact', 'OPEN'),
			ticketStage('3', 'Waiting on us', 'OPEN'),
			ticketStage('4', 'Closed', 'CLOSED'),
		]),
	],
	leads: [
		pipeline('lead-pipeline-id', 'Lead pipeline', [
			stage('new-stage-id', 'New'),
			stage('attempting-stage-id', 'Attempting'),
			stage('connected-stage-id', 'Connected'),
			stage('qualified-stage-id', 'Qualified', true),
			stage('unqualified-stage-id', 'Disqualified', true),
		]),
	],
	appointments: [
		pipeline('appointment-pipeline', 'Appointment pipeline', [
			stage('appointment-scheduled', 'Scheduled'),
			stage('appointment-completed', 'Completed', true),
			stage('appointment-cancelled', 'Cancelled', true),
		]),
	],
};

const OBJECT_SCOPES = ['contacts', 'companies', 'deals', 'leads', 'appointments'].flatMap((object) => [
	`crm.objects.${object}.read`,
	`crm.objects.${object}.write`,
]);
const SCHEMA_SCOPES = ['contacts', 'companies', 'deals', 'appointments'].map((object) => `crm.schemas.${object}.read`);

/** Every scope the account can grant; a service key holds all of them. */
export const SCOPES: readonly string[] = [
	'oauth',
	...OBJECT_SCOPES,
	...SCHEMA_SCOPES,
	'crm.objects.owners.read',
	'tickets',
];

/** Leads need Sales Hub Professional or more (contract 2). */
export const PRO_SCOPES: readonly string[] = ['crm.objects.leads.read', 'crm.objects.leads.write'];
