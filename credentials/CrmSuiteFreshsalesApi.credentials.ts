import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { secured } from './baseUrl';

const host = '($credentials.bundleAlias || "").trim().toLowerCase().replace(/^[a-z]+:\\/\\//, "").replace(/[:\\/?#].*$/, "")';
const wanted = `${host}.replace(/\\..*$/, "") + ".myfreshworks.com"`;
/** The API of the account; hosts of the vendor where the API is not have their alias named, and any other is refused. */
const bundleAddress = [
	`/^(?!www(\\.|$))[a-z\\d][a-z\\d-]*(\\.(my)?freshworks\\.com)?$/.test(${host}) ? "https://" + ${wanted} + "/crm/sales/api"`,
	`/^(?!www\\.)[a-z\\d][a-z\\d-]*(\\.[a-z\\d-]+)*\\.(freshsales\\.io|(my)?freshworks\\.com)$/.test(${host})`
		+ ` ? "https://type-" + ${wanted} + "-instead.invalid"`,
	'"https://give-the-bundle-alias-of-freshsales.invalid"',
].join(' : ');

export class CrmSuiteFreshsalesApi implements ICredentialType {
	name = 'crmSuiteFreshsalesApi';

	displayName = 'Freshsales (CRM Suite) API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-suite/n8n-nodes-crm-suite/blob/main/docs/crms/freshsales.md#credentials';

	icon = { light: 'file:../icons/freshsales.svg', dark: 'file:../icons/freshsales.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In Freshsales under your profile picture > Settings > API Settings; it acts with the rights of its user',
		},
		{
			displayName: 'Bundle Alias',
			name: 'bundleAlias',
			type: 'string',
			default: '',
			placeholder: 'acme.myfreshworks.com',
			description:
				'The address of your account, shown beside the API key. "acme" alone will do, and so will the address of any page in Freshsales.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'https://acme.myfreshworks.com/crm/sales/api',
			description:
				'Advanced: the whole address of the API in place of the bundle alias, such as that of a proxy. It must start with https, '
				+ 'except on this machine.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Token token={{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			// The same that the node makes of it; n8n shows the name of a host that is none.
			baseURL: `={{ $credentials.baseUrl ? ${secured('$credentials.baseUrl', '""')} : ${bundleAddress} }}`,
			url: '/contacts/filters',
			// Without it a refused key is answered with a page that looks like success.
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'filters', value: undefined,
					message: 'The address answered, but it is not the Freshsales API: it named no views of contacts',
				},
			},
		],
	};
}
