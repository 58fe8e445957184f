import { clientView, phoneView } from './clientViews';
import { blankClient, type ClientInput, writeClient } from './clientWriter';
import { connectionOf, type PageArguments } from './connections';
import type { JobberAccount } from './jobberAccount';
import { inRange, type Range, type Sort, sorted } from './lists';
import { orMissing } from './missing';
import { primaryName } from './names';
import type { Client } from './records';
import { ALL, fuzzyMatch } from './search';
import { Problems } from './userErrors';

interface ClientFilter {
	isCompany?: boolean | null;
	isLead?: boolean | null;
	isArchived?: boolean | null;
	tags?: string[] | null;
	createdAt?: Range | null;
	updatedAt?: Range | null;
}

const SORTS = {
	PRIMARY_NAME: primaryName,
	FIRST_NAME: ({ firstName }: Client) => firstName,
	LAST_NAME: ({ lastName }: Client) => lastName,
	UPDATED_AT: ({ updatedAt }: Client) => updatedAt,
};

interface ClientsArguments extends PageArguments {
	filter?: ClientFilter | null;
	searchTerm?: string | null;
	searchFields?: string[] | null;
	sort?: Sort<keyof typeof SORTS> | null;
}

/** Recently updated first, unless asked otherwise (contract 5). */
const DEFAULT_SORT = { key: 'UPDATED_AT', direction: 'DESCENDING' } as const;

const FLAGS = ['isCompany', 'isLead', 'isArchived'] as const;

const MOST_SIMILAR = 10;

export function clientQueries(account: JobberAccount) {
	const views = (clients: readonly Client[], page: PageArguments) =>
		connectionOf(clients, page, (client) => clientView(account, client));
	const found = (term: string | null | undefined, fields?: string[] | null) =>
		term?.trim() ? account.clients.search(fuzzyMatch(term, fields)) : account.clients.all();
	const newestFirst = (clients: Client[]) => sorted(account, clients, [DEFAULT_SORT], SORTS);

	return {
		client: ({ id }: { id: string }) =>
			orMissing(account, 'Client', account.clients.byId(id), (client) => clientView(account, client)),
		clients({ filter, searchTerm, searchFields, sort, ...page }: ClientsArguments) {
			const clients = found(searchTerm, searchFields).filter((client) => passes(account, client, filter ?? {}));
			return views(sorted(account, clients, [sort ?? DEFAULT_SORT], SORTS), page);
		},
		clientEmails({ searchTerm, ...page }: PageArguments & { searchTerm?: string | null }) {
			const emails = newestFirst(found(searchTerm, ['EMAILS'])).flatMap((client) => client.emails);
			const term = (searchTerm ?? '').trim().toLowerCase();
			return connectionOf(
				emails.filter(({ address }) => address.toLowerCase().includes(term)),
				page,
				(email) => email,
			);
		},
		clientPhones({ searchTerm, ...page }: PageArguments & { searchTerm?: string | null }) {
			const fits = fuzzyMatch(searchTerm ?? '');
			const phones = newestFirst(found(searchTerm, ['PHONES']))
				.flatMap((client) => client.phones.map((phone) => ({ client, phone })))
				.filter(({ phone: { number } }) => fits({ [ALL]: `${number}\n${number.replace(/\D/g, '')}` }));
			return connectionOf(phones, page, ({ client, phone }) => phoneView(account, client, phone));
		},
		similarClients({ name, companyName, emails, ...page }: PageArguments & SimilarTo) {
			const texts = [
				...[name, companyName].flatMap((text) => (text?.trim() ? [fuzzyMatch(text, ['NAMES'])] : [])),
				...(emails ?? []).map((email) => fuzzyMatch(email, ['EMAILS'])),
			];
			const similar = account.clients.search((document) => texts.some((fits) => fits(document)));
			return views(newestFirst(similar).slice(0, MOST_SIMILAR), page);
		},
	};
}

interface SimilarTo {
	name?: string | null;
	companyName?: string | null;
	emails?: string[] | null;
}

function passes(account: JobberAccount, client: Client, filter: ClientFilter): boolean {
	return (
		FLAGS.every((name) => filter[name] == null || filter[name] === client[name]) &&
		(filter.tags == null || filter.tags.every((tag) => hasTag(client, tag))) &&
		inRange(account, client.createdAt, filter.createdAt) &&
		inRange(account, client.updatedAt, filter.updatedAt)
	);
}

function hasTag({ tags }: Client, tag: string): boolean {
	return tags.some(({ label }) => label.toLowerCase() === tag.toLowerCase());
}

export function clientMutations(account: JobberAccount) {
	const view = (client: Client | undefined) => client && clientView(account, client);
	const create = (input: ClientInput, problems: Problems) =>
		writeClient(account, blankClient(account), input, problems);
	const change = (clientId: string, work: (client: Client, problems: Problems) => Client | undefined) => {
		const problems = new Problems();
		const client = account.clients.byId(clientId);
		if (!client) problems.add('Client not found', 'clientId');
		const changed = client && work(client, problems);
		return { client: view(changed), userErrors: problems.found };
	};
	const save = (client: Client) => {
		account.clients.save(client);
		return client;
	};

	return {
		clientCreate({ input }: { input: ClientInput }) {
			const problems = new Problems();
			const client = create(input, problems.at('input'));
			return { client: view(client), userErrors: problems.found };
		},
		/** Creates what is right; the rest is told by the position in the path (contract 4). */
		clientsCreate({ input }: { input: ClientInput[] }) {
			const userErrors = [];
			const created: Client[] = [];
			for (const [position, each] of input.entries()) {
				const problems = new Problems();
				const client = create(each, problems.at('input', position));
				userErrors.push(...problems.found);
				if (client) created.push(client);
			}
			return {
				clients: () => connectionOf(created, {}, (client) => clientView(account, client)),
				userErrors,
			};
		},
		clientEdit: ({ clientId, input }: { clientId: string; input: ClientInput }) =>
			change(clientId, (client, problems) => writeClient(account, client, input, problems.at('input'))),
		clientArchive: ({ clientId }: { clientId: string }) =>
			change(clientId, (client) => save({ ...client, isArchived: true, updatedAt: account.now() })),
		clientUnarchive: ({ clientId }: { clientId: string }) =>
			change(clientId, (client) => save({ ...client, isArchived: false, updatedAt: account.now() })),
		clientCreateNote({ clientId, input }: { clientId: string; input: { message?: string; pinned?: boolean } }) {
			const clientNote = {
				id: account.newId('ClientNote'),
				createdAt: account.now(),
				message: input.message?.trim() ?? '',
				pinned: input.pinned ?? false,
			};
			const payload = change(clientId, (client, problems) => {
				if (clientNote.message) return save({ ...client, notes: [...client.notes, clientNote] });
				problems.add("Message can't be blank", 'input', 'message');
				return undefined;
			});
			return { ...payload, clientNote: payload.client ? clientNote : null };
		},
	};
}
