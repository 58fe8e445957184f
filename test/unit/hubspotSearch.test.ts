import { hubSpot } from '../../nodes/HubSpot/definition';
import { toFilter } from '../../nodes/HubSpot/search';
import { isUnsupported, type SearchOperator, type SearchQuery } from '../../nodes/shared/types';

const object = hubSpot.resources.contact!.objects[0];
const lead = hubSpot.resources.lead!.objects[0];
const searchOf = ({ search }: typeof object) => (isUnsupported(search) ? undefined : search)!;
const body = (query: Partial<SearchQuery>, page = {}, of = object) =>
	searchOf(of).request({ where: [], limit: 50, ...query }, page, { customFields: ['tier'] }).body as Record<string, unknown>;

describe('HubSpot\'s search grammar', () => {
	it.each<[string, SearchOperator, string, Record<string, string>]>([
		['firstName', 'equals', 'Ada', { propertyName: 'firstname', operator: 'EQ', value: 'Ada' }],
		['address.postalCode', 'notEquals', '1', { propertyName: 'zip', operator: 'NEQ', value: '1' }],
		['customFields.tier', 'contains', 'go', { propertyName: 'tier', operator: 'CONTAINS_TOKEN', value: '*go*' }],
		['customFields.visits', 'after', '5', { propertyName: 'visits', operator: 'GTE', value: '5' }],
		['customFields.visits', 'before', '5', { propertyName: 'visits', operator: 'LTE', value: '5' }],
		['email', 'isSet', '', { propertyName: 'email', operator: 'HAS_PROPERTY' }],
		['email', 'isNotSet', '', { propertyName: 'email', operator: 'NOT_HAS_PROPERTY' }],
		['createdAt', 'after', '2026-01-01T00:00:00.000Z', { propertyName: 'createdate', operator: 'GTE', value: '2026-01-01T00:00:00.000Z' }],
		['updatedAt', 'before', 'x', { propertyName: 'lastmodifieddate', operator: 'LTE', value: 'x' }],
		['contactId', 'equals', '7', { propertyName: 'associations.contact', operator: 'EQ', value: '7' }],
		['companyId', 'equals', '7', { propertyName: 'associations.company', operator: 'EQ', value: '7' }],
		[
			'phone',
			'equals',
			'+1 (555) 010-1234',
			{ propertyName: 'hs_searchable_calculated_phone_number', operator: 'CONTAINS_TOKEN', value: '*50101234' },
		],
		['email', 'equals', '"} OR {"', { propertyName: 'email', operator: 'EQ', value: '"} OR {"' }],
	])('%s %s %s', (field, operator, value, wanted) => expect(toFilter({ field, operator, value }, object.fields)).toEqual(wanted));

	it('refuses what it cannot search by', () =>
		expect(() => toFilter({ field: 'fullName', operator: 'equals', value: 'x' }, object.fields)).toThrow(/cannot search by fullName/));

	it('asks for no more than wanted, in a stable order', () => {
		expect(body({ limit: 3 })).toMatchObject({
			limit: 3,
			sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
			filterGroups: [],
		});
		expect(body({ limit: Infinity })).toMatchObject({ limit: 200 });
		expect(body({ sort: { field: 'lastName', direction: 'descending' } })).toMatchObject({
			sorts: [{ propertyName: 'lastname', direction: 'DESCENDING' }],
		});
		expect(body({ text: 'ada' })).toMatchObject({ query: 'ada' });
		expect(body({}).properties).toEqual(expect.arrayContaining(['firstname', 'email', 'phone', 'zip', 'tier']));
	});

	it('starts anew behind the last ID, past the window', () => {
		const search = searchOf(object);
		const all = { where: [], limit: Infinity };
		const answer = (after?: string) => ({
			status: 200,
			headers: {},
			body: { total: 12_500, ...(after ? { paging: { next: { after } } } : {}) },
		});
		expect(search.next(answer('9800'), { after: '9600' }, [{ id: '5' }], all)).toEqual({ after: '9800' });
		expect(search.next(answer('10000'), { after: '9800' }, [{ id: '5' }, { id: '77' }], all)).toEqual({ afterId: '77' });
		expect(search.next(answer(), { afterId: '77' }, [{ id: '99' }], all)).toBeNull();
		expect(body({}, { afterId: '77' })).toMatchObject({
			filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: '77' }] }],
		});
	});

	it('keeps to the stage of leads', () =>
		expect(body({}, {}, lead)).toMatchObject({
			filterGroups: [{ filters: [{ propertyName: 'lifecyclestage', operator: 'EQ', value: 'lead' }] }],
		}));

	it('knows the stamps of every object', () => {
		const stamps = Object.entries(hubSpot.resources).flatMap(([name, { objects }]) =>
			objects.map((one) => [
				`${name}.${one.id}`,
				...['createdAt', 'updatedAt'].map((key) => one.fields.find((field) => field.key === key)?.column),
			]),
		);
		for (const [name, created, updated] of stamps) {
			const type = String(name).split('.')[1];
			expect([name, created]).toEqual([
				name,
				['contacts', 'companies', 'deals', 'tickets'].includes(type) ? 'createdate' : 'hs_createdate',
			]);
			expect([name, updated]).toEqual([name, type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate']);
		}
	});
});
