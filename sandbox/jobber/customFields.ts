import type { JobberAccount } from './jobberAccount';
import type { CustomFieldConfiguration, CustomFieldValue } from './records';
import type { Problems } from './userErrors';

const VALUE_KEYS = {
	TEXT: 'valueText',
	NUMERIC: 'valueNumeric',
	TRUE_FALSE: 'valueTrueFalse',
	DROPDOWN: 'valueDropdown',
} as const;

const EMPTY = { TEXT: '', NUMERIC: 0, TRUE_FALSE: false, DROPDOWN: '' } as const;

const TYPE_NAMES = { TEXT: 'Text', NUMERIC: 'Numeric', TRUE_FALSE: 'TrueFalse', DROPDOWN: 'Dropdown' } as const;

type AppliesTo = 'ALL_CLIENTS' | 'ALL_PROPERTIES' | 'ALL_QUOTES' | 'ALL_JOBS';

/** A value by configuration, or by its own id. */
export interface CustomFieldInput {
	id?: string | null;
	customFieldConfigurationId?: string | null;
	[valueKey: `value${string}`]: unknown;
}

/** The values after a change; each entry of the input has exactly one value (contract 2). */
export function withCustomFields(
	account: JobberAccount,
	appliesTo: AppliesTo,
	current: readonly CustomFieldValue[],
	inputs: readonly CustomFieldInput[] | null | undefined,
	problems: Problems,
): readonly CustomFieldValue[] {
	const values = new Map(current.map((value) => [value.configurationId, value]));
	(inputs ?? []).forEach((input, position) => {
		const here = problems.at('customFields', position);
		const known = current.find(({ id }) => id === input.id);
		const configuration = account.customFields.byId(input.customFieldConfigurationId ?? known?.configurationId);
		if (!configuration || configuration.appliesTo !== appliesTo || configuration.archived) {
			return here.add('Custom field configuration not found', 'customFieldConfigurationId');
		}
		if (configuration.readOnly) return here.add(`${configuration.name} is read only`, 'customFieldConfigurationId');
		const value = valueOf(configuration, input, here);
		if (value === undefined) return;
		const id = values.get(configuration.id)?.id ?? account.newId('CustomField');
		values.set(configuration.id, { id, configurationId: configuration.id, value });
	});
	return [...values.values()];
}

function valueOf(
	{ valueType, name, dropdownOptions }: CustomFieldConfiguration,
	input: CustomFieldInput,
	problems: Problems,
): CustomFieldValue['value'] | undefined {
	const given = Object.keys(input).filter((key) => key.startsWith('value') && input[key as `value${string}`] != null);
	const key = VALUE_KEYS[valueType];
	if (given.length !== 1) {
		problems.add(`Exactly one value is needed for ${name}`);
		return undefined;
	}
	if (given[0] !== key) {
		problems.add(`${name} takes ${key}`, given[0]);
		return undefined;
	}
	const value = input[key] as CustomFieldValue['value'];
	if (valueType === 'DROPDOWN' && !dropdownOptions.includes(String(value))) {
		problems.add(`${String(value)} is not an option of ${name}`, key);
		return undefined;
	}
	return value;
}

/** Every field of the object type in use; those never set are empty. */
export function customFieldViews(
	account: JobberAccount,
	appliesTo: AppliesTo,
	values: readonly CustomFieldValue[],
): object[] {
	return account.customFields
		.all()
		.filter((configuration) => configuration.appliesTo === appliesTo && !configuration.archived)
		.map(({ id, name, valueType }) => {
			const set = values.find(({ configurationId }) => configurationId === id);
			return {
				__typename: `CustomField${TYPE_NAMES[valueType]}`,
				id: set?.id ?? null,
				label: name,
				unit: '',
				[VALUE_KEYS[valueType]]: set?.value ?? EMPTY[valueType],
			};
		});
}

export function configurationView(configuration: CustomFieldConfiguration): object {
	return { __typename: `CustomFieldConfiguration${TYPE_NAMES[configuration.valueType]}`, ...configuration };
}
