import { type AddressInput, withAddress } from './addresses';
import { type CustomFieldInput, withCustomFields } from './customFields';
import type { JobberAccount } from './jobberAccount';
import type { Client, Property } from './records';
import type { Problems } from './userErrors';

export interface PropertyInput {
	propertyId?: string;
	name?: string | null;
	address?: AddressInput | null;
	customFields?: CustomFieldInput[] | null;
}

/** The keys of a client's input that concern its properties. */
export interface PropertyInputs {
	properties?: PropertyInput[] | null;
	propertiesToAdd?: PropertyInput[] | null;
	propertiesToEdit?: PropertyInput[] | null;
	propertiesToDelete?: string[] | null;
}

/** What has to be stored once the whole input is found right. */
export interface PropertyChanges {
	saved: Property[];
	deleted: string[];
}

export function propertyChanges(
	account: JobberAccount,
	client: Pick<Client, 'id' | 'propertyIds'>,
	input: PropertyInputs,
	problems: Problems,
): PropertyChanges {
	const owned = (id: string | undefined) =>
		client.propertyIds.includes(id ?? '') ? account.properties.byId(id) : undefined;
	const addKey = input.properties ? 'properties' : 'propertiesToAdd';
	const added = (input.properties ?? input.propertiesToAdd ?? []).map((property, position) =>
		editedProperty(account, newProperty(account, client.id), property, problems.at(addKey, position)),
	);
	const edited = (input.propertiesToEdit ?? []).flatMap((property, position) => {
		const known = owned(property.propertyId);
		if (known) return [editedProperty(account, known, property, problems.at('propertiesToEdit', position))];
		problems.add('Property not found', 'propertiesToEdit', position, 'propertyId');
		return [];
	});
	const deleted = input.propertiesToDelete ?? [];
	deleted.forEach((id, position) => {
		if (!owned(id)) problems.add('Property not found', 'propertiesToDelete', position);
		else if (account.jobsOf(client.id).some(({ propertyId }) => propertyId === id)) {
			problems.add('Property has jobs and cannot be deleted', 'propertiesToDelete', position);
		}
	});
	return { saved: [...edited, ...added], deleted };
}

/** Stores the changes; answers the client's properties after them. */
export function applyPropertyChanges(
	account: JobberAccount,
	propertyIds: readonly string[],
	{ saved, deleted }: PropertyChanges,
): string[] {
	saved.forEach((property) => account.properties.save(property));
	deleted.forEach((id) => account.properties.remove(id));
	return [...new Set([...propertyIds, ...saved.map(({ id }) => id)])].filter((id) => !deleted.includes(id));
}

export function editedProperty(
	account: JobberAccount,
	property: Property,
	{ name, address, customFields }: PropertyInput,
	problems: Problems,
): Property {
	return {
		...property,
		name: name === undefined ? property.name : name,
		address: withAddress(property.address, address ?? {}),
		customFields: withCustomFields(account, 'ALL_PROPERTIES', property.customFields, customFields, problems),
	};
}

export function newProperty(account: JobberAccount, clientId: string, id = account.newId('Property')): Property {
	return {
		id,
		createdAt: account.now(),
		clientId,
		name: null,
		address: withAddress(null, {}),
		customFields: [],
	};
}
