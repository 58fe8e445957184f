/** The hosts of one data centre (contract 1.1). */
interface DataCentre {
	/** What the consent's redirect calls it (`location`). */
	location: string;
	accounts: string;
	api: string;
}

const DATA_CENTRES = {
	us: { location: 'us', accounts: 'accounts.zoho.com', api: 'www.zohoapis.com' },
	eu: { location: 'eu', accounts: 'accounts.zoho.eu', api: 'www.zohoapis.eu' },
	in: { location: 'in', accounts: 'accounts.zoho.in', api: 'www.zohoapis.in' },
	au: { location: 'au', accounts: 'accounts.zoho.com.au', api: 'www.zohoapis.com.au' },
	jp: { location: 'jp', accounts: 'accounts.zoho.jp', api: 'www.zohoapis.jp' },
	ca: { location: 'ca', accounts: 'accounts.zohocloud.ca', api: 'www.zohoapis.ca' },
	sa: { location: 'sa', accounts: 'accounts.zoho.sa', api: 'www.zohoapis.sa' },
	uk: { location: 'uk', accounts: 'accounts.zoho.uk', api: 'www.zohoapis.uk' },
	cn: { location: 'cn', accounts: 'accounts.zoho.com.cn', api: 'www.zohoapis.com.cn' },
} as const satisfies Record<string, DataCentre>;

export type DataCentreId = keyof typeof DATA_CENTRES;

export function dataCentre(id: DataCentreId): DataCentre {
	return DATA_CENTRES[id];
}

/**
 * The sandbox has one host, so a vendor's host may stand as the first part of the path:
 * `/zoho/accounts.zohocloud.ca/oauth/v2/token`. Without it, the account's own data centre is meant.
 */
export function isForeignHost(host: string | undefined, home: DataCentreId, kind: 'accounts' | 'api'): boolean {
	return host !== undefined && host !== DATA_CENTRES[home][kind];
}

/** Whether the first part of a path is one of the vendor's hosts. */
export function isKnownHost(host: string): boolean {
	return Object.values(DATA_CENTRES).some(({ accounts, api }) => host === accounts || host === api);
}
