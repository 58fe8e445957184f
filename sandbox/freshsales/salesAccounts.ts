import { Problems } from './errors';
import { SALES_ACCOUNT_FORM } from './fields';
import { type RecordBody, writeForm } from './formWriter';
import type { FreshsalesAccount } from './freshsalesAccount';
import type { User } from './portal';
import { checkFilled } from './required';
import type { SalesAccount } from './records';

/** A company; its name is unique (contract 2.2). */
export function createSalesAccount(account: FreshsalesAccount, user: User, body: RecordBody): SalesAccount {
	const blank = { ...account.newRow(user.id), values: { owner_id: user.id }, custom: {} };
	return account.salesAccounts.save(written(account, blank, body));
}

export function updateSalesAccount(account: FreshsalesAccount, current: SalesAccount, body: RecordBody): SalesAccount {
	return account.salesAccounts.save({ ...written(account, current, body), updatedAt: account.clock.now() });
}

function written(account: FreshsalesAccount, current: SalesAccount, body: RecordBody): SalesAccount {
	const problems = new Problems();
	const row = writeForm(SALES_ACCOUNT_FORM, account.salesAccounts, current, body, problems);
	checkFilled(SALES_ACCOUNT_FORM, row, account.settings.requiredFields.sales_accounts, problems);
	problems.check();
	return row;
}
