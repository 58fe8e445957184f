import type { ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import type { Field, LiveField, OperationName } from '../types';
import { columnOf, liveFields, otherFields, type Desk } from './opened';

const types: Partial<Record<Field['kind'], ResourceMapperField['type']>> = {
	number: 'number', boolean: 'boolean', dateTime: 'dateTime', date: 'dateTime', choice: 'options',
};
type Described = Pick<Field, 'label' | 'kind' | 'choices'>;

const plain = { required: false, defaultMatch: false, display: true } as const;
const externalId: ResourceMapperField = {
	...plain, id: 'externalId', displayName: 'External ID (Field Set Under Options)', type: 'string', removed: true,
};
const duration: ResourceMapperField = { ...plain, id: 'durationMinutes', displayName: 'Duration (Minutes)', type: 'number' };

/** The fields that n8n's mapper offers: ours first, then those of the account by name. References have lists of their own. */
export async function mapperFields(desk: Desk, operation: OperationName): Promise<ResourceMapperFields> {
	const { fields } = desk.object;
	const live = new Map((await liveFields(desk)).map((field) => [field.name, field]));
	const isRequired = ({ required }: Pick<Field, 'required'>) => operation === 'create' && required === true;
	const standard = fields
		.filter(({ kind, write }) => write && kind !== 'reference')
		.map((field) => entry(field.key, field, isRequired(field), live.get(columnOf(field) ?? '')));
	const extra = (await otherFields(desk))
		.filter(({ readOnly }) => !readOnly)
		.map((field) => ({ ...entry(`customFields.${field.name}`, field, isRequired(field), field), removed: !isRequired(field) }))
		.sort((a, b) => a.displayName.localeCompare(b.displayName));
	const hasTimes = fields.some(({ key, write }) => key === 'endTime' && write);
	return { fields: [...standard, ...(hasTimes ? [duration] : []), externalId, ...extra] };
}

/** @param live is what the account says of the field: its choices, and whether it can be written */
function entry(id: string, { label, kind, choices: fixed }: Described, required: boolean, live?: LiveField): ResourceMapperField {
	const choices = live?.choices ?? fixed;
	const type = kind === 'choice' && !choices?.length ? 'string' : (types[kind] ?? 'string');
	const options = choices?.map((choice) => ({ name: choice.label, value: choice.value }));
	return {
		...plain, id, displayName: label, type, required, removed: false, readOnly: live?.readOnly, ...(type === 'options' ? { options } : {}),
	};
}
