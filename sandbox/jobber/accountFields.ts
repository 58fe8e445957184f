import { ACCOUNT, USERS } from './account';
import { connectionOf, type PageArguments } from './connections';
import { configurationView } from './customFields';
import type { JobberAccount } from './jobberAccount';
import { orMissing } from './missing';
import { MAX_USERS, userView } from './workViews';

interface UsersArguments extends PageArguments {
	filter?: { status: string; userIds?: string[] | null } | null;
}

interface ConfigurationsArguments extends PageArguments {
	filter?: { appliesTo?: string | null; valueType?: string | null; createdByThisApp?: boolean | null } | null;
}

/** The account itself, its users and its custom fields. */
export function accountQueries(account: JobberAccount) {
	return {
		account: () => ACCOUNT,
		/** Without an id it is whoever connected the app. */
		user: ({ id }: { id?: string | null }) =>
			orMissing(account, 'User', account.users.byId(id ?? USERS[0].id), userView),
		users({ filter, ...page }: UsersArguments) {
			const users = account.users
				.all()
				.filter(
					({ id, status }) =>
						(!filter || status === filter.status) && (!filter?.userIds || filter.userIds.includes(id)),
				);
			return connectionOf(users, page, userView, MAX_USERS);
		},
		customFieldConfigurations({ filter, ...page }: ConfigurationsArguments) {
			const configurations = account.customFields
				.all()
				.filter((configuration) =>
					(['appliesTo', 'valueType', 'createdByThisApp'] as const).every(
						(name) => filter?.[name] == null || configuration[name] === filter[name],
					),
				);
			return connectionOf(configurations, page, configurationView);
		},
	};
}
