import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import type { CrmError, ErrorKind } from '../types';

type Failure = NonNullable<NonNullable<ConstructorParameters<typeof NodeApiError>[2]>['failure']>;

const remedies: Record<ErrorKind, string> = {
	auth: 'Open the credential in n8n, check it or connect it again.',
	permission: 'Give the connected user or token the missing permission in the CRM, then run again.',
	notFound: 'Check the ID: the record may have been deleted or belong to another account.',
	validation: 'Correct the value and run this item again.',
	conflict: 'Use the operation Create or Update instead of Create.',
	ambiguous: 'Merge the records in the CRM or choose other match fields.',
	rateLimit: 'Run the workflow again later, or raise "Wait at Most" in the node\'s options.',
	locked: 'Run this item again in a minute.',
	quota: 'Wait until the quota resets, or raise it with the vendor.',
	unavailable: 'Run the workflow again in a few minutes.',
	unsupported: 'Choose another operation.',
	cancelled: 'Run the workflow again for the rest.',
	unknown: 'Run this item again; if it stays, report it with the code below.',
};

/** Tells n8n's scheduler why a run failed, so that it waits, or does not try in vain. */
function failureOf({ kind, retryAfterMs }: CrmError): Failure | undefined {
	if (kind === 'rateLimit' || kind === 'locked') return { cause: 'rate-limited', retryAfterMs };
	if (kind === 'quota') return { cause: 'quota-exhausted', retryAfterMs };
	if (kind === 'unavailable') return { cause: 'temporarily-unavailable', retryAfterMs };
	if (kind === 'auth') return { cause: 'credential-invalid' };
	if (kind === 'permission' || kind === 'unsupported') return { cause: 'configuration-invalid' };
	return undefined;
}

/** What to do about an error, in one line, with the vendor's references for its support. */
export function remedyFor(error: CrmError): string {
	const references = [
		error.code && `code ${error.code}`,
		error.status && `HTTP ${error.status}`,
		error.correlationId && `correlation ID ${error.correlationId}`,
	].filter(Boolean);
	return `${error.hint ?? remedies[error.kind]}${references.length ? ` (${references.join(', ')})` : ''}`;
}

/** The one place that builds n8n's error: what happened, to which item, and what to do. */
export function toNodeError(node: INode, error: CrmError, itemIndex?: number, aftermath = ''): NodeApiError {
	const where = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
	return new NodeApiError(node, { message: error.message } as JsonObject, {
		message: `${error.message}${where}`,
		description: `${remedyFor(error)}${aftermath}`,
		httpCode: error.status === undefined ? undefined : String(error.status),
		itemIndex,
		failure: failureOf(error),
	});
}
