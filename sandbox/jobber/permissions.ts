import { defaultFieldResolver, getNamedType, type GraphQLFieldResolver, GraphQLError } from 'graphql';
import type { JobberAccount } from './jobberAccount';

/** What resolvers get besides their arguments. */
export interface Context {
	account: JobberAccount;
	scopes: readonly string[];
}

const READ_SCOPES: Readonly<Record<string, string>> = {
	Client: 'read_clients',
	ContactModel: 'read_clients',
	ClientPhoneNumber: 'read_clients',
	Email: 'read_clients',
	Property: 'read_clients',
	Request: 'read_requests',
	Quote: 'read_quotes',
	Job: 'read_jobs',
	Visit: 'read_scheduled_items',
	Assessment: 'read_scheduled_items',
	User: 'read_users',
	CustomFieldConfiguration: 'read_custom_field_configurations',
};

const WRITE_SCOPES: readonly [field: RegExp, scope: string][] = [
	[/^(client|property)/, 'write_clients'],
	[/^request/, 'write_requests'],
	[/^quote/, 'write_quotes'],
	[/^job/, 'write_jobs'],
	[/^(visit|assessment)/, 'write_scheduled_items'],
];

/** Resolves fields, hides what the app's scopes do not cover, and lets silent mutations do nothing. */
export const resolveField: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
	const needed = scopeFor(info.parentType.name, info.fieldName, getNamedType(info.returnType).name);
	if (needed && !context.scopes.includes(needed)) throw hidden(info.fieldName, info.parentType.name, needed);
	if (info.parentType.name === 'Mutation' && context.account.settings.silentMutations.includes(info.fieldName)) {
		return { userErrors: [] };
	}
	return defaultFieldResolver(source, args, context, info);
};

function scopeFor(parent: string, field: string, answered: string): string | undefined {
	if (parent === 'Mutation') return WRITE_SCOPES.find(([pattern]) => pattern.test(field))?.[1];
	return READ_SCOPES[answered.replace(/Connection$/, '')];
}

/** HTTP 200 with an error that names the permission (contract 7; the wording is not documented). */
function hidden(field: string, parent: string, scope: string): GraphQLError {
	return new GraphQLError(
		`The field ${field} on an object of type ${parent} was hidden due to permissions: the app lacks ${scope}`,
		{ extensions: { code: 'PERMISSION_DENIED' } },
	);
}
