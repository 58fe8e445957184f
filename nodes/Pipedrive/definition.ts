import type { IDataObject } from 'n8n-workflow';
import { defineCrm, resource, type ListSource } from '../shared/kit';
import { nextOf, rowsOf, v1, v2, type List } from './api';
import { decodeError } from './errors';
import { activities } from './objects/activities';
import { deals, notes } from './objects/deals';
import { leads } from './objects/leads';
import { organizations, persons } from './objects/people';

/** The company's own address: as the login said, or from the domain in whatever spelling. */
const addressOf = ({ oauthTokenData, companyDomain }: IDataObject): string | null => {
	const company = String(companyDomain ?? '').trim().replace(/^https?:\/\//, '').split(/[./]/)[0];
	const address = (oauthTokenData as IDataObject | undefined)?.api_domain || (company && `https://${company}.pipedrive.com`);
	return address ? String(address).replace(/\/+$/, '') : null;
};

const entriesOf = ({ path }: List, query: (parent: string) => IDataObject = () => ({})): ListSource => async (client, { page, parent }) => {
	const response = await client.send({ method: 'GET', path, query: { ...query(parent), ...page } });
	const rows = rowsOf(response).filter(({ active_flag: isActive }) => isActive !== false);
	return { entries: rows.map(({ id, name }) => ({ name: String(name), value: String(id) })), next: nextOf(response, page, rows) };
};

export const pipedrive = defineCrm({
	id: 'pipedrive', label: 'Pipedrive',
	credentials: [
		{ value: 'apiToken', label: 'API Token', type: 'crmSuitePipedriveApi' },
		{ value: 'oAuth2', label: 'OAuth2', type: 'crmSuitePipedriveOAuth2Api' },
	],
	baseUrl: (credential) => String(credential.baseUrl || addressOf(credential) || 'https://api.pipedrive.com'),
	site: addressOf,
	limits: {
		concurrency: 5,
		// The smallest plan (contract section 6) until an answer tells the account's; a tenth is left, as calls arrive closer than they leave.
		paces: { default: { requests: 18, perMs: 2_200 }, search: { requests: 9, perMs: 2_200 } },
		read: ({ headers: { 'x-ratelimit-limit': most } }) => (Number(most) > 1 ? { requests: Math.floor(Number(most) * 0.9) } : null),
	},
	decodeError,
	resources: {
		contact: resource('Person', persons),
		customer: resource('Customer', persons, organizations),
		lead: resource('Lead', leads),
		appointment: resource('Activity', activities),
		deal: resource('Deal', deals),
		note: resource('Note', notes),
	},
	lists: {
		owner: entriesOf(v1('users')), pipeline: entriesOf(v2('pipelines')),
		stage: entriesOf(v2('stages'), (parent): IDataObject => (parent ? { pipeline_id: parent } : {})),
	},
});
