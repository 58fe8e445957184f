import { Workflow, type INodeTypes } from 'n8n-workflow';
import { CrmSuiteFreshsalesApi } from '../../credentials/CrmSuiteFreshsalesApi.credentials';
import { contacts } from '../../nodes/Freshsales/api';
import { freshsales } from '../../nodes/Freshsales/definition';
import { decodeError } from '../../nodes/Freshsales/errors';
import { errorOf } from '../../nodes/shared/http/failure';
import { toRule, viewOf } from '../../nodes/Freshsales/object';

const { fields } = freshsales.resources.contact!.objects[0];
const api = 'https://acme.myfreshworks.com/crm/sales/api';

/** n8n's own reading of the address in the credential's test. */
const tested = (credentials: Record<string, string>) => {
	const workflow = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes: {} as INodeTypes });
	const { baseURL = '' } = new CrmSuiteFreshsalesApi().test.request;
	return workflow.expression.getSimpleParameterValue({ name: 'x' } as never, baseURL, 'internal', {
		$credentials: { bundleAlias: '', baseUrl: '', ...credentials },
	} as never);
};

describe('the address of an account', () => {
	it.each([
		'acme',
		' Acme ',
		'acme.myfreshworks.com',
		'ACME.myfreshworks.com',
		'acme.freshworks.com',
		'https://acme.myfreshworks.com',
		'https://acme.freshworks.com/',
		'https://acme.myfreshworks.com/crm/sales/contacts/402001137706',
		'https://acme.myfreshworks.com/crm/sales/api/',
		'acme.myfreshworks.com:443/crm?x=1#y',
	])('is found in %s', (bundleAlias) => {
		expect(freshsales.baseUrl({ bundleAlias })).toBe(api);
		expect(tested({ bundleAlias })).toBe(api);
	});
	it.each([
		['acme.freshsales.io', /"acme.freshsales.io" is an address of Freshsales Classic/],
		['https://acme.freshsales.io/api', /Freshsales Classic/],
		['https://acme.eu.freshworks.com/crm/sales/', /"acme.eu.freshworks.com" is not the address of the API/],
		['acme.freshdesk.com', /no address of a Freshsales account/],
		['www.freshworks.com/crm/sales', /no address/],
		['freshworks.com/crm/sales', /no address/],
		['acme.myfreshworks.com.evil.example', /no address/],
		['evil.example/acme.myfreshworks.com', /no address/],
		['', /has no bundle alias/],
		['my company', /no address/],
	])('is refused in "%s"', (bundleAlias, message) => {
		expect(() => freshsales.baseUrl({ bundleAlias })).toThrow(message);
		expect(tested({ bundleAlias })).toMatch(/\.invalid$/);
	});
	it.each(['acme.freshsales.io', 'https://ACME.eu.freshworks.com/crm/sales/contacts/1', 'acme.eu.freshsales.io'])(
		'and what to type in place of %s is said',
		(bundleAlias) => {
			const remedy = () => {
				try {
					return freshsales.baseUrl({ bundleAlias });
				} catch (thrown) {
					return errorOf(thrown).hint;
				}
			};
			expect(remedy()).toMatch(/type acme\.myfreshworks\.com instead/);
			expect(tested({ bundleAlias })).toBe('https://type-acme.myfreshworks.com-instead.invalid');
		},
	);
	it('is what the advanced field says', () => {
		expect(freshsales.baseUrl({ bundleAlias: 'acme', baseUrl: 'https://proxy.example/fs/' })).toBe('https://proxy.example/fs');
		expect(tested({ bundleAlias: 'acme', baseUrl: 'https://proxy.example/fs/' })).toBe('https://proxy.example/fs');
		expect(tested({ baseUrl: 'http://proxy.example' })).toMatch(/\.invalid$/);
	});
	it('leads to the pages of the account', () =>
		expect(freshsales.site!({ bundleAlias: 'acme' })).toBe('https://acme.myfreshworks.com/crm/sales'));
});

describe('a condition as a rule', () => {
	it.each([
		['email', 'equals', 'a@b.co', { attribute: 'contact_email.email', operator: 'is_in', value: ['a@b.co'] }],
		['firstName', 'notEquals', 'Ann', { attribute: 'first_name', operator: 'is_not_in', value: ['Ann'] }],
		['address.city', 'contains', 'Den', { attribute: 'city', operator: 'contains', value: 'Den' }],
		['jobTitle', 'isSet', '', { attribute: 'job_title', operator: 'is_not_null' }],
		['mobile', 'equals', '+1 (303) 555-0123', { attribute: 'mobile_number', operator: 'contains', value: '0123' }],
		['createdAt', 'after', '2026-11-20T12:00:00Z', { attribute: 'created_at', operator: 'is_after', value: '2026-11-18' }],
		['updatedAt', 'before', '2026-11-20T12:00:00Z', { attribute: 'updated_at', operator: 'is_before', value: '2026-11-22' }],
		['customFields.contact_status_id', 'equals', '402', { attribute: 'contact_status_id', operator: 'is_in', value: ['402'] }],
		['jobTitle', 'isNotSet', '', null], ['createdAt', 'equals', '2026-11-20T12:00:00Z', null],
	] as const)('%s %s %s', (field, operator, value, rule) => expect(toRule({ field, operator, value }, fields, contacts)).toEqual(rule));
	it.each([
		['status', /cannot search by status/],
		['companyId', /cannot search by companyId/],
		['emails', /cannot search by emails/],
		['customFields.cf_plan', /"cf_plan" only by what it equals/],
	])('not by %s', (field, message) => expect(() => toRule({ field, operator: 'contains', value: 'x' }, fields, contacts)).toThrow(message));
});

