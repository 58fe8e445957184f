import { clientView, propertyView } from './clientViews';
import { connectionOf, type PageArguments } from './connections';
import type { JobberAccount } from './jobberAccount';
import { orMissing } from './missing';
import { applyPropertyChanges, editedProperty, propertyChanges, type PropertyInput } from './properties';
import type { Property } from './records';
import { fuzzyMatch } from './search';
import { Problems } from './userErrors';

interface PropertiesArguments extends PageArguments {
	filter?: { clientId?: string | null; primary?: boolean | null } | null;
	searchTerm?: string | null;
}

export function propertyQueries(account: JobberAccount) {
	const isPrimary = ({ id, clientId }: Property) => account.clients.existing(clientId).propertyIds[0] === id;

	return {
		property: ({ id }: { id: string }) =>
			orMissing(account, 'Property', account.properties.byId(id), (property) => propertyView(account, property)),
		properties({ filter, searchTerm, ...page }: PropertiesArguments) {
			const found = searchTerm?.trim()
				? account.properties.search(fuzzyMatch(searchTerm))
				: account.properties.all();
			const properties = found.filter(
				(property) =>
					(filter?.clientId == null || property.clientId === filter.clientId) &&
					(filter?.primary == null || isPrimary(property) === filter.primary),
			);
			return connectionOf(properties, page, (property) => propertyView(account, property));
		},
	};
}

export function propertyMutations(account: JobberAccount) {
	return {
		propertyCreate({ clientId, input }: { clientId: string; input: { properties?: PropertyInput[] | null } }) {
			const problems = new Problems();
			const client = account.clients.byId(clientId);
			if (!client) problems.add('Client not found', 'clientId');
			const changes = client && propertyChanges(account, client, input, problems.at('input'));
			if (!client || !changes || problems.any) return { userErrors: problems.found };
			const propertyIds = applyPropertyChanges(account, client.propertyIds, changes);
			const changed = { ...client, propertyIds, updatedAt: account.now() };
			account.clients.save(changed);
			return {
				client: clientView(account, changed),
				properties: changes.saved.map((property) => propertyView(account, property)),
				userErrors: [],
			};
		},
		propertyEdit({ propertyId, input }: { propertyId: string; input: PropertyInput }) {
			const problems = new Problems();
			const known = account.properties.byId(propertyId);
			if (!known) problems.add('Property not found', 'propertyId');
			const edited = known && editedProperty(account, known, input, problems.at('input'));
			if (!edited || problems.any) return { userErrors: problems.found };
			account.properties.save(edited);
			account.clients.save({ ...account.clients.existing(edited.clientId), updatedAt: account.now() });
			return { property: propertyView(account, edited), userErrors: [] };
		},
	};
}
