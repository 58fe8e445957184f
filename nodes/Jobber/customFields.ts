import type { IDataObject } from 'n8n-workflow';
import { answerOf, nodesOf } from '../shared/graphql/answers';
import { CrmFailure, refusal } from '../shared/http/failure';
import type { CrmClient, FieldKind, LiveField, VendorObject, WriteRow } from '../shared/types';
import { api } from './api';

type Holder = 'ALL_CLIENTS' | 'ALL_QUOTES' | 'ALL_JOBS';
interface Configuration { id: string; name: string; valueType: string; archived: boolean; readOnly: boolean; dropdownOptions?: string[] }

/** The types that hold one plain value: what they are to us, and how each is written and emptied (contract section 2). */
const types: Record<string, { kind: FieldKind; key: string; cast(value: unknown): unknown; empty?: string }> = {
	TEXT: { kind: 'text', key: 'valueText', cast: String, empty: '' },
	NUMERIC: { kind: 'number', key: 'valueNumeric', cast: Number },
	TRUE_FALSE: { kind: 'boolean', key: 'valueTrueFalse', cast: (value) => value === true || value === 'true' },
	DROPDOWN: { kind: 'choice', key: 'valueDropdown', cast: String, empty: '' },
};
const answer = `nodes { ... on CustomFieldConfigurationInterface { id name valueType archived readOnly }
	... on CustomFieldConfigurationDropdown { dropdownOptions } }`;

async function configurations(appliesTo: Holder, client: CrmClient): Promise<Configuration[]> {
	const response = await client.send(api.ask('query', [{ field: 'customFieldConfigurations', args: { filter: { appliesTo }, first: 100 }, answer }]));
	const found = nodesOf(answerOf(response)) as unknown as Configuration[];
	return found.filter(({ archived, valueType }) => !archived && valueType in types);
}

/** Nothing in Jobber is unique; a text can hold another system's ID. */
const liveField = ({ name, valueType, readOnly, dropdownOptions }: Configuration): LiveField => ({
	name, label: name, kind: types[valueType].kind, readOnly, unique: valueType === 'TEXT',
	choices: dropdownOptions?.map((option) => ({ label: option, value: option })),
});

/** Custom fields by their name: a value does not tell the ID of its field. */
export const customFieldsOf = (appliesTo: Holder): Pick<VendorObject, 'customFields' | 'metadata'> => ({
	customFields: {
		read: ({ customFields }) =>
			Object.fromEntries(nodesOf(customFields).map(({ label, ...values }) => [label, Object.values(values)[0]])) as IDataObject,
		write: (name, value, body) => {
			body.customFields = { ...(body.customFields as IDataObject), [name]: value as IDataObject };
		},
	},
	metadata: async (client) => (await configurations(appliesTo, client)).map(liveField),
});

/** Turns the custom fields of a body into what Jobber takes; asks for its fields only where a row has some. */
export const customValues = (appliesTo: Holder) => async (rows: WriteRow[], client: CrmClient): Promise<(body: IDataObject) => IDataObject> => {
	const names = rows.flatMap(({ body }) => Object.keys(body.customFields ?? {}));
	const known = new Map((names.length ? await configurations(appliesTo, client) : []).map((one) => [one.name, one]));
	const unknownFields = names.filter((name) => !known.has(name));
	if (unknownFields.length) {
		const message = `Jobber has no custom field ${unknownFields.map((name) => `"${name}"`).join(', ')}`;
		throw new CrmFailure({ kind: 'validation', unknownFields, message, hint: 'Use its name as shown in Jobber under Settings > Custom Fields.' });
	}
	const inputOf = ([name, value]: [string, unknown]): IDataObject => {
		const { id, valueType } = known.get(name)!;
		const { key, cast, empty } = types[valueType];
		if (value === null && empty === undefined) throw refusal(`Jobber cannot clear the custom field "${name}"`, 'Give it another value.');
		return { customFieldConfigurationId: id, [key]: (value === null ? empty : cast(value)) as string };
	};
	return ({ customFields, ...body }) => (customFields ? { ...body, customFields: Object.entries(customFields).map(inputOf) } : body);
};
