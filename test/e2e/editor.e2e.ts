import { importCredentials } from '../../demo/runtime';
import { example } from '../../demo/story/examples';
import { hubSpot } from '../../demo/story/hubspot';
import { OAUTH_CLIENT } from '../../sandbox/hubspot/account';
import { byId, canvasNode, choose, credentials, menu, scene, withNode } from './support';

describe('the HubSpot node in the editor', () => {
	const stage = scene();

	it('stands on the canvas of an imported example with its icon', async () => {
		await stage.show(example('booking-intake-hubspot'));
		for (const name of ['Customer', 'Appointment']) {
			const icon = canvasNode(stage.page, name).locator('img').first();
			await icon.waitFor();
			expect(await icon.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(0);
		}
		await stage.picture('1-canvas');
		await stage.open('Customer');
		const city = byId(stage.page, 'parameter-input-address.city');
		await city.getByText('$json.city').waitFor();
		await stage.picture('1-customer');
	});

	it('speaks HubSpot: resources, operations and what a customer is stored as', async () => {
		await stage.show(withNode('Menus', {}));
		await stage.open('HubSpot');
		expect(await menu(stage.page, 'resource')).toEqual(
			expect.arrayContaining(['Contact', 'Deal', 'Lead', 'Meeting (Appointment)', 'Note', 'Ticket (Job)']),
		);
		await choose(stage.page, 'resource', 'Customer');
		expect(await menu(stage.page, 'operation')).toEqual(
			expect.arrayContaining(['Create', 'Create or Update', 'Delete', 'Get', 'Search', 'Update']),
		);
		expect(await menu(stage.page, 'storeAs')).toEqual(
			expect.arrayContaining([expect.stringMatching(/contact/i), expect.stringMatching(/company/i)]),
		);
		await choose(stage.page, 'operation', 'Create or Update');
		await stage.page.getByText('Match On').waitFor();
		await stage.picture('2-menus');
		expect(await byId(stage.page, 'parameter-issues').count()).toBe(0);
	});

	it("offers the account's own fields in the mapper, and keeps dotted names when it is edited", async () => {
		const { page } = stage;
		const { id } = await stage.show(withNode('Mapper', { resource: 'contact', operation: 'create' }));
		await stage.open('HubSpot');
		const fill = async (field: string, value: string) =>
			await byId(page, `parameter-input-${field}`).locator('input, textarea').first().fill(value);
		await fill('email', 'mapper@example.com');
		await fill('address.city', 'Łódź');
		await page.getByText('Add field to send').click();
		await page.getByText('Service Tier', { exact: true }).click();
		expect(await menu(page, 'customFields.service_tier')).toEqual(['bronze', 'silver', 'gold']);
		await choose(page, 'customFields.service_tier', 'gold');
		await page.getByText('Add field to send').click();
		await page.getByText('Lifetime Visits', { exact: true }).click();
		await fill('customFields.lifetime_visits', '7');
		await stage.picture('3-mapper');

		await byId(page, 'node-execute-button').click();
		await page.getByText('mapper@example.com').last().waitFor();
		await stage.picture('4-output');
		const contact = stage.hubspot.records('contacts').at(-1) as { properties: Record<string, string> };
		expect(contact.properties).toMatchObject({ email: 'mapper@example.com', city: 'Łódź', service_tier: 'gold', lifetime_visits: '7' });

		await page.keyboard.press('Escape');
		await page.keyboard.press('Control+s');
		const { fields } = (await stage.saved(id, 'HubSpot')) as { fields: { value: Record<string, unknown> } };
		expect(fields.value).toMatchObject({ 'address.city': 'Łódź', 'customFields.service_tier': 'gold' });
	});

	it('finds a contact by name in the record list', async () => {
		const { page } = stage;
		await stage.show(withNode('Locator', { resource: 'contact', operation: 'get' }));
		await stage.open('HubSpot');
		await byId(byId(page, 'resource-locator-recordId'), 'rlc-input').click();
		await byId(page, 'rlc-search').fill('whitfield');
		await byId(page, 'rlc-item').filter({ hasText: 'Dana Whitfield' }).waitFor();
		await stage.picture('5-locator');
		await byId(page, 'rlc-item').filter({ hasText: 'Dana Whitfield' }).click();
		await byId(page, 'node-execute-button').click();
		await page.getByText('dana.whitfield@example.com').last().waitFor();
		await stage.picture('6-get');
	});

	it('says in plain words what is wrong with an item', async () => {
		const { page } = stage;
		const fields = { mappingMode: 'defineBelow', value: { email: 'tariq at example' }, matchingColumns: [], schema: [] };
		await stage.show(withNode('Refusal', { resource: 'contact', operation: 'create', fields }));
		await stage.open('HubSpot');
		await byId(page, 'node-execute-button').click();
		await page.getByText('is not an e-mail address').first().waitFor();
		await stage.picture('7-error');
	});

	it('connects by OAuth2 on the consent page, and works with that token', async () => {
		const { page, n8n, sandbox } = stage;
		const data = { clientId: OAUTH_CLIENT.id, clientSecret: OAUTH_CLIENT.secret, baseUrl: `${sandbox.url}/hubspot` };
		const [{ id }] = await importCredentials(n8n, [{ name: 'HubSpot by consent', type: 'crmSuiteHubSpotOAuth2Api', data }]);
		await page.goto(`${n8n.url}/home/credentials/${id}`);
		const connect = page.getByRole('button', { name: 'Connect', exact: true });
		await connect.waitFor();
		await stage.picture('8-oauth');
		const [consent] = await Promise.all([page.waitForEvent('popup'), connect.click()]);
		await consent.getByRole('button', { name: 'Allow' }).click();
		await page.getByText('Account connected').first().waitFor();
		await stage.picture('9-connected');
		await page.keyboard.press('Escape');

		await stage.show(
			withNode(
				'Consent',
				{ authentication: 'oAuth2', resource: 'contact', operation: 'search' },
				{ crmSuiteHubSpotOAuth2Api: { id: '', name: 'HubSpot by consent' } },
			),
		);
		await stage.open('HubSpot');
		await byId(page, 'node-execute-button').click();
		await page.getByText('dana.whitfield@example.com').last().waitFor();
	});

	it('shows the newest contacts when the trigger is tried out', async () => {
		const { page } = stage;
		await stage.show({
			name: 'Trial',
			nodes: [{ id: 'trigger', name: 'New Contact', type: hubSpot.trigger, typeVersion: 1, position: [0, 0], parameters: {}, credentials }],
			connections: {},
		});
		await stage.open('New Contact');
		await byId(page, 'node-execute-button').click();
		await page.getByText('mapper@example.com').last().waitFor();
		await stage.picture('10-trigger');
	});

	it('is a tool for an AI agent', async () => {
		const { page, n8n } = stage;
		const { data: types } = await n8n.api.get<Array<{ name: string; outputs: string[] }>>('/types/nodes.json', { baseURL: n8n.url });
		expect(types.find(({ name }) => name === `${hubSpot.node}Tool`)?.outputs).toEqual(['ai_tool']);
		await stage.show(example('ai-agent-tool'));
		await stage.picture('11-agent');
		await stage.open('Find Contact');
		await page.getByText('Defined automatically by the').first().waitFor();
		await stage.picture('12-tool');
	});

	it('runs the small examples as they are', async () => {
		const { page } = stage;
		for (const [name, nodes] of [['sync-sheet-to-crm', 4], ['search-and-update', 3]] as const) {
			await stage.show(example(name));
			await byId(page, 'execute-workflow-button').click();
			await byId(page, 'canvas-node-status-success').nth(nodes - 1).waitFor();
			await stage.picture(`13-${name}`);
		}
		const marked = (stage.hubspot.records('contacts') as Array<{ properties: Record<string, string> }>).filter(
			({ properties }) => properties.hs_lead_status === 'OPEN',
		);
		expect(marked.map(({ properties }) => properties.lastname).sort()).toEqual(['Ashworth', 'Kimball', 'Okonkwo']);
		expect(stage.hubspot.records('contacts')).not.toContainEqual(
			expect.objectContaining({ properties: expect.objectContaining({ email: 'ada.byron@example.com' }) }),
		);
	});
});
