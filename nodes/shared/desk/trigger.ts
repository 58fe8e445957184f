import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { openAdapter, type CredentialContext, type Target } from '../adapter';
import { errorOf } from '../http/failure';
import { toInstant } from '../map/time';
import type { CrmDefinition, ResourceName } from '../types';
import { toNodeError } from './errors';
import type { PollState, PollWish } from '../run/poll';
import { toJson, type OutputMode, type OutputWish } from './settle';

/** n8n's budget of one poll where it does not say, in ms. */
const usualBudgetMs = 45_000;
/** A page begun later than this share of the budget might not come back in time. */
const usableShare = 0.8;
/** Records shown by a test run in the editor. */
const sampleSize = 3;

/** Runs a trigger once. State is stored in one step, after everything is read; `null` when nothing is new. */
export async function pollOnce(this: IPollFunctions, crm: CrmDefinition): Promise<INodeExecutionData[][] | null> {
	const begun = Date.now();
	try {
		const authentication = String(this.getNodeParameter('authentication', crm.credentials[0].value));
		const options = this.getNodeParameter('options', {}) as IDataObject;
		const budgetMs = this.getPollBudgetMs?.() ?? usualBudgetMs;
		const adapter = await openAdapter(crm, this as unknown as CredentialContext, authentication, { maxWaitMs: budgetMs * usableShare });
		const target: Target = {
			resource: this.getNodeParameter('resource') as ResourceName,
			objectId: (this.getNodeParameter('storeAs', '') as string) || undefined,
			scope: { customFields: listOf(options.customFields) },
		};
		const wish: PollWish = {
			event: this.getNodeParameter('event') as PollWish['event'],
			watch: listOf(this.getNodeParameter('watch', [])),
			startFrom: options.startFrom ? toInstant(options.startFrom, 'Start From', this.getTimezone()) : null,
			mostRecords: Number(options.mostRecords ?? 1_000),
			deadline: begun + budgetMs * usableShare,
			fingerprint: '',
		};
		const output: OutputWish = {
			mode: this.getNodeParameter('output', 'normalised') as OutputMode,
			fields: listOf(this.getNodeParameter('outputFields', [])),
			withStatistics: false,
			compact: false,
		};
		if (this.getMode() === 'manual') {
			const records = await adapter.sample(target, wish, sampleSize);
			return records.length ? [records.map((record) => ({ json: toJson(record, output) }))] : null;
		}
		wish.fingerprint = JSON.stringify([
			adapter.credentialId,
			target.resource,
			target.objectId ?? '',
			wish.event,
			wish.watch,
			wish.startFrom,
		]);
		const stored = this.getWorkflowStaticData('node') as { poll?: PollState };
		const before = stored.poll ?? null;
		const { records, state } = await adapter.poll(target, wish, before);
		// n8n lets polls overlap: the first to finish counts, and what the other one found beyond it comes again with the next poll.
		if ((stored.poll?.turn ?? 0) !== (before?.turn ?? 0)) return null;
		stored.poll = state;
		return records.length ? [records.map((record) => ({ json: toJson(record, output) }))] : null;
	} catch (thrown) {
		throw toNodeError(this.getNode(), errorOf(thrown));
	}
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
