/** API version part of a path. */
export type Version = 'v3' | 'v4' | '2026-03' | '2026-09';

export interface VersionedPath {
	version: Version;
	url: string;
}

/** The dated versions have the version in another place than the legacy ones (contract 10). */
const DATED = ['2026-03', '2026-09'] as const;

const dated = (prefix: string, rest: string): VersionedPath[] =>
	DATED.map((version) => ({ version, url: `${prefix}/${version}${rest}` }));

/** `/crm/v3/objects…`, `/crm/objects/2026-09…`; appointments have `/crm/objects/v3…`. */
export const objectPaths = (rest: string): VersionedPath[] => [
	{ version: 'v3', url: `/crm/v3/objects${rest}` },
	{ version: 'v3', url: `/crm/objects/v3${rest}` },
	...dated('/crm/objects', rest),
];

/** Properties, owners, pipelines and the like. */
export const servicePaths = (service: string, rest = ''): VersionedPath[] => [
	{ version: 'v3', url: `/crm/v3/${service}${rest}` },
	...dated(`/crm/${service}`, rest),
];

/** Links of one record; legacy only as v4. */
export const linkPaths = (rest: string): VersionedPath[] => [
	{ version: 'v4', url: `/crm/v4/objects${rest}` },
	...dated('/crm/objects', rest),
];

/** Batches of links, and labels. */
export const associationPaths = (rest: string): VersionedPath[] => [
	{ version: 'v4', url: `/crm/v4/associations${rest}` },
	{ version: 'v4', url: `/crm/associations/v4${rest}` },
	...dated('/crm/associations', rest),
];

export const accountPaths = (rest: string): VersionedPath[] => [
	{ version: 'v3', url: `/account-info/v3${rest}` },
	...dated('/account-info', rest),
];
