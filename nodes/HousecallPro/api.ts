import { AddressBook, bodyOf, decodeWords, Lists, path, refusal, type CrmError, type HttpResponse, type Raw } from '../shared/kit';

export const lists = new Lists({
	crm: 'Housecall Pro',
	// Public clients ask for up to 200; the most is not documented (contract section 6).
	size: { most: 100, parameter: 'page_size' },
	next: (response) => {
		const { page, total_pages: last } = bodyOf(response);
		return Number(page) < Number(last) ? { page: Number(page) + 1 } : null;
	},
	sorts: { createdAt: 'created_at', updatedAt: 'updated_at', status: 'status', number: 'invoice_number' },
	sort: (attribute, direction) => ({ sort_by: attribute, sort_direction: direction === 'descending' ? 'desc' : 'asc' }),
	// Stamps are whole seconds (section 5).
	poll: { overlapMs: 60_000, settleMs: 2_000, mostPages: 100 },
});

const addressesOf = (customerId: string) => path`/customers/${customerId}/addresses`;
/** All parts are required where an address is added by itself, and an equal one is added as readily (section 3). */
export const addresses = new AddressBook({
	crm: 'Housecall Pro',
	names: ['street', 'city', 'state', 'zip', 'country'],
	list: async (customerId, client) => await lists.read({ path: addressesOf(customerId), name: 'addresses' }, {}, client),
	add: async (customerId, body, client) => bodyOf(await client.send({ method: 'POST', path: addressesOf(customerId), body })),
});

const hints: Partial<Record<CrmError['kind'], string>> = {
	auth: 'Check the API key in the credential. The account needs the MAX plan, and the key must not have been deleted in Housecall Pro.',
	permission: 'This type of API key may not be allowed to do this: schedules and technicians of a job, and single estimates, are for '
		+ 'application keys and OAuth2; appointments of a job and options of an estimate for company keys and OAuth2.',
	notFound: 'Check the ID: it must belong to a record of this Housecall Pro company.',
};

/** Reads a refusal in any of Housecall Pro's spellings (section 7). */
export const decodeError = (response: HttpResponse): CrmError | null => decodeWords(response, 'Housecall Pro', hints);

/** `notify` and `notify_pro` were custom fields once. */
const messages = 'Messages are asked for under Options > Notify Customer and Notify Technicians.';

/** A body without names that Housecall Pro would pass over in silence; tags are a list, also when there are none any more. */
export function checked(body: Raw, names: readonly string[]): Raw {
	const unknown = Object.keys(body).filter((name) => !names.includes(name)).map((name) => `"${name}"`).join(', ');
	if (unknown) throw refusal(`Housecall Pro has no field ${unknown} here`, `Fields here: ${names.join(', ')}. ${messages}`);
	return body.tags === null ? { ...body, tags: [] } : body;
}

/** @throws CrmFailure for what is told when a record is made and never again */
export function refuseFixed(body: Raw, what: string): void {
	const names = Object.keys(body).join(', ');
	if (names) throw refusal(`Housecall Pro has no call that changes ${names} of ${what}`, `Change it in Housecall Pro. ${messages}`);
}
