import { listed, nodesOf, type Step } from '../../shared/graphql';
import { completable, idOrThrow, relate, shown, statusGroup, stored } from '../../shared/kit';
import type { CrmClient, CrmError, VendorObject, WriteRow } from '../../shared/kit';
import { api } from '../api';
import { clientLink, customFieldsOf, placeOf, propertyAddress, salesperson } from '../fields';

const jobFields = customFieldsOf('ALL_JOBS');
const quoteFields = customFieldsOf('ALL_QUOTES');
const noClient: CrmError = { kind: 'validation', message: 'A client or a job is missing', hint: 'Give the client, or a visit its job.' };
const several: CrmError = { kind: 'ambiguous', message: 'The client has several properties', hint: 'Make it in Jobber, or name a job.' };

/** Jobs and quotes are at a client's property (contract section 3): its only one, or a new one at its billing address. */
async function placesOf(rows: readonly WriteRow[], client: CrmClient): Promise<(clientId: unknown) => string> {
	const ids = [...new Set(rows.map(({ body }) => body.clientId).filter(Boolean).map(String))];
	const addresses = new Map<string, unknown>();
	const find = async (wanted: string[]) => {
		const answer = 'id clientProperties(first: 2) { nodes { id } } billingAddress { ...Billing }';
		const found = await api.read(wanted.map((id) => ({ field: 'client', args: { id }, answer })), client);
		return new Map(found.flatMap((result, at): Array<[string, string | CrmError]> => {
			const id = wanted[at];
			if ('error' in result) return [[id, { ...result.error, kind: 'validation', message: `Jobber has no client with ID ${id}` }]];
			const [property, ...others] = nodesOf(result.raw.clientProperties);
			addresses.set(id, result.raw.billingAddress ?? {});
			return property ? [[id, others.length ? several : String(property.id)]] : [];
		}));
	};
	const create = async (bare: string[]) => await api.mutate(bare.map((id) => ({ id })), client, ({ id: clientId }) => {
		const properties = [{ address: addresses.get(clientId) }];
		return [{ field: 'propertyCreate', args: { clientId, input: { properties } }, answer: 'properties { id }' }];
	});
	const places = await relate(ids, { kind: 'property', keyOf: (id) => id, find, create }, client);
	return (clientId) => idOrThrow(places[ids.indexOf(String(clientId))] ?? noClient);
}

const preparing = ({ prepare }: typeof jobFields) => async (rows: WriteRow[], client: CrmClient) =>
	({ valuesOf: await prepare(rows, client), propertyOf: await placesOf(rows, client) });

/** Closes a job; of its open visits the past ones count as done, or none stays. */
export const closeJob = (jobId: string, modifyIncompleteVisitsBy: 'COMPLETE_PAST_DESTROY_FUTURE' | 'DESTROY_ALL'): Step =>
	({ field: 'jobClose', args: { jobId, input: { modifyIncompleteVisitsBy } } });

const completion = completable({ status: 'jobStatus', done: 'archived', open: 'active' }, (jobId, isDone): Step =>
	(isDone ? closeJob(jobId, 'COMPLETE_PAST_DESTROY_FUTURE') : { field: 'jobReopen', args: { jobId } }));

/** Makes one-off jobs without visits. How they are billed is required; the contract recommends this (section 3). */
export const jobCreation = api.creating({
	prepare: preparing(jobFields),
	steps: ({ body: { clientId, status: _later, ...body } }, { valuesOf, propertyOf }) => {
		const invoicing = { invoicingType: 'FIXED_PRICE', invoicingSchedule: 'ON_COMPLETION' };
		return [{ field: 'jobCreate', args: { input: { ...valuesOf(body), propertyId: propertyOf(clientId), invoicing } } }];
	},
	later: ({ body }, { id }) => completion.steps(id, body.status),
});

const jobGroups = {
	unscheduled: 'open', upcoming: 'open', today: 'open', late: 'open', active: 'open', action_required: 'open', on_hold: 'open',
	expiring_within_30_days: 'open', requires_invoicing: 'done', archived: 'done',
};

