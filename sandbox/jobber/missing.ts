import { GraphQLError } from 'graphql';
import type { JobberAccount } from './jobberAccount';

/** The view of a record; an unknown id is `null`, with or without an error beside it (contract 3). */
export function orMissing<Item, View>(
	{ settings }: JobberAccount,
	noun: string,
	item: Item | undefined,
	view: (item: Item) => View,
): View | null {
	if (item) return view(item);
	if (settings.unknownIdErrors) throw new GraphQLError(`${noun} not found`, { extensions: { code: 'NOT_FOUND' } });
	return null;
}
