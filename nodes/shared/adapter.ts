import type { IDataObject, INode } from 'n8n-workflow';
import { Client, type ClientContext } from './http/client';
import { CrmFailure } from './http/failure';
import type { MatchContext } from './run/match';
import type { WriteOptions } from './run/options';
import { poll, sample, type PollState, type PollWish } from './run/poll';
import { getRecords, removeRecords, searchRecords, type IdInput } from './run/read';
import type { WriteOperation } from './run/plan';
import { write, type WriteInput } from './run/write';
import type { CrmDefinition, CrmRecord, Outcome, ResourceName, RunStatistics, Scope, SearchQuery, VendorObject } from './types';

/** Any n8n context that can open a credential. */
export type CredentialContext = ClientContext & {
	getCredentials(type: string): Promise<IDataObject>;
	getNode(): INode;
};
/** How hard a run may press the vendor. */
export interface RunLimits {
	/** Longest wait for one request, in ms. */
	maxWaitMs: number;
	/** Rows per request; the vendor's maximum when larger. */
	batchSize?: number;
	/** Requests in flight; the definition's default when absent. */
	concurrency?: number;
}
/** Which records a call is about. */
export interface Target {
	resource: ResourceName;
	/** Id of one of the resource's objects; the first when absent. */
	objectId?: string;
	scope: Scope;
}

/** A definition bound to one execution and one credential: what nodes, triggers and the hub talk to. */
export class CrmAdapter {
	readonly client: Client;

	/** n8n's id of the credential in use. */
	readonly credentialId: string;

	private site: string | null;

	constructor(
		readonly crm: CrmDefinition,
		context: CredentialContext,
		credential: { type: string; id: string; data: IDataObject },
		private readonly limits: RunLimits,
	) {
		const { type, id, data } = credential;
		this.credentialId = id;
		this.site = crm.site?.(data) ?? null;
		// A login may tell where the account's pages are, and n8n keeps that in the credential.
		const learnSite = async () => void (this.site ??= crm.site?.(await context.getCredentials(type)) ?? null);
		this.client = new Client(context, {
			crm,
			credentialType: type,
			credentialId: id,
			credential: data,
			maxWaitMs: limits.maxWaitMs,
			onFirstAnswer: crm.site && learnSite,
		});
	}

	get statistics(): RunStatistics {
		return this.client.statistics;
	}

	/** @throws CrmFailure when the CRM has no such resource or object */
	object({ resource, objectId }: Pick<Target, 'resource' | 'objectId'>): VendorObject {
		const offered = this.crm.resources[resource];
		if (!offered) {
			throw new CrmFailure({
				kind: 'unsupported',
				message: `${this.crm.label} has no ${resource}: ${this.crm.absent?.[resource] ?? 'the vendor offers none'}`,
			});
		}
		const object = objectId ? offered.objects.find(({ id }) => id === objectId) : offered.objects[0];
		if (!object) {
			throw new CrmFailure({
				kind: 'validation',
				message: `${this.crm.label} does not store a ${resource} as "${objectId}"`,
				hint: `Choose one of: ${offered.objects.map(({ id }) => id).join(', ')}.`,
			});
		}
		return object;
	}

	async write(operation: WriteOperation, target: Target, inputs: readonly WriteInput[], options: WriteOptions): Promise<Outcome[]> {
		return await write(operation, inputs, options, this.context(target, options.countryCode));
	}

	async get(target: Target, inputs: readonly IdInput[]): Promise<Outcome[]> {
		return await getRecords(inputs, this.context(target));
	}

	async remove(target: Target, inputs: readonly IdInput[]): Promise<Outcome[]> {
		return await removeRecords(inputs, this.context(target));
	}

	async search(target: Target, index: number, query: SearchQuery): Promise<Outcome> {
		return await searchRecords(index, query, this.context(target));
	}

	async poll(target: Target, wish: PollWish, state: PollState | null): Promise<{ records: CrmRecord[]; state: PollState }> {
		return await poll(wish, state, this.context(target));
	}

	async sample(target: Target, wish: PollWish, limit: number): Promise<CrmRecord[]> {
		return await sample(wish, limit, this.context(target));
	}

	private context(target: Target, countryCode = ''): MatchContext {
		return {
			crm: this.crm.id,
			resource: target.resource,
			object: this.object(target),
			scope: {
				...target.scope,
				site: () => this.site,
				customFields: [...new Set([...target.scope.customFields, ...(target.scope.externalIdField ? [target.scope.externalIdField] : [])])],
			},
			client: this.client,
			countryCode,
			concurrency: this.limits.concurrency ?? this.crm.limits.concurrency,
			batchSize: this.limits.batchSize ?? Infinity,
		};
	}
}

/** Opens the credential that the node's Authentication parameter chooses. */
export async function openAdapter(
	crm: CrmDefinition,
	context: CredentialContext,
	authentication: string,
	limits: RunLimits,
): Promise<CrmAdapter> {
	const chosen = crm.credentials.find(({ value }) => value === authentication) ?? crm.credentials[0];
	const data = await context.getCredentials(chosen.type);
	const id = context.getNode().credentials?.[chosen.type]?.id ?? chosen.type;
	return new CrmAdapter(crm, context, { type: chosen.type, id, data }, limits);
}
