import type { IDataObject } from 'n8n-workflow';
import { defineCrm } from '../shared/defineCrm';
import type { ListSource } from '../shared/types';
import { nextOf, rowsOf, v1, v2, type List } from './api';
import { decodeError } from './errors';
import { activities, deals, notes } from './objects/activities';
import { leads } from './objects/leads';
import { organizations, persons } from './objects/people';

/** The company's own address: as the login said, or from the domain in whatever spelling. */
const addressOf = ({ oauthTokenData, companyDomain }: IDataObject): string | null => {
	const company = String(companyDomain ?? '').trim().replace(/^https?:\/\//, '').split(/[./]/)[0];
	return String((oauthTokenData as IDataObject | undefined)?.api_domain || (company && `https://${company}.pipedrive.com`)).replace(/\/+$/, '') || null;
};
const listOf = ({ path }: List, query: (parent: string) => IDataObject = () => ({})): ListSource => async (client, { page, parent }) => {
	const response = await client.send({ method: 'GET', path, query: { ...query(parent), ...page } });
	const entries = rowsOf(response).filter(({ active_flag: isActive }) => isActive !== false).map(({ id, name }) => ({ name: String(name), value: String(id) }));
	return { entries, next: nextOf(response, page, []) };
};

export const pipedrive = defineCrm({
	id: 'pipedrive',
	label: 'Pipedrive',
	credentials: [
		{ value: 'apiToken', label: 'API Token', type: 'crmSuitePipedriveApi' },
		{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuitePipedriveOAuth2Api' },
	],
	baseUrl: (credential) => String(credential.baseUrl || addressOf(credential) || 'https://api.pipedrive.com'),
	site: addressOf,
	limits: {
		concurrency: 5,
		// Of the smallest plan (contract section 6); answers tell that of the account. A tenth is left to others.
		paces: { default: { requests: 18, perMs: 2_000 }, search: { requests: 9, perMs: 2_000 } },
		read: ({ headers }) => (Number(headers['x-ratelimit-limit']) > 0 ? { requests: Math.max(1, Math.floor(Number(headers['x-ratelimit-limit']) * 0.9)) } : null),
	},
	decodeError,
	resources: {
		contact: { term: { singular: 'Person', plural: 'Persons' }, objects: [persons] },
		customer: { term: { singular: 'Customer', plural: 'Customers' }, objects: [persons, organizations] },
		lead: { term: { singular: 'Lead', plural: 'Leads' }, objects: [leads] },
		appointment: { term: { singular: 'Activity', plural: 'Activities' }, objects: [activities] },
		deal: { term: { singular: 'Deal', plural: 'Deals' }, objects: [deals] },
		note: { term: { singular: 'Note', plural: 'Notes' }, objects: [notes] },
	},
	lists: { owner: listOf(v1('users')), pipeline: listOf(v2('pipelines')), stage: listOf(v2('stages'), (parent): IDataObject => (parent ? { pipeline_id: parent } : {})) },
});
