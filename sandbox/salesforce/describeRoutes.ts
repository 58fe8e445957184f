import { objectOf } from './calls';
import { SINCE } from './orgData';
import { description, summary } from './describe';
import { notFound } from './errors';
import type { Resources } from './resources';
import type { Field } from './schema/build';

/** Objects, their fields and their picklists (contract 8). */
export function addDescriptions(resources: Resources): void {
	resources.add('GET', '/sobjects', ({ org, version }) => ({
		body: {
			encoding: 'UTF-8',
			maxBatchSize: 200,
			sobjects: org.schema.all().map((type) => summary(type, version)),
		},
	}));

	resources.add('GET', '/sobjects/:object', (call) => ({
		body: { objectDescribe: summary(objectOf(call), call.version), recentItems: [] },
	}));

	resources.add('GET', '/sobjects/:object/describe', (call) => {
		const type = objectOf(call);
		const lastModified = new Date(SINCE).toUTCString();
		const known = Date.parse(String(call.headers['if-modified-since'] ?? ''));
		if (known >= Date.parse(lastModified)) return { status: 304 };
		return { headers: { 'last-modified': lastModified }, body: description(call.org.schema, type, call.version) };
	});

	resources.add('GET', '/ui-api/object-info/:object/picklist-values/:recordType', (call) => {
		const type = objectOf(call);
		const recordTypes = ['012000000000000AAA', ...type.recordTypes.map(({ recordTypeId }) => recordTypeId)];
		if (!recordTypes.includes(call.params.recordType)) throw notFound();
		const picklists = [...type.fields.values()].filter(({ picklistValues }) => picklistValues.length > 0);
		return { body: { picklistFieldValues: Object.fromEntries(picklists.map((field) => [field.name, values(field)])) } };
	});
}

function values({ picklistValues, defaultValue }: Field) {
	return {
		controllerValues: {},
		defaultValue:
			defaultValue === null ? null : { attributes: null, label: defaultValue, validFor: [], value: defaultValue },
		values: picklistValues.map(({ label, value }) => ({ attributes: null, label, validFor: [], value })),
	};
}
