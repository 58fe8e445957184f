import { accountQueries } from './accountFields';
import { assessmentMutations, assessmentQueries } from './assessments';
import { clientMutations, clientQueries } from './clients';
import type { JobberAccount } from './jobberAccount';
import { jobMutations, jobQueries } from './jobs';
import { propertyMutations, propertyQueries } from './propertyFields';
import { quoteMutations, quoteQueries } from './quotes';
import { requestMutations, requestQueries } from './requests';
import { visitMutations, visitQueries } from './visits';

const roots = new WeakMap<JobberAccount, object>();

/** All queries and mutations of an account; GraphQL calls them by name. */
export function rootOf(account: JobberAccount): object {
	const known = roots.get(account);
	if (known) return known;
	const root = {
		...accountQueries(account),
		...clientQueries(account),
		...clientMutations(account),
		...propertyQueries(account),
		...propertyMutations(account),
		...requestQueries(account),
		...requestMutations(account),
		...assessmentQueries(account),
		...assessmentMutations(account),
		...quoteQueries(account),
		...quoteMutations(account),
		...jobQueries(account),
		...jobMutations(account),
		...visitQueries(account),
		...visitMutations(account),
	};
	roots.set(account, root);
	return root;
}
