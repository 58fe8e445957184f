import type { IDataObject } from 'n8n-workflow';
import { Links, path, type HttpRequest, type Link } from '../shared/kit';
import { batchMax, errorsOf, resultsOf, version, type Body } from './api';
import { decodeRowError } from './errors';

/** HubSpot's own type ids, from the enumeration in its Node SDK; pairs without one go through the default association. */
const typeIds: Record<string, Record<string, number>> = {
	contacts: { companies: 1 }, deals: { contacts: 3, companies: 5 }, tickets: { contacts: 16, companies: 26 }, leads: { contacts: 578 },
	meetings: { contacts: 200, companies: 188 }, notes: { contacts: 202, companies: 190, deals: 214, tickets: 228 },
};

const batch = (from: string, to: string, action: string, inputs: IDataObject[]): HttpRequest => ({
	method: 'POST', path: `${path`/crm/associations/${version}/${from}/${to}`}/batch/${action}`, body: { inputs }, safeToRepeat: true,
});

const ends = ({ from, to }: Link) => ({ from: { id: from }, to: { id: to } });

export const associations = new Links({
	max: batchMax,
	read: (type, target, ids) => batch(type, target, 'read', ids.map((id) => ({ id }))),
	// Live answers give numbers where the spec says strings (contract section 3).
	linksOf: (response) => resultsOf(response).flatMap(({ from, to }) => ((to ?? []) as IDataObject[]).map(({ toObjectId, id }) =>
		({ from: String((from as IDataObject).id), to: String(toObjectId ?? id) }))),
	add: (type, target, links) => batch(type, target, 'associate/default', links.map(ends)),
	// An error names the record that cannot be linked, not the one that wanted the link.
	refusalsOf: (response) => errorsOf(response).flatMap((entry) =>
		Object.values(entry.context ?? {}).flat().map((id) => ({ id: String(id), error: decodeRowError(entry) }))),
	remove: (type, target, links) => batch(type, target, 'archive', links.map(ends).map(({ from, to }) => ({ from, to: [to] }))),
});
/** Associations that travel with a create, so that a record never stands alone when the link is refused. */
export const inlineAssociations = (type: string) => ({ links = {} }: Body): IDataObject[] =>
	Object.entries(links).filter(([to]) => typeIds[type]?.[to]).flatMap(([to, ids]) => {
		const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeIds[type][to] }];
		return ids.map((id) => ({ to: { id }, types }));
	});
/** True when some link cannot travel with the create. */
export const needsDefault = (type: string, { links = {} }: Body): boolean => Object.keys(links).some((to) => !typeIds[type]?.[to]);
export const [contact, customer, lead, company] = [
	associations.field('contactId', 'Contact', 'contact', 'contacts'), associations.field('customerId', 'Customer', 'customer', 'contacts'),
	associations.field('leadId', 'Lead', 'lead', 'contacts'), associations.field('companyId', 'Company', 'customer.companies', 'companies'),
];
