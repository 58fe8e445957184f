import type { HousecallAccount } from './housecallAccount';
import type { LineItem } from './records';

export interface LineItemBody {
	name: string;
	description?: string;
	unit_price?: number;
	unit_cost?: number;
	quantity?: number;
	kind?: string;
}

/** Prices are cents; what is absent has the document's default. */
export function newLineItems(account: HousecallAccount, bodies: readonly LineItemBody[] = []): LineItem[] {
	return bodies.map(({ name, description = '', unit_price = 0, unit_cost = 0, quantity = 1, kind = 'labor' }) => ({
		id: account.newId('olit'),
		name,
		description,
		unit_price,
		unit_cost,
		quantity,
		kind,
	}));
}
