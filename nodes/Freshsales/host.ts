import type { IDataObject } from 'n8n-workflow';
import { refusal } from '../shared/http/failure';

/** The alias, the address of the login or the API, or that of any page; the API's host differs from the login's (contract section 1). */
const address = /^(?:[a-z]+:\/\/)?([a-z\d][a-z\d-]*)(?:\.(?:my)?freshworks\.com)?(?:[:/?#].*)?$/;
const remedy = 'Give the bundle alias. It stands in Freshsales under Settings > API Settings beside the API key, and looks like acme.myfreshworks.com.';

/**
 * Where the API of an account is, from whatever of its address was pasted.
 * @throws CrmFailure for an address that belongs to another product
 */
export function baseUrlOf({ baseUrl, bundleAlias }: IDataObject): string {
	if (baseUrl) return String(baseUrl).trim().replace(/\/+$/, '');
	const pasted = String(bundleAlias ?? '').trim().toLowerCase();
	const alias = address.exec(pasted)?.[1];
	if (alias) return `https://${alias}.myfreshworks.com/crm/sales/api`;
	if (pasted.includes('.freshsales.io')) throw refusal(`"${pasted}" is an address of Freshsales Classic, whose API is another one and not supported`, remedy);
	throw refusal(pasted ? `"${pasted}" is no address of a Freshsales account` : 'The Freshsales credential has no bundle alias', remedy);
}

/** The pages of the account stand where its API does. */
export const siteOf = (credential: IDataObject): string => baseUrlOf(credential).replace(/\/api$/, '');
