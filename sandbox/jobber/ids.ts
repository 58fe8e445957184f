/** Object types that have ids. */
export type Kind =
	| 'Account'
	| 'Assessment'
	| 'Client'
	| 'ClientNote'
	| 'ClientPhoneNumber'
	| 'Contact'
	| 'CustomField'
	| 'CustomFieldConfiguration'
	| 'Email'
	| 'Job'
	| 'Property'
	| 'Quote'
	| 'Request'
	| 'Tag'
	| 'User'
	| 'Visit';

/** An `EncodedId`: base64 of a global id; opaque to clients. */
export function encodeId(kind: Kind, number: number): string {
	return Buffer.from(`gid://Jobber/${kind}/${number}`).toString('base64');
}

/** The number inside an id, which web addresses use (contract 8); `undefined` for what is no id of that type. */
export function numberOf(id: string, kind: Kind): number | undefined {
	const [, type, number] = /^gid:\/\/Jobber\/(\w+)\/(\d+)$/.exec(Buffer.from(id, 'base64').toString()) ?? [];
	return type === kind ? Number(number) : undefined;
}

/** Web paths by type; jobs live at `/work_orders` (contract 8). */
const WEB_PATHS = {
	Client: 'clients',
	Property: 'properties',
	Request: 'requests',
	Quote: 'quotes',
	Job: 'work_orders',
} as const;

/** What `jobberWebUri` answers. */
export function webUri(kind: keyof typeof WEB_PATHS, id: string): string {
	return `https://secure.getjobber.com/${WEB_PATHS[kind]}/${numberOf(id, kind)}`;
}
