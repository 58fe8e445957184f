import { connectionOf, type PageArguments } from './connections';
import { type CustomFieldInput, withCustomFields } from './customFields';
import type { JobberAccount } from './jobberAccount';
import { inRange, type Range, type Sort, sorted } from './lists';
import { orMissing } from './missing';
import { primaryName } from './names';
import type { Quote } from './records';
import { fuzzyMatch } from './search';
import { Problems } from './userErrors';
import { quoteView } from './workViews';

interface QuoteFilter {
	clientId?: string | null;
	salespersonId?: string | null;
	status?: string | null;
	createdAt?: Range | null;
	updatedAt?: Range | null;
}

type SortKey = 'CREATED_AT' | 'CLIENT_PRIMARY_NAME' | 'QUOTE_NUMBER' | 'QUOTE_STATUS' | 'QUOTE_TOTAL';

interface QuotesArguments extends PageArguments {
	filter?: QuoteFilter | null;
	searchTerm?: string | null;
	sort?: Sort<SortKey>[] | null;
}

/** What creation and edit have in common. */
interface QuoteInput {
	title?: string | null;
	message?: string | null;
	quoteNumber?: number | string | null;
	salespersonId?: string | null;
	customFields?: CustomFieldInput[] | null;
}

interface QuoteCreateInput extends QuoteInput {
	clientId: string;
	propertyId: string;
	requestId?: string | null;
	lineItems: { quantity?: number | null; unitPrice?: number | null }[];
	transitionQuoteTo?: 'AWAITING_RESPONSE' | null;
}

const DEFAULT_SORT: Sort<SortKey> = { key: 'CREATED_AT', direction: 'DESCENDING' };

export function quoteQueries(account: JobberAccount) {
	const sorts: Record<SortKey, (quote: Quote) => string | number | null> = {
		CREATED_AT: ({ createdAt }) => createdAt,
		CLIENT_PRIMARY_NAME: ({ clientId }) => primaryName(account.clients.existing(clientId)),
		QUOTE_NUMBER: ({ quoteNumber }) => Number(quoteNumber),
		QUOTE_STATUS: ({ quoteStatus }) => quoteStatus,
		QUOTE_TOTAL: ({ subtotal }) => subtotal,
	};
	const passes = (quote: Quote, filter: QuoteFilter) =>
		(['clientId', 'salespersonId'] as const).every((name) => filter[name] == null || filter[name] === quote[name]) &&
		(filter.status == null || filter.status === quote.quoteStatus) &&
		inRange(account, quote.createdAt, filter.createdAt) &&
		inRange(account, quote.updatedAt, filter.updatedAt);

	return {
		quote: ({ id }: { id: string }) =>
			orMissing(account, 'Quote', account.quotes.byId(id), (quote) => quoteView(account, quote)),
		quotes({ filter, searchTerm, sort, ...page }: QuotesArguments) {
			const found = searchTerm?.trim() ? account.quotes.search(fuzzyMatch(searchTerm)) : account.quotes.all();
			const quotes = found.filter((quote) => passes(quote, filter ?? {}));
			return connectionOf(sorted(account, quotes, sort ?? [DEFAULT_SORT], sorts), page, (quote) =>
				quoteView(account, quote),
			);
		},
	};
}

export function quoteMutations(account: JobberAccount) {
	return {
		quoteCreate({ attributes }: { attributes: QuoteCreateInput }) {
			const problems = new Problems();
			const quote = createQuote(account, attributes, problems.at('attributes'));
			return { quote: quote && quoteView(account, quote), userErrors: problems.found };
		},
		quoteEdit({ quoteId, attributes }: { quoteId: string; attributes: QuoteInput }) {
			const problems = new Problems();
			const quote = account.quotes.byId(quoteId);
			if (!quote) problems.add('Quote not found', 'quoteId');
			const edited = quote && editedQuote(account, quote, attributes, problems.at('attributes'));
			if (!edited || problems.any) return { userErrors: problems.found };
			const changed = { ...edited, updatedAt: account.now() };
			account.quotes.save(changed);
			return { quote: quoteView(account, changed), userErrors: [] };
		},
	};
}

function createQuote(account: JobberAccount, input: QuoteCreateInput, problems: Problems): Quote | undefined {
	const { clientId, propertyId, requestId, lineItems, transitionQuoteTo } = input;
	const client = account.clients.byId(clientId);
	if (!client) problems.add('Client not found', 'clientId');
	if (client && !client.propertyIds.includes(propertyId)) problems.add('Property not found', 'propertyId');
	if (requestId != null && !account.requests.byId(requestId)) problems.add('Request not found', 'requestId');
	const quote = editedQuote(account, blankQuote(account, clientId, propertyId), input, problems);
	if (!client || problems.any) return undefined;
	const stored: Quote = {
		...quote,
		requestId: requestId ?? null,
		quoteStatus: transitionQuoteTo ? 'awaiting_response' : 'draft',
		subtotal: lineItems.reduce((sum, { quantity, unitPrice }) => sum + (quantity ?? 1) * (unitPrice ?? 0), 0),
	};
	account.quotes.save(stored);
	// A client with a quote is no lead any more (contract 2).
	if (client.isLead) account.clients.save({ ...client, isLead: false, updatedAt: account.now() });
	return stored;
}

function editedQuote(account: JobberAccount, quote: Quote, input: QuoteInput, problems: Problems): Quote {
	const { title, message, quoteNumber, salespersonId, customFields } = input;
	if (salespersonId != null && !account.users.byId(salespersonId)) {
		problems.add('Salesperson not found', 'salespersonId');
	}
	return {
		...quote,
		title: title === undefined ? quote.title : title,
		message: message === undefined ? quote.message : message,
		quoteNumber: quoteNumber == null ? quote.quoteNumber : String(quoteNumber),
		salespersonId: salespersonId === undefined ? quote.salespersonId : salespersonId,
		customFields: withCustomFields(account, 'ALL_QUOTES', quote.customFields, customFields, problems),
	};
}

export function blankQuote(
	account: JobberAccount,
	clientId: string,
	propertyId: string,
	id = account.newId('Quote'),
): Quote {
	const now = account.now();
	return {
		id,
		createdAt: now,
		updatedAt: now,
		quoteNumber: String(account.nextQuoteNumber()),
		quoteStatus: 'draft',
		clientId,
		propertyId,
		requestId: null,
		salespersonId: null,
		title: null,
		message: null,
		subtotal: 0,
		customFields: [],
	};
}
