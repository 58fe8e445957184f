import { idAt } from './ids';
import { pipelineNames, stages } from './modules/work';

export const ORG = {
	id: idAt(1),
	zgid: '60012345678',
	name: 'Sandbox Field Services',
	domainName: 'org60012345678',
	timeZone: 'America/New_York',
	createdAt: Date.parse('2024-03-01T09:00:00Z'),
};

export const OAUTH_CLIENT = { id: '1000.SANDBOXCLIENT', secret: 'sandbox-client-secret' };

/** An access token that is always valid. */
export const ACCESS_TOKEN = '1000.sandbox.access';

/** A refresh token that is there from the start, as after a self client's first exchange. */
export const REFRESH_TOKEN = '1000.sandbox.refresh';

export const SCOPES = [
	'ZohoCRM.modules.ALL',
	'ZohoCRM.settings.ALL',
	'ZohoCRM.users.READ',
	'ZohoCRM.org.READ',
	'ZohoCRM.coql.READ',
	'ZohoSearch.securesearch.READ',
];

export interface User {
	id: string;
	firstName: string;
	lastName: string;
	email: string;
	active: boolean;
}

const user = (number: number, firstName: string, lastName: string, active = true): User => ({
	id: idAt(100 + number),
	firstName,
	lastName,
	email: `${firstName}.${lastName}@sandbox.example`.toLowerCase(),
	active,
});

/** The first one consents and runs integrations; the last one left. */
export const USERS: readonly User[] = [
	user(1, 'Dana', 'Reyes'),
	user(2, 'Omar', 'Haddad'),
	user(3, 'Ines', 'Moreau'),
	user(4, 'Paul', 'Becker', false),
];

export const TOKEN_USER = USERS[0];

export const PROFILE = { name: 'Administrator', id: idAt(201) };
export const ROLE = { name: 'CEO', id: idAt(202) };

export interface Pipeline {
	id: string;
	name: string;
	stages: readonly string[];
}

/** Site Survey is a stage of the second pipeline only. */
export const PIPELINES: readonly Pipeline[] = [
	{ id: idAt(301), name: pipelineNames[0], stages: stages.filter((stage) => stage !== 'Site Survey') },
	{ id: idAt(302), name: pipelineNames[1], stages: ['Site Survey', 'Proposal/Price Quote', 'Closed Won', 'Closed Lost'] },
];
