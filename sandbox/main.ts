import { parseArgs } from 'node:util';
import { API_KEYS as FRESHSALES_KEYS } from './freshsales/portal';
import { API_KEYS as HOUSECALLPRO_KEYS } from './housecallpro/company';
import { OAUTH_CLIENT, SERVICE_KEY } from './hubspot/account';
import { OAUTH_CLIENT as JOBBER_CLIENT } from './jobber/account';
import { API_TOKENS as PIPEDRIVE_TOKENS, OAUTH_CLIENT as PIPEDRIVE_CLIENT } from './pipedrive/company';
import { OAUTH_CLIENT as SALESFORCE_CLIENT, SESSION_ID, USER as SALESFORCE_USER } from './salesforce/orgData';
import { startSandbox } from './server';
import { ACCESS_TOKEN as ZOHO_TOKEN, OAUTH_CLIENT as ZOHO_CLIENT, REFRESH_TOKEN as ZOHO_REFRESH_TOKEN } from './zoho/orgData';

const DEFAULT_PORT = 4010;
const SEARCH_LAG_MS = 2_000;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
	const port = Number(values.port ?? DEFAULT_PORT);
	const sandbox = await startSandbox({
		port,
		host: values.host,
		settings: { rateLimits: 'vendor', indexLagMs: SEARCH_LAG_MS },
	});

	process.stdout.write(`CRM sandbox on ${sandbox.url}

HubSpot        ${sandbox.url}/hubspot   (in place of https://api.hubapi.com)
  Service key  ${SERVICE_KEY}
  OAuth client ${OAUTH_CLIENT.id} / ${OAUTH_CLIENT.secret}
  Consent page ${sandbox.url}/hubspot/oauth/authorize
  Token URL    ${sandbox.url}/hubspot/oauth/2026-09/token

Freshsales     ${sandbox.url}/freshsales   (in place of https://acme.myfreshworks.com)
  API keys     ${FRESHSALES_KEYS.admin} (administrator), ${FRESHSALES_KEYS.restricted} (sees its own)
  Base URL     ${sandbox.url}/freshsales/crm/sales/api

Housecall Pro  ${sandbox.url}/housecallpro   (in place of https://api.housecallpro.com)
  API keys     ${HOUSECALLPRO_KEYS.company} (company), ${HOUSECALLPRO_KEYS.application} (application)
  OAuth client ${OAUTH_CLIENT.id} / ${OAUTH_CLIENT.secret}
  Consent page ${sandbox.url}/housecallpro/oauth/authorize
  Token URL    ${sandbox.url}/housecallpro/oauth/token

Jobber         ${sandbox.url}/jobber    (in place of https://api.getjobber.com)
  OAuth client ${JOBBER_CLIENT.id} / ${JOBBER_CLIENT.secret}
  Consent page ${sandbox.url}/jobber/api/oauth/authorize
  Token URL    ${sandbox.url}/jobber/api/oauth/token
  GraphQL      ${sandbox.url}/jobber/api/graphql

Pipedrive      ${sandbox.url}/pipedrive   (in place of https://acme.pipedrive.com and https://oauth.pipedrive.com)
  API tokens   ${PIPEDRIVE_TOKENS.admin} (admin), ${PIPEDRIVE_TOKENS.regular} (regular user)
  OAuth client ${PIPEDRIVE_CLIENT.id} / ${PIPEDRIVE_CLIENT.secret}
  Consent page ${sandbox.url}/pipedrive/oauth/authorize
  Token URL    ${sandbox.url}/pipedrive/oauth/token

Salesforce     ${sandbox.url}/salesforce   (in place of https://acme.my.salesforce.com, and as login host)
  Session      ${SESSION_ID}
  OAuth client ${SALESFORCE_CLIENT.id} / ${SALESFORCE_CLIENT.secret}
  User         ${SALESFORCE_USER.username} / ${SALESFORCE_USER.password} + ${SALESFORCE_USER.securityToken}
  Consent page ${sandbox.url}/salesforce/services/oauth2/authorize
  Token URL    ${sandbox.url}/salesforce/services/oauth2/token

Zoho CRM       ${sandbox.url}/zoho   (in place of https://www.zohoapis.com, and as accounts host)
  OAuth client ${ZOHO_CLIENT.id} / ${ZOHO_CLIENT.secret}
  Self client  refresh token ${ZOHO_REFRESH_TOKEN}, or an access token ${ZOHO_TOKEN}
  Consent page ${sandbox.url}/zoho/oauth/v2/auth
  Token URL    ${sandbox.url}/zoho/oauth/v2/token
  Another host ${sandbox.url}/zoho/accounts.zohocloud.ca/oauth/v2/token, once the setting dataCentre is ca

Controls       ${sandbox.url}/_control/hubspot, ${sandbox.url}/_control/housecallpro
  GET|PATCH settings   POST seed   POST reset   POST|DELETE faults
  GET|DELETE requests  GET counters  GET records/<type>  GET invalid
  e.g. curl -X PATCH ${sandbox.url}/_control/hubspot/settings -H 'content-type: application/json' -d '{"latencyMs":300}'

Ctrl-C stops it.
`);
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const reason =
		error.code === 'EADDRINUSE'
			? `Port ${error.port} is taken by another program; choose one with --port.`
			: `The sandbox did not start: ${error.message}`;
	process.stderr.write(`${reason}\n`);
	process.exitCode = 1;
});
