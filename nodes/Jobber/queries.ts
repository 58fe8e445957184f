import type { IDataObject } from 'n8n-workflow';
import type { HttpRequest, Scope } from '../shared/types';
/** One root field of a document: what it is called with, each argument with its type, and what it is to answer. Values travel as variables, never in the text. */
export interface Call { field: string; args: Record<string, readonly [type: string, value: unknown]>; answer: string }
/** Under which name the answer of a document's call number `at` comes back. */
export const alias = (at: number) => `a${at}`;
const address = '{ street1 street2 city province postalCode country }';
/** Fragments, those that use others first. A connection counts as often as it has nodes at most, so each says how many (contract section 6). */
const fragments: ReadonlyArray<readonly [name: string, on: string, fields: string]> = [
	['Request', 'Request', 'id title requestStatus source createdAt updatedAt jobberWebUri client { ...Client }'],
	['Visit', 'Visit', `id title instructions startAt endAt allDay visitStatus createdAt job { id } client { id } property { address ${address} } assignedUsers(first: 10) { nodes { id } }`],
	['Job', 'Job', `id jobNumber title instructions jobStatus total startAt endAt createdAt updatedAt jobberWebUri client { id } property { address ${address} } salesperson { id }`],
	['Contact', 'ContactModel', 'id firstName lastName role createdAt updatedAt emails(first: 3) { nodes { id address primary } } phones(first: 3) { nodes { id number primary description } }'],
	['Client', 'Client', `id firstName lastName companyName isCompany isArchived isLead createdAt updatedAt jobberWebUri emails { id address primary } phones { id number primary description } billingAddress ${address} clientProperties(first: 2) { nodes { id address ${address} } } tags(first: 10) { nodes { label } } sourceAttribution { sourceText }`],
	['Values', 'CustomFieldUnion', '... on CustomFieldText { label valueText } ... on CustomFieldNumeric { label valueNumeric } ... on CustomFieldTrueFalse { label valueTrueFalse } ... on CustomFieldDropdown { label valueDropdown }'],
];
/** Asks for custom fields only where a run wants some. */
export const valuesOf = ({ customFields }: Scope) => (customFields.length ? ' customFields { ...Values }' : '');
/** What a mutation answers beside the record. */
export const refusals = 'userErrors { message path }';
/** A page of a list. */
export const pageOf = (node: string) => `{ nodes { ${node} } pageInfo { endCursor hasNextPage } }`;
/** One document of several calls. Jobber carries mutations out one after the other, each for itself. */
export function ask(kind: 'query' | 'mutation', calls: readonly Call[], safeToRepeat = kind === 'query'): HttpRequest {
	const variables: IDataObject = {};
	const declared: string[] = [];
	const roots = calls.map(({ field, args, answer }, at) => {
		const given = Object.entries(args).filter(([, [, value]]) => value !== undefined).map(([name, [type, value]]) => {
			variables[`${name}${at}`] = value as IDataObject;
			declared.push(`$${name}${at}: ${type}`);
			return `${name}: $${name}${at}`;
		});
		return `${alias(at)}: ${field}${given.length ? `(${given.join(', ')})` : ''} ${answer}`;
	});
	const head = `${kind} CrmSuite${declared.length ? `(${declared.join(', ')})` : ''}`;
	const query = fragments.reduce((text, [name, on, fields]) => (text.includes(`...${name} `) ? `${text}\nfragment ${name} on ${on} { ${fields} }` : text), `${head} { ${roots.join('\n')} }`);
	return { method: 'POST', path: '/api/graphql', body: { query, variables, operationName: 'CrmSuite' }, safeToRepeat };
}
