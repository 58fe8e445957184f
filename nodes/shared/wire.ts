import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

/** What goes over the wire, and what comes of it when the vendor refuses. */

/** One call to the vendor. Build `path` with {@link path} so that ids are encoded. */
export interface HttpRequest {
	method: IHttpRequestMethods;
	/** Below the base URL, starting with `/`. */
	path: string;
	query?: IDataObject;
	/** Besides those of the definition. */
	headers?: Record<string, string>;
	body?: unknown;
	/** True when sending it twice leaves the vendor as sending it once would. GET is always safe. */
	safeToRepeat?: boolean;
	/**
	 * True when the vendor opens this call to some kinds of credential only: status 401 then speaks of the call, as 403 does,
	 * and not of the credential, which goes on working elsewhere. A request here is what the other kinds use instead.
	 */
	restricted?: true | HttpRequest;
	/** Which of `limits.paces` counts it. Default: `default`. */
	pace?: string;
}
/** A vendor's answer of any status. Header names are lower-case. */
export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}
/** Families of trouble, each with its own retry rule, declared cause and remedy. */
export type ErrorKind =
	| 'auth' | 'permission' | 'notFound' | 'validation' | 'conflict' | 'ambiguous' | 'rateLimit' | 'locked'
	| 'quota' | 'unavailable' | 'unsupported' | 'cancelled' | 'unknown';
/** One refusal, in words a user can act on. */
export interface CrmError {
	kind: ErrorKind;
	/** What happened, preferably in the vendor's words. */
	message: string;
	/** What to do next, naming the parameter or the vendor's menu. */
	hint?: string;
	/** The vendor's own code and HTTP status, for support. */
	code?: string;
	status?: number;
	/** The vendor's id of this call, for its support. */
	correlationId?: string;
	/** Vendor names of fields that do not exist: records that carry one fail at once, the others go again. */
	unknownFields?: string[];
	/** The record that stands in the way of a `conflict`. */
	existingId?: string;
	/** What the vendor asked to wait, in ms. */
	retryAfterMs?: number;
	/** True when the call may have taken effect although no good answer came. */
	outcomeUnknown?: boolean;
}
/** Where the vendor says how much of a limit is left. */
export interface PaceReading { requests?: number; remaining?: number; perMs?: number }
/** At most `requests` calls begin in any `perMs` milliseconds. */
export interface PaceRule { requests: number; perMs: number }