const jobKey = { label: 'Client and Title', parts: ['customerId', 'title'] };
export const jobs: VendorObject = {
	id: 'jobs', label: 'Job', imply: completion.imply, customFields: jobFields.customFields, metadata: jobFields.metadata,
	...listed(api, { list: 'jobs', ranges: ['createdAt'], words: ['title'], steady: 'JOB_NUMBER', byChange: 'UPDATED_AT' }),
	fields: [
		...stored('', { title: { name: 'title', required: true }, notes: { name: 'instructions', label: 'Instructions' } }),
		clientLink('customerId', { required: true }), salesperson, completion.field, statusGroup('jobStatus', jobGroups), ...propertyAddress,
		...shown('', { number: { name: 'jobNumber', label: 'Job Number' }, total: 'total', scheduledStart: 'startAt', scheduledEnd: 'endAt' }),
		...shown('', { createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
	],
	create: jobCreation,
	update: api.updating({
		safeToRepeat: true, prepare: jobFields.prepare,
		steps: ({ id, body: { status, ...body } }, valuesOf) => {
			const edit: Step = { field: 'jobEdit', args: { jobId: id, input: valuesOf(body) } };
			return [...(Object.keys(body).length ? [edit] : []), ...completion.steps(id, status)];
		},
	}),
	remove: { unsupported: 'Jobber has no way to delete a job; the status archived closes it' },
	// Jobs cannot be filtered by client, and no source says that their search looks into custom fields (section 3).
	match: { natural: api.keyed(jobKey, { field: 'jobs' }, ([, searchTerm]) => ({ searchTerm })) },
};

/** An archived quote may have been won or lost. */
const quoteGroups = { draft: 'open', awaiting_response: 'open', changes_requested: 'open', approved: 'won', converted: 'won' };
const quoteKey = { label: 'Client and Title', parts: ['companyId', 'name'] };
export const quotes: VendorObject = {
	id: 'quotes', label: 'Quote', customFields: quoteFields.customFields, metadata: quoteFields.metadata,
	...listed(api, { list: 'quotes', ranges: ['createdAt', 'updatedAt'], words: ['name'], steady: 'CREATED_AT' }),
	fields: [
		...stored('', { name: { name: 'title', label: 'Title', required: true }, notes: { name: 'message', label: 'Client Message' } }),
		{ key: 'amount', label: 'Subtotal', kind: 'number', read: 'amounts.subtotal', write: 'amount', required: true, createOnly: true },
		clientLink('companyId', { required: true }), salesperson, statusGroup('quoteStatus', quoteGroups),
		...shown('', { status: { name: 'quoteStatus', kind: 'text' }, createdAt: 'createdAt', updatedAt: 'updatedAt', url: 'jobberWebUri' }),
		{ key: 'propertyAddress', label: 'Property', kind: 'text', read: placeOf },
	],
	create: api.creating({
		prepare: preparing(quoteFields),
		// A draft, which nobody gets to see before it is sent in Jobber. It consists of line items; the amount makes one.
		steps: ({ body: { amount, ...body } }, { valuesOf, propertyOf }) => {
			const lineItems = [{ name: body.title, unitPrice: amount, quantity: 1, saveToProductsAndServices: false }];
			return [{ field: 'quoteCreate', args: { attributes: { ...valuesOf(body), propertyId: propertyOf(body.clientId), lineItems } } }];
		},
	}),
	update: api.updating({
		safeToRepeat: true, prepare: quoteFields.prepare,
		steps: ({ id, body }, valuesOf) => [{ field: 'quoteEdit', args: { quoteId: id, attributes: valuesOf(body) } }],
	}),
	remove: { unsupported: 'Jobber lets no app delete or archive a quote' },
	match: { natural: api.keyed(quoteKey, { field: 'quotes' }, ([clientId]) => ({ filter: { clientId } })) },
};
