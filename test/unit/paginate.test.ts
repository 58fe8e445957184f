import { pages } from '../../nodes/shared/http/paginate';
import type { HttpResponse, Page, Raw } from '../../nodes/shared/types';

const answers = (tokens: Array<string | undefined>) => {
	const asked: Page[] = [];
	const read = {
		request: (page: Page) => ({ method: 'GET' as const, path: '/', query: page }),
		read: ({ body }: HttpResponse) => [(body as Raw)],
		next: ({ body }: HttpResponse) => ((body as { next?: string }).next ? { after: (body as { next: string }).next } : null),
	};
	const send = async ({ query }: { query?: Page }): Promise<HttpResponse> => {
		asked.push(query ?? {});
		return { status: 200, headers: {}, body: { next: tokens[asked.length - 1] } };
	};
	return {
		asked,
		all: async () => {
			const rows: Raw[] = [];
			for await (const page of pages(read, send)) rows.push(...page.rows);
			return rows;
		},
		read,
		send,
	};
};

describe('paging', () => {
	it('follows tokens to the end', async () => {
		const { asked, all } = answers(['a', 'b', undefined]);

		expect(await all()).toHaveLength(3);
		expect(asked).toEqual([{}, { after: 'a' }, { after: 'b' }]);
	});

	it.each([[['a', 'a']], [['a', 'b', 'a']]])('stops at a token that comes twice: %j', async (tokens) => {
		const { asked, all } = answers(tokens);

		await expect(all()).rejects.toThrow(/same page twice/);
		expect(asked).toHaveLength(tokens.length);
	});

	it('asks for no page that nobody wants', async () => {
		const { asked, read, send } = answers(['a', 'b', 'c']);
		for await (const { rows } of pages(read, send)) if (rows.length) break;

		expect(asked).toHaveLength(1);
	});
});
