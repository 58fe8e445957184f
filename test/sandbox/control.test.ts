import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import axios from 'axios';
import { CONTACTS, hubspotBench } from './support';

describe('sandbox controls', () => {
	const bench = hubspotBench();
	const control = (method: string, path: string, data?: unknown) =>
		axios.request({ method, url: `${bench.sandbox.url}/_control${path}`, data, validateStatus: () => true });
	const createContact = () => bench.http.post(CONTACTS, { properties: { email: 'ada@example.com' } });

	test('health names the CRMs', async () => {
		expect((await control('GET', '/health')).data).toEqual({ status: 'ok', crms: expect.arrayContaining(['hubspot']) });
	});

	test('a fault answers in the place of the CRM, as often as planned', async () => {
		bench.hubspot.addFault({
			path: '/contacts',
			skip: 1,
			times: 1,
			status: 502,
			headers: { 'retry-after': '3' },
			body: '<html>Bad gateway</html>',
		});
		const answers = [await createContact(), await createContact(), await createContact()];

		expect(answers.map(({ status }) => status)).toEqual([201, 502, 409]);
		expect(answers[1].headers).toMatchObject({
			'retry-after': '3',
			'content-type': expect.stringContaining('text/html'),
		});
	});

	test.each([
		['before', 0],
		['after', 1],
	] as const)('a connection that breaks %s the work leaves %i records', async (hangup, count) => {
		bench.hubspot.addFault({ method: 'POST', path: /\/contacts$/, hangup });

		await expect(createContact()).rejects.toThrow(/hang up|ECONNRESET/);
		expect(bench.hubspot.records('contacts')).toHaveLength(count);
		expect(bench.hubspot.requests()).toMatchObject([{ method: 'POST', status: null }]);
	});

	test('faults, settings, seed and records work over HTTP', async () => {
		await control('POST', '/hubspot/faults', {
			path: '^/crm/objects/.*/contacts$',
			status: 423,
			body: { status: 'error', message: 'locked' },
		});
		const settings = await control('PATCH', '/hubspot/settings', { tier: 'free' });
		const unknown = await control('PATCH', '/hubspot/settings', { speed: 9 });
		const seeded = await control('POST', '/hubspot/seed', { contacts: [{ properties: { email: 'bob@example.com' } }] });
		const records = await control('GET', '/hubspot/records/contacts');

		expect([(await createContact()).status, (await createContact()).status]).toEqual([423, 201]);
		expect(settings.data.tier).toBe('free');
		expect([unknown.status, unknown.data.message]).toEqual([400, expect.stringContaining('Unknown setting: speed')]);
		expect(records.data[0]).toMatchObject({
			id: seeded.data.contacts[0],
			type: 'contacts',
			properties: { email: 'bob@example.com' },
		});
	});

	test('the log shows requests without secrets and a reset empties it', async () => {
		await createContact();
		await bench.http.post(
			'/oauth/v3/token',
			new URLSearchParams({ grant_type: 'refresh_token', client_secret: 'hush', refresh_token: 'hush' }),
		);
		const { data } = await control('GET', '/hubspot/requests');
		const counters = await control('GET', '/hubspot/counters');
		await control('POST', '/hubspot/reset');

		expect(data[0]).toMatchObject({
			method: 'POST',
			path: CONTACTS,
			status: 201,
			authorization: 'Bearer ***',
			requestBody: { properties: { email: 'ada@example.com' } },
		});
		expect(JSON.stringify(data)).not.toMatch(/hush|pat-na1/);
		expect(counters.data.byRoute).toMatchObject({ 'POST /crm/objects/2026-09/:objectType': 1 });
		expect((await control('GET', '/hubspot/requests')).data).toEqual([]);
		expect(bench.hubspot.records('contacts')).toEqual([]);
	});

	test("a request that the vendor's document does not allow is reported", async () => {
		await bench.http.post(CONTACTS, { properties: { firstname: 'Ada', lifetime_visits: 3 } });
		const { data } = await control('GET', '/hubspot/invalid');

		// Without the vendor's documents there is nothing to compare with.
		if (data.length > 0)
			expect(data).toMatchObject([{ kind: 'request', at: '/properties/lifetime_visits', keyword: 'type' }]);
		await control('DELETE', '/hubspot/requests');
	});

	test('the Date header shows the clock of each CRM', async () => {
		const noon = Date.parse('2027-01-15T12:00:00Z');
		await control('PATCH', '/hubspot/settings', { clockFrozenAt: noon });
		const frozen = [await createContact(), await bench.http.get('/nowhere')];
		await control('PATCH', '/hubspot/settings', { clockFrozenAt: null, clockOffsetMs: -86_400_000 });
		const yesterday = Date.parse((await createContact()).headers.date) + 86_400_000 - Date.now();
		const elsewhere = await axios.get(`${bench.sandbox.url}/salesforce/services/data`);
		bench.hubspot.addFault({ status: 503, headers: { date: 'Tue, 15 Nov 1994 08:12:31 GMT' } });
		const own = await createContact();

		expect(frozen.map(({ headers }) => headers.date)).toEqual(Array(2).fill('Fri, 15 Jan 2027 12:00:00 GMT'));
		expect(Math.abs(yesterday)).toBeLessThan(60_000);
		expect(Math.abs(Date.parse(elsewhere.headers.date) - Date.now())).toBeLessThan(60_000);
		expect(own.headers.date).toBe('Tue, 15 Nov 1994 08:12:31 GMT');
	});

	test('the command line says it in one sentence when the port is taken', async () => {
		const blocker = createServer();
		const port = await new Promise<number>((done) =>
			blocker.listen(0, '127.0.0.1', () => done((blocker.address() as { port: number }).port)),
		);
		const root = resolve(__dirname, '../..');
		const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', '--port', String(port)], {
			cwd: root,
		});
		let message = '';
		child.stderr.on('data', (chunk) => (message += chunk));
		const code = await new Promise((done) => child.on('close', done));
		blocker.close();

		expect([code, message]).toEqual([1, `Port ${port} is taken by another program; choose one with --port.\n`]);
	});
});
