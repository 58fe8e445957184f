import type { IDataObject } from 'n8n-workflow';
import { customersOf, housecallProStage } from '../support/housecallpro';

const minute = 60_000;

describe('Housecall Pro Trigger', () => {
	const stage = housecallProStage();
	const customer = customersOf(stage);
	const idsOf = (items: IDataObject[] | null) => (items ?? []).map(({ id }) => id as string);
	const many = (count: number, at: number) =>
		stage.crm.seed({
			customers: Array.from({ length: count }, (_none, n) => ({ first_name: `C${n}`, created_at: new Date(at).toISOString() })),
		}).customers;
	const pagesRead = () => stage.crm.requests().length;

	it('reads one page where nothing is new, however many there are', async () => {
		many(350, Date.now() - 60 * minute);
		many(1, Date.now() - 30 * minute);
		const trigger = stage.trigger({});
		expect(await trigger.poll()).toBeNull();
		stage.crm.clearRequests();
		expect(await trigger.poll()).toBeNull();
		expect(pagesRead()).toBe(1);
	});
	it('reads no page behind those with news, however many there are', async () => {
		many(1_000, Date.now() - 60 * minute);
		many(1, Date.now() - 30 * minute);
		const trigger = stage.trigger({});
		expect(await trigger.poll()).toBeNull();
		const fresh = many(130, Date.now() - 10 * minute);
		stage.crm.clearRequests();
		expect(idsOf(await trigger.poll()).sort()).toEqual([...fresh].sort());
		// 130 new ones fill one page and begin another; old ones alone would be 12.
		expect(pagesRead()).toBe(2);
	});
	it('gives a burst oldest first, in portions, each once', async () => {
		many(1, Date.now() - 60 * minute);
		const trigger = stage.trigger({ options: { mostRecords: 200 } });
		await trigger.poll();
		const fresh = [0, 1, 2, 3].flatMap((at) => many(120, Date.now() - (20 - at) * minute));
		const given = [await trigger.poll(), await trigger.poll(), await trigger.poll()].map(idsOf);
		expect(given.map(({ length }) => length)).toEqual([200, 200, 80]);
		expect(given.flat().sort()).toEqual([...fresh].sort());
		expect(new Set(given[0].slice(0, 120))).toEqual(new Set(fresh.slice(0, 120)));
		expect(await trigger.poll()).toBeNull();
	});
	it.each([[230, false], [60, true]])('parts %i ties in one second (in any order: %s)', async (ties, reorderResults) => {
		const second = Math.floor(Date.now() / 1_000) * 1_000 - minute;
		stage.crm.settings.reorderResults = reorderResults;
		many(ties, second);
		const trigger = stage.trigger({});
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		const late = many(3, second);
		expect(idsOf(await trigger.poll()).sort()).toEqual([...late].sort());
		expect(await trigger.poll()).toBeNull();
	});
	it('reads to the end when the order is ignored', async () => {
		many(1, Date.now() - 60 * minute);
		many(250, Date.now() - 50 * minute);
		stage.crm.settings.ignoredSorts = ['created_at'];
		const trigger = stage.trigger({ options: { startFrom: new Date(Date.now() - 40 * minute).toISOString() } });
		const fresh = many(2, Date.now() - 30 * minute);
		expect(idsOf(await trigger.poll())).toEqual(fresh.reverse());
		expect(await trigger.poll()).toBeNull();
	});
	it('changes nothing when a page fails', async () => {
		many(1, Date.now() - 60 * minute);
		const trigger = stage.trigger({});
		await trigger.poll();
		const before = JSON.stringify(trigger.staticData);
		const fresh = many(150, Date.now() - 10 * minute);
		stage.crm.addFault({ path: 'customers', skip: 1, times: 1, status: 400, body: {} });
		await expect(trigger.poll()).rejects.toThrow(/Housecall Pro/);
		expect(JSON.stringify(trigger.staticData)).toBe(before);
		expect(idsOf(await trigger.poll()).sort()).toEqual([...fresh].sort());
	});
	it('leaves nothing out when there is more than one poll can read', async () => {
		many(1, Date.now() - 60 * minute);
		const trigger = stage.trigger({});
		await trigger.poll();
		stage.crm.settings.maxPageSize = 2;
		many(210, Date.now() - 10 * minute);
		await expect(trigger.poll()).rejects.toThrow(/More records are new than one poll can read/);
		stage.crm.settings.maxPageSize = 100;
		expect(await trigger.poll()).toHaveLength(210);
	});
	it('tells new leads by their ids, and no changes', async () => {
		const customer_id = customer();
		const leads = (count: number) => stage.crm.seed({ leads: Array.from({ length: count }, () => ({ customer_id, note: 'x' })) }).leads;
		leads(350);
		const trigger = stage.trigger({ resource: 'lead' });
		expect(await trigger.poll()).toBeNull();
		const fresh = leads(130);
		stage.crm.clearRequests();
		expect(idsOf(await trigger.poll())).toEqual(fresh);
		expect(pagesRead()).toBe(2);
		stage.crm.clearRequests();
		expect(await trigger.poll()).toBeNull();
		expect(pagesRead()).toBe(1);
		await expect(stage.trigger({ resource: 'lead', event: 'updated' }).poll()).rejects.toThrow(/cannot be watched for changes/);
	});
	it('starts in an account without leads', async () => {
		const trigger = stage.trigger({ resource: 'lead' });
		expect(await trigger.poll()).toBeNull();
		const fresh = stage.crm.seed({ leads: [{ customer_id: customer() }] }).leads;
		expect(idsOf(await trigger.poll())).toEqual(fresh);
		expect(await trigger.poll()).toBeNull();
	});
});
