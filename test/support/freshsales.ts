import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CrmSuiteFreshsalesApi } from '../../credentials/CrmSuiteFreshsalesApi.credentials';
import { Freshsales } from '../../nodes/Freshsales/Freshsales.node';
import { FreshsalesTrigger } from '../../nodes/Freshsales/FreshsalesTrigger.node';
import type { FreshsalesSettings } from '../../sandbox/freshsales/settings';
import { startSandbox, type Sandbox, type SandboxCrm } from '../../sandbox/server';
import { autoMap } from './hubspot';
import { freshCredential, jsonOf, run, TestEditor, TestTrigger, type RunOptions, type RunResult } from './n8n';

/** A contact and an account for what hangs on them. */
export const seeded = { contact: '402000100001', account: '402000100002' };
export const prepare = (crm: SandboxCrm) => void crm.seed({
	contacts: [{ id: Number(seeded.contact), email: 'seed@example.com', first_name: 'Sally' }],
	sales_accounts: [{ id: Number(seeded.account), name: 'Seed Ltd' }],
});

// A contact's account is given by its ID: by name it would be another one. An appointment hangs on one record.
const person = { company: undefined, companyId: seeded.account, tags: ['VIP'] };
export const samples = {
	contact: person,
	'customer.contacts': person,
	lead: person,
	appointment: {
		contactId: seeded.contact,
		customerId: undefined,
		leadId: undefined,
		companyId: undefined,
		attendees: [seeded.contact],
		assignees: ['402000000001'],
	},
	deal: { contactId: undefined, companyId: seeded.account },
	note: { parentId: seeded.contact, parentResource: 'contact' },
};
export const waivers = {
	'customer.sales_accounts': { 'several matches are ambiguous, or what the user chose': 'names of accounts are unique' },
	'note.notes': {
		...Object.fromEntries(
			[
				'a dry run of create writes nothing',
				'search gives every record once, and no more than the limit',
				'a search that finds nothing gives nothing',
			].map((law) => [law, 'notes are listed for one record only']),
		),
		...Object.fromEntries(
			[
				'an output fed back changes nothing',
				'an update changes what is given and blanks nothing',
				'delete says so, and the record is gone',
			].map((law) => [law, 'a note cannot be read by its ID']),
		),
	},
};

export const keys = { admin: 'freshsales-sandbox-admin-key', restricted: 'freshsales-sandbox-restricted-key' };

/** Freshsales' node and trigger against the sandbox. */
export interface FreshsalesStage {
	crm: SandboxCrm<FreshsalesSettings>;
	/** Items that a run gives; throws what stopped it. */
	json(parameters: INodeParameters, input?: IDataObject[], key?: string): Promise<IDataObject[]>;
	run(parameters: INodeParameters, input?: IDataObject[], key?: string): Promise<RunResult>;
	trigger(parameters: INodeParameters): TestTrigger;
	editor(parameters: INodeParameters): TestEditor;
	/** `METHOD path` of every request since the last call. */
	calls(): string[];
}

/** Call inside `describe`; a fresh account before each test. */
export function freshsalesStage(): FreshsalesStage {
	let sandbox: Sandbox;
	const options = (parameters: INodeParameters, apiKey = keys.admin): Omit<RunOptions, 'input'> => ({
		parameters: {
			authentication: 'apiKey',
			resource: 'contact',
			event: 'created',
			fields: autoMap,
			output: 'normalised',
			options: {},
			...parameters,
		},
		credential: { type: new CrmSuiteFreshsalesApi(), data: { apiKey, baseUrl: `${sandbox.url}/freshsales/crm/sales/api` } },
	});
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	beforeEach(() => {
		sandbox.crm('freshsales').reset();
		freshCredential();
	});
	afterAll(async () => await sandbox.close());
	return {
		get crm() {
			return sandbox.crm('freshsales') as SandboxCrm<FreshsalesSettings>;
		},
		json: async (parameters, input, key) => await jsonOf(new Freshsales(), { ...options(parameters, key), input }),
		run: async (parameters, input, key) =>
			await run(new Freshsales(), { ...options(parameters, key), input, onError: 'continueErrorOutput' }),
		trigger: (parameters) => new TestTrigger(new FreshsalesTrigger(), options(parameters)),
		editor: (parameters) => new TestEditor(new Freshsales(), options(parameters)),
		calls() {
			const made = this.crm.requests().map(({ method, path }) => `${method} ${path.replace('/crm/sales/api', '').split('?')[0]}`);
			this.crm.clearRequests();
			return made;
		},
	};
}