describe('the view of all records', () => {
	const views = (...names: string[]) => names.map((name, at) => ({ id: at + 1, name }));
	it.each([
		[['My Contacts', 'All Contacts'], 2], [['All leads of Ann', 'all contacts'], 2], [['Meine Kontakte', 'Alle Kontakte'], 2],
		[['Mes contacts', 'Tous les contacts'], 2], [['Mis contactos', 'Todos los contactos'], 2], [['マイ連絡先', 'すべての連絡先'], 2],
	])('is found among %s', (names, id) => expect(viewOf(views(...names), contacts)).toBe(id));
	it('or asked for', () => expect(() => viewOf(views('Mine', 'Hot ones'), contacts)).toThrow(/none here is called "all contacts"/));
});

describe('a refusal', () => {
	const decoded = (status: number, body: unknown, headers: Record<string, string> = {}) => decodeError({ status, body, headers });
	it.each([
		[400, { errors: { code: 400, message: ['Need to fill this Email', 'x'] } }, 'validation', 'Freshsales: Need to fill this Email x'],
		[400, { errors: { code: 400, message: 'Not a supported time zone' } }, 'validation', 'Freshsales: Not a supported time zone'],
		[400, { errors: { email: ['is invalid'], city: 'too long' } }, 'validation', 'Freshsales: email is invalid; city too long'],
		[400, { errors: { code: 400, message: ['a@b.co already exists.'] } }, 'conflict', 'Freshsales: a@b.co already exists.'],
		[400, { errors: { code: 400, message: ['Name has already been taken'] } }, 'conflict', 'Freshsales: Name has already been taken'],
		[401, { login: 'failed', message: 'Incorrect or expired API key' }, 'auth', 'Freshsales rejected the API key'],
		[401, { login: 'failed', message: null }, 'auth', 'Freshsales rejected the API key'],
		[403, { errors: { message: 'Access Denied' } }, 'permission', 'Freshsales: Access Denied'],
		[404, '', 'notFound', 'Freshsales has no such record'],
		[404, '<!doctype html><html>', 'auth', 'There is no Freshsales account at this address'],
		[502, '<html>', 'unavailable', 'Freshsales is unavailable (status 502)'],
		[422, 'plain words\nmore', 'validation', 'Freshsales: plain words'],
	])('%i %j', (status, body, kind, message) => expect(decoded(status, body)).toMatchObject({ kind, message }));
	it.each([
		[{}, 'rateLimit', 15_000],
		[{ 'retry-after': '20' }, 'rateLimit', 20_000],
		[{ 'x-ratelimit-remaining': '500', 'x-ratelimit-reset': '3000' }, 'rateLimit', 15_000],
		[{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }, 'rateLimit', 30_000],
		[{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800' }, 'quota', undefined],
		[{ 'retry-after': '600' }, 'quota', undefined],
	])('429 with %j', (headers, kind, retryAfterMs) => {
		const error = decoded(429, 'Retry later\n', headers as Record<string, string>);
		expect(error?.kind).toBe(kind);
		if (retryAfterMs) expect(error?.retryAfterMs).toBe(retryAfterMs);
	});
	it.each([
		['https://beta.myfreshworks.com/crm/sales/api/contacts', /moved to beta\.myfreshworks\.com/, /Type beta\.myfreshworks\.com/],
		['https://acme.myfreshworks.com/crm/sales/signin', /rejected the API key/, /Check the API key/],
		['/crm/sales/signin', /rejected the API key/, /API key/],
		['https://www.freshworks.com/signup', /no Freshsales account at this address/, /Settings > API Settings/],
		['', /no Freshsales account/, /bundle alias/],
	])('that redirects to "%s" names the remedy', (location, message, hint) => {
		expect(decoded(302, '', { location })).toMatchObject({
			kind: 'auth',
			message: expect.stringMatching(message),
			hint: expect.stringMatching(hint),
		});
	});
	it('tells the minutes until there are new requests, whichever way the moment is told', () => {
		const reset = String(Math.round(Date.now() / 1_000) + 1_795);
		for (const value of ['1795', reset])
			expect(decoded(429, '', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': value })?.message).toMatch(/in 30 minutes/);
	});
});
