import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { openAdapter, type CrmAdapter, type CredentialContext, type Target } from '../adapter';
import { errorOf } from '../http/failure';
import type { CrmDefinition, Field, LiveField, ResourceName, VendorObject } from '../types';
import { toNodeError } from './errors';

/** Longest wait for a limit while somebody looks at the editor, in ms. */
const patience = { maxWaitMs: 10_000 };

/** An open adapter and what the editor's parameters point at. */
export interface Desk { adapter: CrmAdapter; object: VendorObject; target: Target }

/** A parameter as it stands in the editor. */
export const parameter = (context: ILoadOptionsFunctions, name: string, fallback: string): string =>
	String(context.getCurrentNodeParameter(name) ?? fallback) || fallback;

/** Opens the desk for one question of the editor. @throws NodeApiError with what the vendor says and what to do */
export async function atDesk<T>(context: ILoadOptionsFunctions, crm: CrmDefinition, work: (desk: Desk) => Promise<T>): Promise<T> {
	try {
		const authentication = parameter(context, 'authentication', '');
		const adapter = await openAdapter(crm, context as unknown as CredentialContext, authentication, patience);
		const resource = parameter(context, 'resource', 'contact') as ResourceName;
		const chosen = parameter(context, 'storeAs', '');
		// The editor keeps the choice of another resource.
		const isOffered = crm.resources[resource]?.objects.some(({ id }) => id === chosen);
		const target: Target = { resource, objectId: isOffered ? chosen : undefined, scope: { customFields: [] } };
		return await work({ adapter, target, object: adapter.object(target) });
	} catch (thrown) {
		throw toNodeError(context.getNode(), errorOf(thrown));
	}
}

/** The same desk for another resource, or for one of its objects (`customer.companies`). */
export function turned(desk: Desk, wanted: string): Desk {
	const [resource, objectId] = wanted.split('.') as [ResourceName, string | undefined];
	const target = { ...desk.target, resource, objectId };
	return { ...desk, target, object: desk.adapter.object(target) };
}

/** The account's fields as the vendor describes them. */
export const liveFields = async ({ adapter, object }: Desk): Promise<LiveField[]> => (await object.metadata?.(adapter.client)) ?? [];

/** The vendor's name of a canonical field. */
export function columnOf({ column, write, read }: Field): string | undefined {
	const path = [write, read].find((way) => typeof way === 'string') as string | undefined;
	return column ?? path?.split('.').pop();
}

/** Live fields that no canonical field stands for. */
export async function otherFields(desk: Desk): Promise<LiveField[]> {
	const known = new Set(desk.object.fields.map(columnOf));
	return (await liveFields(desk)).filter(({ name }) => !known.has(name));
}
