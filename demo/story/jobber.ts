import axios from 'axios';
import { ACCESS_TOKEN, OAUTH_CLIENT } from '../../sandbox/jobber/account';
import type { Sandbox } from '../../sandbox/server';
import type { Person, StoryCrm } from './crm';

interface Client {
	id: string;
	firstName: string;
	lastName: string;
	emails: Array<{ address: string }>;
	phones: Array<{ number: string }>;
}
interface Visit { startAt: string; instructions: string | null; client: { id: string } }
interface List<Node> { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

/** Jobber in the story. */
export const jobber: StoryCrm = {
	id: 'jobber',
	label: 'Jobber',
	node: 'n8n-nodes-crm-suite.jobber',
	trigger: 'n8n-nodes-crm-suite.jobberTrigger',
	credential: {
		name: 'Jobber account',
		type: 'crmSuiteJobberOAuth2Api',
		data: (sandbox) => ({ clientId: OAUTH_CLIENT.id, clientSecret: OAUTH_CLIENT.secret, baseUrl: `${sandbox.url}/jobber` }),
		needsConsent: true,
	},
	seed: (sandbox, people) => {
		sandbox.crm('jobber').seed({ clients: people.map((person) => ({ ...clientOf(person), isLead: !person.hasBought })) });
	},
	ledger: async (sandbox) => {
		const clients = await list<Client>(sandbox, 'clients', 'id firstName lastName emails { address } phones { number }');
		const visits = await list<Visit>(sandbox, 'visits', 'startAt instructions client { id }');
		const people = clients.map(({ id, firstName, lastName, emails, phones }) => ({
			id, name: `${firstName} ${lastName}`, email: emails[0]?.address ?? '', phone: phones[0]?.number ?? '',
			appointments: visits.filter(({ client }) => client.id === id).map(({ startAt, instructions }) => ({
				start: new Date(startAt).toISOString(), notes: instructions ?? '',
			})),
		}));
		return { people, appointments: visits.length };
	},
	addCustomer: async (sandbox, person) => {
		const document = 'mutation ($input: ClientCreateInput!) { clientCreate(input: $input) { client { id } userErrors { message } } }';
		const answer = await ask<{ clientCreate: { client: { id: string } } }>(sandbox, document, { input: clientOf(person) });
		return answer.clientCreate.client.id;
	},
};

async function ask<Data>(sandbox: Sandbox, query: string, variables: object): Promise<Data> {
	const url = `${sandbox.url}/jobber/api/graphql`;
	const headers = { Authorization: `Bearer ${ACCESS_TOKEN}`, 'X-JOBBER-GRAPHQL-VERSION': '2026-03-10' };
	const { data } = await axios.post<{ data: Data; errors?: unknown }>(url, { query, variables }, { headers, proxy: false });
	if (data.errors) throw new Error(`Jobber's sandbox refused the query: ${JSON.stringify(data.errors)}`);
	return data.data;
}

async function list<Node>(sandbox: Sandbox, name: string, fields: string): Promise<Node[]> {
	const page = `nodes { ${fields} } pageInfo { hasNextPage endCursor }`;
	const document = `query ($after: String) { list: ${name}(first: 50, after: $after) { ${page} } }`;
	const found: Node[] = [];
	for (let after: string | null = null, more = true; more; ) {
		const { list: answer }: { list: List<Node> } = await ask(sandbox, document, { after });
		found.push(...answer.nodes);
		({ endCursor: after, hasNextPage: more } = answer.pageInfo);
	}
	return found;
}

const clientOf = ({ firstName, lastName, phone, email }: Person) => ({
	firstName, lastName,
	...(phone ? { phones: [{ description: 'MAIN', primary: true, number: phone }] } : {}),
	...(email ? { emails: [{ description: 'MAIN', primary: true, address: email }] } : {}),
});
