import type { HousecallAccount } from './housecallAccount';
import type { Named } from './records';

/** Makes sure that every name is in the list of tags; a new name becomes a tag. */
export function knownTags(account: HousecallAccount, companyId: string, names: readonly string[] = []): string[] {
	for (const name of names) {
		if (!account.tagIds.has(name)) saveTag(account, { ...account.newRow('tag', companyId), name });
	}
	return [...new Set(names)];
}

/** Stores a tag, under its old name no longer. */
export function saveTag(account: HousecallAccount, tag: Named): Named {
	const previous = account.tags.get(tag.id);
	if (previous) account.tagIds.delete(previous.name);
	account.tagIds.set(tag.name, tag.id);
	return account.tags.save(tag);
}

/** Names as the tags they are. */
export function presentTags({ tagIds }: HousecallAccount, names: readonly string[]) {
	return { tags: names.map((name) => ({ id: tagIds.get(name), name })) };
}
