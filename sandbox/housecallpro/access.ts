import type { IncomingHttpHeaders } from 'node:http';
import { API_KEYS, COMPANIES, HEAD_COMPANY } from './company';
import { HousecallProError } from './errors';
import type { HousecallAccount } from './housecallAccount';

export type KeyType = 'company' | 'application' | 'oauth';

/** Who calls, and for which company. */
export interface Caller {
	keyType: KeyType;
	companyId: string;
	/** `X-Company-Id` was sent; it overrides `location_ids` (contract 1). */
	isPinned: boolean;
}

/** The key types that an operation lists (contract 1, from the operations' `security`). */
export const ANY_KEY: readonly KeyType[] = ['company', 'application', 'oauth'];
export const NOT_COMPANY_KEY: readonly KeyType[] = ['application', 'oauth'];
export const NOT_APPLICATION_KEY: readonly KeyType[] = ['company', 'oauth'];

/** The caller behind a request's headers, or the 401 and 403 of contract 1. */
export function authenticate(
	account: HousecallAccount,
	headers: IncomingHttpHeaders,
	allowed: readonly KeyType[],
): Caller {
	const keyType = keyTypeOf(account, headers.authorization ?? '');
	const { tier, keyTypeRefusal } = account.settings;
	if (!keyType || tier !== 'max') throw new HousecallProError(401, 'Unauthorized');
	if (keyTypeRefusal !== null && !allowed.includes(keyType)) {
		throw new HousecallProError(keyTypeRefusal, 'This type of API key is not allowed to use this endpoint');
	}
	const pinned = keyType === 'application' ? headers['x-company-id'] : undefined;
	if (pinned === undefined) return { keyType, companyId: HEAD_COMPANY.id, isPinned: false };
	if (!COMPANIES.has(String(pinned))) {
		throw new HousecallProError(403, 'The application is not enabled for this company');
	}
	return { keyType, companyId: String(pinned), isPinned: true };
}

/** Keys follow the word `Token`, OAuth tokens the word `Bearer`; never the other way round (contract 0, 1). */
function keyTypeOf({ authorization }: HousecallAccount, header: string): KeyType | undefined {
	const [, scheme, secret] = /^(Token|Bearer) (\S+)$/.exec(header) ?? [];
	if (scheme === 'Bearer') return authorization.tokens.use(secret) ? 'oauth' : undefined;
	if (secret === API_KEYS.company) return 'company';
	return secret === API_KEYS.application ? 'application' : undefined;
}
