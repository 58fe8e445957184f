import { nodesOf } from '../../shared/graphql/answers';
import type { Step } from '../../shared/graphql/api';
import { listed } from '../../shared/graphql/lists';
import { completable } from '../../shared/map/completion';
import { shown, statusGroup, stored } from '../../shared/map/fields';
import { idOrThrow, relate } from '../../shared/run/relate';
import type { CrmClient, CrmError, VendorObject, WriteRow } from '../../shared/types';
import { api } from '../api';
import { customFieldsOf, customValues } from '../customFields';
import { clientLink, placeOf, propertyAddress, salesperson } from '../fields';

const noClient: CrmError = { kind: 'validation', message: 'A client or a job is missing', hint: 'Give the client, or for a visit its job.' };
const severalPlaces: CrmError = {
	kind: 'ambiguous', message: 'The client has several properties', hint: 'Make the job or quote in Jobber at the right one; a visit takes its job\'s ID.',
};
const placesAnswer = 'id clientProperties(first: 2) { nodes { id } } billingAddress { ...Billing }';

/** Jobs and quotes are at a client's property (contract section 3): its only one, or a new one at its billing address. */
async function placesOf(rows: readonly WriteRow[], client: CrmClient): Promise<(clientId: unknown) => string> {
	const ids = [...new Set(rows.map(({ body }) => body.clientId).filter(Boolean).map(String))];
	const addresses = new Map<string, unknown>();
	const find = async (wanted: string[]) => {
		const response = await client.send(api.ask('query', wanted.map((id) => ({ field: 'client', args: { id }, answer: placesAnswer }))));
		return new Map(wanted.flatMap((id, at): Array<[string, string | CrmError]> => {
			const result = api.settle(response, at);
			if ('error' in result) return [[id, { ...result.error, kind: 'validation', message: `Jobber has no client with ID ${id}` }]];
			const [property, ...others] = nodesOf(result.raw.clientProperties);
			addresses.set(id, result.raw.billingAddress ?? {});
			return property ? [[id, others.length ? severalPlaces : String(property.id)]] : [];
		}));
	};
	const create = async (bare: string[]) => await api.mutate(bare.map((id) => ({ id })), client, ({ id }) => [
		{ field: 'propertyCreate', args: { clientId: id, input: { properties: [{ address: addresses.get(id) }] } }, answer: 'properties { id }' },
	]);
	const idOf = ({ raw }: { raw: object }) => String((raw as { id: unknown }).id);
	const places = await relate(ids, { kind: 'property', keyOf: (id) => id, find, create, idOf }, client);
	return (clientId) => idOrThrow(places[ids.indexOf(String(clientId))] ?? noClient);
}
const preparing = (holder: 'ALL_JOBS' | 'ALL_QUOTES') => async (rows: WriteRow[], client: CrmClient) =>
	({ valuesOf: await customValues(holder)(rows, client), propertyOf: await placesOf(rows, client) });

/** Closes a job; of its open visits the past ones count as done, or none stays. */
export const closeJob = (jobId: string, modifyIncompleteVisitsBy: 'COMPLETE_PAST_DESTROY_FUTURE' | 'DESTROY_ALL'): Step =>
	({ field: 'jobClose', args: { jobId, input: { modifyIncompleteVisitsBy } } });

function statusSteps(jobId: string, status: unknown): Step[] {
	if (status === undefined) return [];
	return [status === 'archived' ? closeJob(jobId, 'COMPLETE_PAST_DESTROY_FUTURE') : { field: 'jobReopen', args: { jobId } }];
}

/** Makes one-off jobs without visits. How they are billed is required; the contract recommends this (section 3). */
export const jobCreation = api.creating({
	prepare: preparing('ALL_JOBS'),
	steps: ({ body: { clientId, status: _later, ...body } }, { valuesOf, propertyOf }) => {
		const invoicing = { invoicingType: 'FIXED_PRICE', invoicingSchedule: 'ON_COMPLETION' };
		return [{ field: 'jobCreate', args: { input: { ...valuesOf(body), propertyId: propertyOf(clientId), invoicing } } }];
	},
	later: ({ body }, { id }) => statusSteps(String(id), body.status),
});

