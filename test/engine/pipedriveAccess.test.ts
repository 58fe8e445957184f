import type { IDataObject } from 'n8n-workflow';
import { pipedriveStage } from '../support/pipedrive';

const people = (count: number, from = 0, more: IDataObject = {}) => Array.from({ length: count }, (_none, at) => ({
	firstName: `First${from + at}`, lastName: 'Person', email: `person${from + at}@example.com`, ...more,
}));
const seeds = (count: number, from = 0) =>
	people(count, from).map(({ firstName, lastName, email }) => ({
		name: `${firstName} ${lastName}`,
		emails: [{ value: email, primary: true }],
	}));

/** Limits, access, search and trigger of Pipedrive: sections 1, 4 to 7 of the contract sheet. */
describe('Pipedrive: access and limits', () => {
	const stage = pipedriveStage();
	const upsert = { operation: 'upsert', matchOn: ['email'] };
	const counted = () => {
		const calls = stage.calls();
		const count = (pattern: RegExp) => calls.filter((call) => pattern.test(call)).length;
		return { searches: count(/search/), lists: count(/GET .*persons\?/), writes: count(/^(POST|PATCH)/), all: calls.length };
	};

	describe('finding', () => {
		it('searches for a few, and reads whole ones together', async () => {
			stage.crm.seed({ persons: seeds(600) });
			await stage.json(upsert, people(3, 0, { lastName: 'Other' }));
			expect(counted()).toEqual({ searches: 3, lists: 1, writes: 3, all: 7 });
		});
		it('looks at what changed last before it makes somebody new', async () => {
			stage.crm.seed({ persons: seeds(600) });
			await stage.json(upsert, people(2, 700));
			expect(counted()).toEqual({ searches: 2, lists: 1, writes: 2, all: 5 });
		});
		it('reads the list where that costs less, and gives up as soon as it does not', async () => {
			stage.crm.seed({ persons: seeds(1_200) });
			await stage.json(upsert, people(6));
			expect(counted()).toEqual({ searches: 0, lists: 3, writes: 0, all: 3 });
			stage.crm.seed({ persons: seeds(6_000, 2_000) });
			await stage.json(upsert, people(5));
			expect(counted()).toEqual({ searches: 5, lists: 2, writes: 0, all: 7 });
		});
		it('knows how many records are left although their IDs have gaps', async () => {
			stage.crm.seed({ persons: seeds(1_000).map((one, at) => ({ ...one, id: 1 + at * 1_000 })) });
			await stage.json(upsert, people(5));
			expect(counted()).toMatchObject({ searches: 0, lists: 2 });
		});
	});

	it('1,000 that are there take the pages of the list, new ones a request each, and lists of 100 read them by ID', async () => {
		const ids = stage.crm.seed({ persons: seeds(5_000) }).persons.slice(0, 1_000);
		await stage.json(upsert, people(1_000, 2_000));
		expect(counted()).toMatchObject({ lists: 10, all: 10 });
		await stage.json({ operation: 'create' }, people(1_000, 9_000));
		expect(counted()).toMatchObject({ writes: 1_000, all: 1_000 });
		const items = await stage.json({ operation: 'get', recordId: '={{ $json.id }}' }, ids.map((id) => ({ id })));
		expect(items.map(({ id }) => id)).toEqual(ids);
		expect(counted()).toMatchObject({ lists: 10, all: 10 });
	}, 30_000);

	describe('limits', () => {
		it('of a second are waited for, whether or not they say how long', async () => {
			for (const retryAfter of [true, false]) {
				stage.crm.settings.patch({ rateLimits: { burst: 4, intervalMs: 1_000 }, retryAfter });
				const items = await stage.json({ operation: 'create', options: { concurrency: 2 } }, people(6));
				expect(items).toHaveLength(6);
			}
			expect(stage.crm.counters().rateLimited).toBeGreaterThan(0);
		});
		it('of the day end the run at once', async () => {
			stage.crm.settings.rateLimits = { daily: 10, burst: 1_000 };
			const { items, errors } = await stage.act({ operation: 'create', options: { concurrency: 1 } }, people(6));
			expect([items.length, errors.length]).toEqual([2, 4]);
			expect(errors[0].json).toMatchObject({ error: expect.stringMatching(/daily API tokens/), details: { kind: 'quota' } });
			expect(stage.calls()).toHaveLength(3);
		});
		it('who is blocked by a page does not go on', async () => {
			stage.crm.addFault({
				status: 403,
				body: '<!DOCTYPE html><h1>Sorry, you have been blocked</h1>',
				headers: { 'content-type': 'text/html' },
			});
			const { errors } = await stage.act({ operation: 'create', options: { concurrency: 1 } }, people(3));
			expect(errors.map(({ json }) => json.error)).toEqual(Array(3).fill(expect.stringMatching(/blocked this server/)));
			expect(stage.calls()).toHaveLength(1);
		});
	});

	describe('refusals', () => {
		it.each([
			[401, { success: false, error: 'unauthorized access', errorCode: 401 }, 'auth', /API token and the company domain/],
			[402, { success: false, error: 'company account is not open' }, 'quota', /subscription/],
			[403, { success: false, error: 'Scope and URL mismatch', errorCode: 403 }, 'permission', /Tick it/],
			[403, { success: false, error: 'Limit of open deals', code: 'feature_capping_deals_limit' }, 'permission', /plan/],
			[400, { success: false, error: 'Validation failed: x', code: 'ERR_SCHEMA_VALIDATION_FAILED', field_code: 'abc' }, 'validation', /./],
		])('%d %j', async (status, body, kind, message) => {
			stage.crm.addFault({ status, body, times: 2 });
			const { errors } = await stage.act({ operation: 'create' }, people(1));
			expect(errors[0].json).toMatchObject({ message: expect.stringMatching(message), details: { kind } });
			if (status === 400) expect(errors[0].json.error).toBe('Pipedrive: Validation failed: x (abc)');
		});
		it('of a bad token name no secret', async () => {
			const credential = { ...stage.token(), data: { ...stage.token().data, apiToken: 'not-a-real-token' } };
			const { errors } = await stage.act({ operation: 'create' }, people(1), { credential });
			expect(JSON.stringify(errors)).not.toContain('not-a-real-token');
		});
	});

	describe('OAuth2', () => {
		it.each([false, true])('renews what has expired, once for all calls (rotated: %s)', async (rotateRefreshTokens) => {
			stage.crm.settings.rotateRefreshTokens = rotateRefreshTokens;
			const credential = stage.oAuth2();
			Object.assign(credential.data.oauthTokenData as object, { access_token: 'sandbox-expired-0000' });
			const items = await stage.json({ operation: 'create' }, people(3), { credential });
			expect(items).toHaveLength(3);
			expect(items[0].url).toContain('/pipedrive/person/');
			expect(stage.calls().filter((call) => call.includes('/oauth/token'))).toHaveLength(1);
		});
		it('works without the right to read the fields', async () => {
			stage.crm.settings.missingScopes = ['deals:full', 'deals:read'];
			const editor = stage.editor({ resource: 'lead', operation: 'create' }, { credential: stage.oAuth2() });
			expect((await editor.mapper()).fields.map(({ id }) => id)).toContain('firstName');
			const activity = stage.editor({ resource: 'appointment', operation: 'create' }, { credential: stage.oAuth2() });
			expect((await activity.mapper()).fields.map(({ id }) => id)).toContain('startTime');
			const [made] = await stage.json({ resource: 'lead', operation: 'create' }, people(1), { credential: stage.oAuth2() });
			expect(made.email).toBe('person0@example.com');
		});
	});
	it.each(['refuse', 'ignore'] as const)('writes no key that a kind of record does not have (unknown ones: %s)', async (unknownKeys) => {
		stage.crm.settings.unknownKeys = unknownKeys;
		const [{ id }] = await stage.json({ operation: 'create' }, people(1, 0, { company: 'Acme', mobile: '303 555 0100', owner: '502' }));
		const common = { notes: 'Gate 7', owner: '502' };
		const made = await Promise.all([
			stage.json(
				{ resource: 'lead', operation: 'create' },
				people(1, 1, { ...common, company: 'Acme', value: 5, currency: 'EUR', source: 'web-7' }),
			),
			stage.json({ resource: 'appointment', operation: 'create' }, [
				{ ...common, startTime: '2027-03-01T10:00:00Z', durationMinutes: 30, contactId: id, location: 'Elm Street' },
			]),
			stage.json({ resource: 'deal', operation: 'create' }, [
				{ name: 'Roof', amount: 5, closeDate: '2027-03-01', contactId: id, tags: ['Urgent'] },
			]),
			stage.json({ resource: 'note', operation: 'create' }, [{ body: 'Gate 7', parentId: id, parentResource: 'contact' }]),
		]);
		expect(made.flat()).toHaveLength(4);
	});
	it('lists owners that are active, and the stages of a pipeline', async () => {
		const editor = stage.editor({ resource: 'deal', pipeline: { __rl: true, mode: 'id', value: '2' } });
		expect((await editor.list('searchOwner')).results.map(({ name }) => name)).toEqual(['Mari Tamm', 'Jonas Berg']);
		expect((await editor.list('searchStage')).results.map(({ name }) => name)).toEqual(['Offer', 'Signed']);
	});

	describe('search', () => {
		const found = async (parameters: IDataObject) =>
			(await stage.json({ operation: 'search', ...parameters } as never)).map(({ firstName }) => firstName);
		beforeEach(() => {
			stage.crm.seed({ persons: [
				{ name: 'Ann Lee', emails: [{ value: 'ann@example.com' }], add_time: '2026-01-01T00:00:00Z', owner_id: 501 },
				{ name: 'Joann Ray', emails: [{ value: 'joann@example.com' }], add_time: '2026-02-01T00:00:00Z', owner_id: 502 },
			] });
		});
		it.each([
			[{ filters: { text: 'ann' } }, ['Ann', 'Joann']],
			[{ filters: { text: 'a' } }, ['Ann', 'Joann']],
			[{ filters: { email: 'ANN@example.com' } }, ['Ann']],
			[{ filters: { owner: '502' } }, ['Joann']],
			[{ filters: { createdAfter: '2026-01-15T00:00:00Z' } }, ['Joann']],
			[{ filters: { text: 'ann', owner: '501' } }, ['Ann']],
			[{ sort: { field: 'createdAt', direction: 'descending' } }, ['Joann', 'Ann']],
			[{ sort: { field: 'lastName', direction: 'descending' } }, ['Joann', 'Ann']],
		])('%j', async (parameters, names) => expect(await found(parameters)).toEqual(names));
		describe('by what stands in other records', () => {
			beforeEach(() => {
				const [acme, beta] = stage.crm.seed({ organizations: [{ name: 'Acme' }, { name: 'Beta' }] }).organizations.map(Number);
				stage.crm.seed({ persons: [
					{ name: 'Cara Lim', emails: [{ value: 'cara@example.com' }], org_id: beta },
					{ name: 'Dan Moe', emails: [{ value: 'dan@example.com' }], org_id: acme },
				] });
			});
			const company = (operator: string, value = '') => ({ conditions: { condition: [{ field: 'company', operator, value }] } });

			it.each([
				[company('equals', 'acme'), ['Dan']],
				[company('contains', 'et'), ['Cara']],
				[company('isSet'), ['Cara', 'Dan']],
				[company('isNotSet'), ['Ann', 'Joann']],
				[{ ...company('isSet'), sort: { field: 'company', direction: 'ascending' } }, ['Dan', 'Cara']],
				[{ sort: { field: 'company', direction: 'descending' }, limit: 2 }, ['Cara', 'Dan']],
			])('%j', async (parameters, names) => expect(await found(parameters)).toEqual(names));
			it('each is looked up once', async () => {
				stage.crm.clearRequests();
				await found(company('isSet'));
				expect(stage.calls().filter((call) => call.includes('/organizations'))).toHaveLength(1);
			});
		});
		it('a lead is found by its title, whole', async () => {
			await stage.json({ resource: 'lead', operation: 'create' }, [
				{ firstName: 'Bob', lastName: 'Ray', email: 'bob@example.com', notes: 'Green roof' },
			]);
			expect(await stage.json({ resource: 'lead', operation: 'search', filters: { text: 'green' } })).toMatchObject([
				{ firstName: 'Bob', email: 'bob@example.com', notes: 'Green roof' },
			]);
		});
	});

	describe('the trigger', () => {
		it('asks since whole seconds, and misses nothing of the one it began in', async () => {
			stage.crm.settings.clockFrozenAt = Date.parse('2026-11-02T10:00:00.700Z');
			stage.crm.seed({ persons: seeds(1) });
			const trigger = stage.trigger({ event: 'updated', options: { startFrom: '2026-11-02T10:00:00.000Z' } });
			stage.crm.settings.clockFrozenAt = Date.parse('2026-11-02T10:05:00.900Z');
			await stage.json({ operation: 'update', recordId: '1' }, [{ lastName: 'Other' }]);
			expect((await trigger.poll())?.map(({ lastName }) => lastName)).toEqual(['Other']);
			expect(await trigger.poll()).toBeNull();
			expect(
				stage
					.calls()
					.filter((call) => call.includes('updated_since'))
					.every((call) => /updated_since=[\d-]+T[\d%A:]+Z/.test(call)),
			).toBe(true);
		});
		it('gives what is new, not what is changed, however much has one stamp', async () => {
			stage.crm.settings.clockFrozenAt = Date.parse('2026-11-02T10:00:00Z');
			const [old] = stage.crm.seed({ persons: seeds(1) }).persons;
			const trigger = stage.trigger({});
			expect(await trigger.poll()).toBeNull();
			stage.crm.settings.clockFrozenAt = Date.parse('2026-11-02T10:10:00Z');
			stage.crm.seed({ persons: seeds(700, 10) });
			await stage.json({ operation: 'update', recordId: old }, [{ lastName: 'Other' }]);
			const polled = (await trigger.poll()) ?? [];
			expect(new Set(polled.map(({ id }) => id)).size).toBe(700);
			expect(polled.some(({ id }) => id === old)).toBe(false);
			expect(await trigger.poll()).toBeNull();
		});
		it('costs one request when nothing is new', async () => {
			const trigger = stage.trigger({});
			await trigger.poll();
			stage.calls();
			await trigger.poll();
			expect(stage.calls()).toHaveLength(1);
		});
		it('gives leads with their persons', async () => {
			const trigger = stage.trigger({ resource: 'lead' });
			await trigger.poll();
			stage.crm.settings.clockOffsetMs = 5_000;
			await stage.json({ resource: 'lead', operation: 'create' }, people(1));
			expect(await trigger.poll()).toMatchObject([{ email: 'person0@example.com' }]);
		});
	});
});

