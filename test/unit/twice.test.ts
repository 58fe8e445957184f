import { twice } from '../../nodes/shared/kit/twice';
import type { HttpResponse, SearchQuery } from '../../nodes/shared/types';

describe('a search that is made twice', () => {
	const query: SearchQuery = { where: [], limit: 50 };
	const answer = (more: boolean): HttpResponse => ({ status: 200, headers: {}, body: { more } });
	const next = (isWanted: boolean) =>
		twice(({ body }, { page = 1 }) => ((body as { more: boolean }).more ? { page: Number(page) + 1 } : null), () => isWanted);

	it.each([
		['goes through the first pages', true, {}, true, { page: 2 }],
		['begins again at their end', false, { page: 2 }, true, { page: 1, again: true }],
		['goes through the others', true, { page: 1, again: true }, true, { page: 2, again: true }],
		['ends with them', false, { page: 2, again: true }, true, null],
		['is made once where nothing else is wanted', false, { page: 2 }, false, null],
	])('%s', (_what, more, page, isWanted, wanted) => expect(next(isWanted)(answer(more), page, [], query)).toEqual(wanted));
});