const { field: status, imply } = completable({ status: 'jobStatus', done: 'archived', open: 'active' });
const jobGroups = {
	unscheduled: 'open', upcoming: 'open', today: 'open', late: 'open', active: 'open', action_required: 'open', on_hold: 'open',
	expiring_within_30_days: 'open', requires_invoicing: 'done', archived: 'done',
};
export const jobs: VendorObject = {
	id: 'jobs', label: 'Job', imply, ...customFieldsOf('ALL_JOBS'),
	...listed({
		list: 'jobs', one: 'job', ranges: ['createdAt'], words: ['title'], steady: 'JOB_NUMBER', newest: 'JOB_NUMBER', byChange: 'UPDATED_AT',
	}, api),
	fields: [
		...stored('', { title: { name: 'title', required: true }, notes: { name: 'instructions', label: 'Instructions' } }),
		clientLink('customerId', { required: true }), salesperson, status, statusGroup('jobStatus', jobGroups), ...propertyAddress,
		...shown('', {
			number: { name: 'jobNumber', label: 'Job Number' }, total: 'total', scheduledStart: 'startAt', scheduledEnd: 'endAt',
			createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri',
		}),
	],
	create: jobCreation,
	update: api.updating({
		safeToRepeat: true, prepare: customValues('ALL_JOBS'),
		steps: ({ id, body: { status: wanted, ...body } }, valuesOf) => {
			const edit: Step = { field: 'jobEdit', args: { jobId: id, input: valuesOf(body) } };
			return [...(Object.keys(body).length ? [edit] : []), ...statusSteps(id, wanted)];
		},
	}),
	remove: { unsupported: 'Jobber has no way to delete a job; the status archived closes it' },
	match: {
		// Jobs cannot be filtered by client, and no source says that their search looks into custom fields (section 3).
		natural: {
			label: 'Client and Title', parts: ['customerId', 'title'], max: 10,
			find: async (values, client) => {
				const titles = [...new Set(values.map(([, title]) => title))];
				return await api.lists(titles.map((searchTerm) => ({ field: 'jobs', args: { searchTerm } })), client);
			},
		},
	},
};

/** An archived quote may have been won or lost. */
const quoteGroups = { draft: 'open', awaiting_response: 'open', changes_requested: 'open', approved: 'won', converted: 'won' };
export const quotes: VendorObject = {
	id: 'quotes', label: 'Quote', ...customFieldsOf('ALL_QUOTES'),
	...listed({ list: 'quotes', one: 'quote', ranges: ['createdAt', 'updatedAt'], words: ['name'], steady: 'CREATED_AT', newest: 'CREATED_AT' }, api),
	fields: [
		...stored('', { name: { name: 'title', label: 'Title', required: true }, notes: { name: 'message', label: 'Client Message' } }),
		{ key: 'amount', label: 'Subtotal', kind: 'number', read: 'amounts.subtotal', write: 'amount', required: true, createOnly: true },
		clientLink('companyId', { required: true }), salesperson, statusGroup('quoteStatus', quoteGroups),
		...shown('', { status: { name: 'quoteStatus', kind: 'text' }, createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
		{ key: 'propertyAddress', label: 'Property', kind: 'text', read: placeOf },
	],
	create: api.creating({
		prepare: preparing('ALL_QUOTES'),
		// A draft, which nobody gets to see before it is sent in Jobber. It consists of line items; the amount makes one.
		steps: ({ body: { amount, ...body } }, { valuesOf, propertyOf }) => {
			const lineItems = [{ name: body.title, unitPrice: amount, quantity: 1, saveToProductsAndServices: false }];
			return [{ field: 'quoteCreate', args: { attributes: { ...valuesOf(body), propertyId: propertyOf(body.clientId), lineItems } } }];
		},
	}),
	update: api.updating({
		safeToRepeat: true, prepare: customValues('ALL_QUOTES'),
		steps: ({ id, body }, valuesOf) => [{ field: 'quoteEdit', args: { quoteId: id, attributes: valuesOf(body) } }],
	}),
	remove: { unsupported: 'Jobber lets no app delete or archive a quote' },
	match: {
		natural: {
			label: 'Client and Title', parts: ['companyId', 'name'], max: 20,
			find: async (values, client) => {
				const ids = [...new Set(values.map(([clientId]) => clientId))];
				return await api.lists(ids.map((clientId) => ({ field: 'quotes', args: { filter: { clientId } } })), client);
			},
		},
	},
};