describe('Pipedrive: its own pace', () => {
	const stage = pipedriveStage({ paced: true });

	it('1,000 upserts into 5,000 persons take at most 1,030 requests, and never exceed the burst', async () => {
		stage.crm.settings.patch({ rateLimits: 'vendor', tier: 'ultimate' });
		stage.crm.seed({ persons: seeds(5_000) });
		const rows = [...people(500, 0, { lastName: 'Changed' }), ...people(500, 10_000)];
		const items = await stage.json({ operation: 'upsert', matchOn: ['email'], options: { concurrency: 10 } }, rows, {
			credential: stage.oAuth2(),
		});
		const actions = (wanted: string) => items.filter(({ _action }) => _action === wanted).length;
		expect([actions('updated'), actions('created')]).toEqual([500, 500]);
		expect(stage.crm.counters()).toMatchObject({ rateLimited: 0, total: 1_010 });
		expect(stage.stored('persons')).toHaveLength(5_500);
	}, 120_000);
	it('keeps within the smallest plan', async () => {
		stage.crm.settings.rateLimits = 'vendor';
		await stage.json({ operation: 'create', options: { concurrency: 10 } }, people(40));
		expect(stage.crm.counters()).toMatchObject({ rateLimited: 0, total: 40 });
	}, 30_000);
});
