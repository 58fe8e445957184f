import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contactsOf, hubSpotStage, people, routes, seedPeople } from '../support/hubspot';

const create = 'contacts/batch/create';

describe('answers that go wrong', () => {
	const stage = hubSpotStage();
	const onError = 'continueErrorOutput' as const;
	const appointment = { operation: 'create', resource: 'appointment' };
	const soon = { 'retry-after': '0.02' };
	const emails = () => contactsOf(stage).map(({ properties }) => properties.email).sort();

	describe('a lost answer', () => {
		it('to a create with e-mails makes nothing twice', async () => {
			stage.hubspot.addFault({ path: create, hangup: 'after' });
			const items = await stage.json({ operation: 'create' }, people(150));

			expect(items.every(({ id, _action }) => id && _action === 'created')).toBe(true);
			expect(emails()).toEqual(people(150).map(({ email }) => email).sort());
		});

		it('to an upsert makes nothing twice', async () => {
			stage.hubspot.addFault({ path: create, hangup: 'after', times: 3 });
			const items = await stage.json({ operation: 'upsert', matchOn: ['email'] }, people(300));

			expect(items.map(({ _action }) => _action)).toEqual(Array(300).fill('created'));
			expect(emails()).toEqual(people(300).map(({ email }) => email).sort());
		});

		it('to a create without e-mails is told per item and never repeated', async () => {
			stage.hubspot.addFault({ path: create, hangup: 'after' });
			const { items, errors } = await stage.run({ operation: 'create' }, [{ firstName: 'Ada' }, { firstName: 'Bob' }], { onError });

			expect(items).toEqual([]);
			expect(errors.map(({ json }) => json)).toEqual(
				[0, 1].map((item) =>
					expect.objectContaining({
						error: expect.stringMatching(/may or may not exist/),
						message: expect.stringMatching(/Look in the CRM/),
						details: expect.objectContaining({ item }),
					}),
				),
			);
			expect(contactsOf(stage)).toHaveLength(2);
		});

		it('to a mixed create repeats only what can be looked up', async () => {
			stage.hubspot.addFault({ path: create, hangup: 'after' });
			const { items, errors } = await stage.run({ operation: 'create' }, [{ firstName: 'Ada' }, ...people(3)], { onError });

			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([1, 2, 3].map((item) => ({ item })));
			expect(errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
			expect(contactsOf(stage)).toHaveLength(4);
		});

		it('does not take a record of before for the lost one', async () => {
			const { contacts: [known] } = stage.hubspot.seed({ contacts: seedPeople(1, 0, { jobtitle: 'Owner' }) });
			stage.hubspot.addFault({ path: create, hangup: 'after' });
			const { items, errors } = await stage.run({ operation: 'create' }, people(2, 0, { jobTitle: 'Plumber' }), { onError });

			expect(items.map(({ json }) => json.email)).toEqual(['person1@example.com']);
			expect(errors[0].json.details).toMatchObject({ item: 0, kind: 'conflict', existingId: known });
			expect(contactsOf(stage)[0].properties.jobtitle).toBe('Owner');
		});

		it('to an appointment is found again by person and start', async () => {
			const { contacts: [contactId] } = stage.hubspot.seed({ contacts: seedPeople(1) });
			stage.hubspot.addFault({ path: 'meetings/batch/create', hangup: 'after' });
			const items = await stage.json(appointment, [
				{ contactId, title: 'Visit', startTime: '2026-12-01T09:00:00Z', durationMinutes: 30 },
				{ contactId, title: 'Second visit', startTime: '2026-12-02T09:00:00Z' },
			]);

			expect(items.map(({ title, contactId: linked, _action }) => [title, linked, _action])).toEqual([
				['Visit', contactId, 'created'],
				['Second visit', contactId, 'created'],
			]);
			expect(stage.hubspot.records('meetings')).toHaveLength(2);
		});

		it('to an update is sent again', async () => {
			const { contacts } = stage.hubspot.seed({ contacts: seedPeople(2) });
			stage.hubspot.addFault({ path: 'contacts/batch/update', hangup: 'after' });
			const items = await stage.json(
				{ operation: 'update', recordId: '={{ $json.id }}' },
				contacts.map((id) => ({ id, jobTitle: 'Plumber' })),
			);

			expect(items.map(({ jobTitle }) => jobTitle)).toEqual(['Plumber', 'Plumber']);
		});
	});

	describe('a connection that breaks before the work', () => {
		it('is tried again where a second record can be excluded', async () => {
			stage.hubspot.addFault({ path: create, hangup: 'before' });
			const items = await stage.json({ operation: 'create' }, people(2));

			expect(items).toHaveLength(2);
			expect(contactsOf(stage)).toHaveLength(2);
		});

		it('is tried again for reads', async () => {
			const { contacts: [id] } = stage.hubspot.seed({ contacts: seedPeople(1) });
			stage.hubspot.addFault({ hangup: 'before', times: 2 });

			expect(await stage.json({ operation: 'get', recordId: id })).toMatchObject([{ id }]);
		});

		it('says so when nobody listens', async () => {
			const credential = { ...stage.credential(), data: { token: 'pat-na1-sandbox-0000', baseUrl: 'http://127.0.0.1:9' } };
			const { error } = await stage.run({ operation: 'create', options: { maxWait: 0 } }, [{ firstName: 'Ada' }], { credential });

			expect(error?.message).toMatch(/could not be reached/);
			expect(error?.failure?.cause).toBe('temporarily-unavailable');
		});
	});

	describe('an answer of a gateway', () => {
		it.each([502, 503, 504])('%s to a create is looked up before it goes again', async (status) => {
			stage.hubspot.addFault({ path: create, status, body: '<html><h1>Bad Gateway</h1></html>' });
			const items = await stage.json({ operation: 'create' }, people(2));

			expect(items.map(({ _action }) => _action)).toEqual(['created', 'created']);
			expect(contactsOf(stage)).toHaveLength(2);
		});

		it('502 as HTML to a create without keys is told in plain words', async () => {
			stage.hubspot.addFault({ path: create, status: 502, body: '<html><h1>Bad Gateway</h1></html>' });
			const { error } = await stage.run({ operation: 'create' }, [{ firstName: 'Ada' }]);

			expect(error?.message).toMatch(/may or may not exist/);
			expect(JSON.stringify([error?.message, error?.description])).not.toMatch(/<html/);
		});

		it('502 to a read is tried again', async () => {
			stage.hubspot.seed({ contacts: seedPeople(1) });
			stage.hubspot.addFault({ status: 502, body: '<html></html>' });

			expect(await stage.json({ operation: 'search', limit: 1 })).toHaveLength(1);
		});
	});

	describe('a busy vendor', () => {
		it.each(['TEN_SECONDLY_ROLLING', 'SECONDLY'])('429 %s is waited for, and a create repeats', async (policyName) => {
			stage.hubspot.addFault({
				path: create,
				status: 429,
				headers: soon,
				body: { status: 'error', message: 'You have reached your limit.', policyName },
			});
			const { items, hints } = await stage.run({ operation: 'create' }, [{ firstName: 'Ada' }]);

			expect(items).toHaveLength(1);
			expect(contactsOf(stage)).toHaveLength(1);
			expect(hints.map(({ message }) => message)).toEqual([expect.stringMatching(/^2 requests for 1 item, 1 of them repeated/)]);
		});

		it('429 without Retry-After waits as long as its policy says', async () => {
			stage.hubspot.addFault({
				path: create,
				status: 429,
				body: { message: 'You have reached your secondly limit.', policyName: 'SECONDLY' },
			});
			await stage.json({ operation: 'create' }, [{ firstName: 'Ada' }]);
			const [first, second] = stage.hubspot.requests().map(({ time }) => Date.parse(time));

			expect(second - first).toBeGreaterThanOrEqual(990);
		});

		it('429 DAILY is never repeated and ends the run', async () => {
			stage.hubspot.addFault({ status: 429, times: 99, body: { message: 'You have reached your daily limit.', policyName: 'DAILY' } });
			const { error } = await stage.run({ operation: 'create' }, people(1_000));

			expect(error?.message).toMatch(/daily HubSpot API limit/);
			expect(error?.failure?.cause).toBe('quota-exhausted');
			expect(routes(stage)).toHaveLength(1);
		});

		it('423 repeats a create', async () => {
			stage.hubspot.addFault({ path: create, status: 423, headers: soon, body: { message: 'locked' } });

			expect(await stage.json({ operation: 'create' }, [{ firstName: 'Ada' }])).toHaveLength(1);
			expect(contactsOf(stage)).toHaveLength(1);
		});

		it('477 is repeated when its wait is short and told when it is long', async () => {
			stage.hubspot.addFault({ path: create, status: 477, headers: soon, body: {} });
			expect(await stage.json({ operation: 'create' }, people(1))).toHaveLength(1);

			stage.hubspot.addFault({ path: create, status: 477, headers: { 'retry-after': '7200' }, body: {} });
			const { error } = await stage.run({ operation: 'create' }, people(1, 1));
			expect(error?.message).toMatch(/moving this account/);
			expect(error?.description).toMatch(/7200 s/);
			expect(error?.failure).toMatchObject({ cause: 'temporarily-unavailable', retryAfterMs: 7_200_000 });
		});

		it('a wait past the limit of the user ends at once and says how long it would take', async () => {
			stage.hubspot.addFault({
				path: create,
				status: 429,
				headers: { 'retry-after': '3600' },
				body: { message: 'x', policyName: 'TEN_SECONDLY_ROLLING' },
			});
			const { error } = await stage.run({ operation: 'create', options: { maxWait: 5 } }, people(1));

			expect(error?.message).toMatch(/limits the rate/);
			expect(error?.description).toMatch(/3600 s.*Wait at Most/s);
			expect(error?.failure).toMatchObject({ cause: 'rate-limited', retryAfterMs: 3_600_000 });
			expect(routes(stage)).toHaveLength(1);
		});

		it('keeps within limits that the answers tell', async () => {
			stage.hubspot.settings.rateLimits = { burst: 3, intervalMs: 400 };
			stage.hubspot.seed({ contacts: seedPeople(1) });
			const items = await stage.json({ operation: 'create', options: { batchSize: 1, concurrency: 8 } }, people(10, 1));

			expect(items).toHaveLength(10);
			expect(stage.hubspot.counters().rateLimited).toBe(0);
		});

		it('keeps within the search limit, which no answer tells', async () => {
			stage.hubspot.settings.rateLimits = 'vendor';
			stage.hubspot.seed({ contacts: seedPeople(8) });
			await stage.json({ operation: 'search', filters: { email: '={{ $json.email }}' } }, people(8));

			expect(stage.hubspot.counters()).toMatchObject({ total: 8, rateLimited: 0 });
		});
	});

	describe('the Stop button', () => {
		it('ends a long wait at once and sends nothing more', async () => {
			stage.hubspot.addFault({
				path: create,
				status: 429,
				times: 99,
				headers: { 'retry-after': '8' },
				body: { policyName: 'TEN_SECONDLY_ROLLING' },
			});
			const began = Date.now();
			await stage.run({ operation: 'create' }, people(500), {
				onStart: (stop) => {
					const look = setInterval(() => {
						if (!stage.hubspot.counters().total) return;
						clearInterval(look);
						setTimeout(stop, 50);
					}, 5);
				},
			}).catch(() => undefined);
			expect(Date.now() - began).toBeLessThan(8_000);
			expect(stage.hubspot.counters().total).toBe(1);
		});
	});

	it('sends the first call of a run alone', async () => {
		stage.hubspot.settings.latencyMs = 60;
		await stage.json({ operation: 'create', options: { concurrency: 8, batchSize: 10 } }, people(90));
		const [first, ...others] = stage.hubspot
			.requests()
			.map(({ time, durationMs }) => ({ begun: Date.parse(time), ended: Date.parse(time) + durationMs }))
			.sort((a, b) => a.begun - b.begun);

		expect(others.every(({ begun }) => begun >= first.ended)).toBe(true);
		expect(others[1].begun).toBeLessThan(others[0].ended);
	});

	describe('another host', () => {
		let stranger: Server;
		const heard: string[] = [];
		beforeAll(async () => {
			stranger = createServer((request, response) => {
				heard.push(String(request.headers.authorization));
				response.end('{}');
			});
			await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
		});
		afterAll(() => stranger.close());

		it.each([301, 302, 307, 308])('is never followed to by a %s, so it hears no token', async (status) => {
			const host = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
			const location = `http://${host}/login?ticket=secret`;
			stage.hubspot.addFault({ path: create, status, headers: { location }, body: {} });
			const { error } = await stage.run({ operation: 'create' }, [{ firstName: 'Ada' }]);

			expect(error?.message).toMatch(`redirected the request to ${host} [item 0]`);
			expect(JSON.stringify(error)).not.toMatch(/secret/);
			expect(heard).toEqual([]);
		});

		it.each([
			'http://api.hubapi.com',
			'http://127.0.0.1.evil.example',
			'ftp://127.0.0.1',
			'api.hubapi.com',
			'http://localhost@evil.example',
		])('"%s" as base URL is refused', async (baseUrl) => {
			const { error } = await stage.run({ operation: 'create' }, [{ firstName: 'Ada' }], {
				credential: { ...stage.credential(), data: { token: 'pat-na1-secret-1234', baseUrl } },
			});

			expect(error?.message).toMatch(/must start with https/);
		});
	});

	it('no error or item shows the token', async () => {
		const token = 'pat-na1-very-secret-token';
		const faults = [
			{ status: 401, body: { message: 'no', category: 'INVALID_AUTHENTICATION' } },
			{ status: 400, body: { message: 'bad' } },
			{ status: 500, body: 'oops' },
			{ hangup: 'before' as const },
		];
		for (const fault of faults) {
			stage.hubspot.addFault({ ...fault, times: 9 });
			const credential = stage.credential(token);
			const { error } = await stage.run({ operation: 'create', options: { maxWait: 0 } }, [{ firstName: 'Ada' }], { credential });
			const items = await stage.run({ operation: 'create', options: { maxWait: 0 } }, [{ firstName: 'Ada' }], { credential, onError });

			expect(error).toBeDefined();
			expect(JSON.stringify([error, error?.message, error?.stack, error?.description, error?.context, items.errors])).not.toContain(token);
			stage.hubspot.clearFaults();
		}
	});
});
