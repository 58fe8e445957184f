import { sleep, type IAllExecuteFunctions, type IDataObject, type IHttpRequestOptions } from 'n8n-workflow';
import type { CrmClient, CrmDefinition, CrmError, HttpRequest, HttpResponse, Raw, RunStatistics } from '../types';
import { CrmFailure, insteadOf } from './failure';
import { pacerFor, type Pacer } from './pace';
import { pages, type PagedRead } from './paginate';
import { pauseBeforeRetry } from './retry';

/** The n8n contexts a client works in: execution, polling, and the editor's lists. */
export type ClientContext = Pick<IAllExecuteFunctions, 'helpers' | 'getNode'> & { getExecutionCancelSignal?(): AbortSignal | undefined };

/** Where and as whom a client speaks. */
export interface Connection {
	crm: CrmDefinition;
	credentialType: string;
	credentialId: string;
	credential: IDataObject;
	/** The user's "wait at most", in ms. */
	maxWaitMs: number;
	/** Called once, after the first good answer and before its caller hears of it: n8n has logged in by then. */
	onFirstAnswer?(): Promise<void>;
}

const timeoutMs = 60_000;
/** Nothing was sent, so nothing can have been done. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The only caller of n8n's HTTP helper: paces, sends, decodes and retries. */
export class Client implements CrmClient {
	readonly statistics: RunStatistics = { requests: 0, retries: 0, secondsWaited: 0, rowsMerged: 0, truncated: 0, warnings: [] };
	private readonly base: string;
	private readonly pacer: Pacer;
	private firstCall: Promise<unknown> | null = null;
	/** A refusal that every further call would meet as well. */
	private dead: CrmError | null = null;

	constructor(
		private readonly context: ClientContext,
		private readonly connection: Connection,
	) {
		this.base = checkedBase(connection.crm.baseUrl(connection.credential), connection.crm.label);
		this.pacer = pacerFor(connection.credentialId, new URL(this.base).host, connection.crm.limits.paces);
	}

	warn(message: string): void {
		if (!this.statistics.warnings.includes(message)) this.statistics.warnings.push(message);
	}

	async inChunks<T, R>(
		rows: readonly T[],
		max: number,
		request: (chunk: T[]) => HttpRequest,
		read: (response: HttpResponse) => R[],
	): Promise<R[]> {
		const all: R[] = [];
		for (let at = 0; at < rows.length; at += max) all.push(...read(await this.send(request(rows.slice(at, at + max)))));
		return all;
	}

	async readAll(read: PagedRead): Promise<Raw[]> {
		const all: Raw[] = [];
		for await (const { rows } of pages(read, async (request) => await this.send(request))) all.push(...rows);
		return all;
	}

	/** @throws CrmFailure with what the vendor refused, after every retry that is safe and fits the budget. */
	async send(request: HttpRequest): Promise<HttpResponse> {
		// The first call goes alone, so that an expired token is renewed once and not by every call in flight.
		if (this.firstCall) await this.firstCall;
		const call = this.attempts(request);
		this.firstCall ??= call.then(async () => await this.connection.onFirstAnswer?.()).catch(() => undefined);
		await this.firstCall;
		const { restricted: other } = request;
		if (typeof other !== 'object') return await call;
		return await call.catch(insteadOf('permission', async () => await this.send(other)));
	}

	private async attempts(request: HttpRequest): Promise<HttpResponse> {
		const pace = request.pace ?? 'default';
		const safeToRepeat = request.safeToRepeat ?? request.method === 'GET';
		let waitedMs = 0;
		for (let number = 1; ; number++) {
			if (this.dead) throw new CrmFailure(this.dead);
			this.statistics.secondsWaited += (await this.pacer.enter(pace, (ms) => this.wait(ms))) / 1_000;
			this.statistics.requests++;
			const answer = await this.transmit(request);
			const error = 'kind' in answer ? answer : this.connection.crm.decodeError(answer);
			if (!('kind' in answer)) {
				const reading = this.connection.crm.limits.read?.(answer);
				if (reading) this.pacer.learn(pace, reading);
			}
			if (!error) return answer as HttpResponse;
			if (error.kind === 'auth' || error.kind === 'quota' || error.kind === 'cancelled') this.dead = error;
			const pause = pauseBeforeRetry({ number, error, safeToRepeat, waitedMs, budgetMs: this.connection.maxWaitMs, random: Math.random() });
			if (pause === null) throw new CrmFailure(this.explain(error, number, waitedMs));
			if (error.kind === 'rateLimit') this.pacer.block(pace, pause);
			await this.wait(pause);
			waitedMs += pause;
			this.statistics.secondsWaited += pause / 1_000;
			this.statistics.retries++;
		}
	}

	private explain(error: CrmError, attempts: number, waitedMs: number): CrmError {
		if (error.kind !== 'rateLimit' && error.kind !== 'locked' && error.kind !== 'unavailable') return error;
		const tried = attempts > 1 ? `Tried ${attempts} times over ${Math.round(waitedMs / 1_000)} s. ` : '';
		const wanted =
			error.retryAfterMs === undefined ? '' : `${this.connection.crm.label} asks to wait ${Math.ceil(error.retryAfterMs / 1_000)} s. `;
		const remedy = error.hint ?? 'Run the workflow again later, or raise "Wait at Most" in the node\'s options.';
		return { ...error, hint: `${tried}${wanted}${remedy}` };
	}

	private async wait(ms: number): Promise<void> {
		const signal = this.context.getExecutionCancelSignal?.();
		if (signal?.aborted) throw new CrmFailure(cancelled);
		let stop: () => void = () => undefined;
		const stopped = new Promise<never>((_resolve, reject) => (stop = () => reject(new CrmFailure(cancelled))));
		signal?.addEventListener('abort', stop);
		try {
			await Promise.race([sleep(ms), stopped]);
		} finally {
			signal?.removeEventListener('abort', stop);
		}
	}

	private async transmit(request: HttpRequest): Promise<HttpResponse | CrmError> {
		const { crm, credential, credentialType } = this.connection;
		const options: IHttpRequestOptions = {
			method: request.method,
			url: `${this.base}${request.path}`,
			qs: request.query,
			arrayFormat: 'repeat',
			body: request.body as IHttpRequestOptions['body'],
			headers: { ...(crm.headers?.(credential) ?? {}), ...request.headers },
			json: true,
			timeout: timeoutMs,
			returnFullResponse: true,
			// A redirect could carry the token to another host.
			disableFollowRedirect: true,
			// 401 must reach n8n, which renews the token and repeats.
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
		};
		try {
			const answer = (await this.context.helpers.httpRequestWithAuthentication.call(
				this.context as IAllExecuteFunctions,
				credentialType,
				options,
			)) as { statusCode: number; headers: IDataObject; body: unknown };
			const response = { status: answer.statusCode, headers: lowerCased(answer.headers), body: answer.body };
			if (response.status < 300 || response.status >= 400) return response;
			return crm.decodeError(response) ?? redirected(response, crm.label);
		} catch (thrown) {
			return this.decodeThrown(thrown as Thrown, request.restricted !== undefined);
		}
	}

	/** n8n throws for 401, for a refused token renewal and for broken connections. */
	private decodeThrown(thrown: Thrown, isRestricted: boolean): CrmError {
		const { crm } = this.connection;
		const status = Number(thrown.httpCode);
		if (status >= 400) {
			const answer = { headers: {}, body: thrown.context?.data ?? {} };
			if (status === 401 && isRestricted) return { ...crm.decodeError({ ...answer, status: 403 })!, status };
			const decoded = crm.decodeError({ ...answer, status });
			if (decoded && (status === 401 || decoded.kind === 'auth')) return { ...decoded, kind: 'auth' };
			return {
				kind: 'auth',
				status,
				message: `${crm.label} refused to renew the access: ${thrown.description ?? thrown.message}`,
				hint: 'Open the credential in n8n and connect it again.',
			};
		}
		if (isRefusedRenewal(thrown)) {
			return {
				kind: 'auth',
				message: `${crm.label} refused to renew the access: ${thrown.message}`,
				hint: 'Open the credential in n8n and connect it again.',
			};
		}
		const codes = [thrown.code, thrown.cause?.code, ...(thrown.messages ?? []), thrown.message].map(String).join(' ');
		if (/cancel|abort/i.test(codes) && this.context.getExecutionCancelSignal?.()?.aborted) return cancelled;
		const code = /\bE[A-Z_]{4,}\b/.exec(codes)?.[0];
		const nothingSent = code !== undefined && neverSent.has(code);
		return {
			kind: 'unavailable',
			code,
			outcomeUnknown: !nothingSent,
			message: nothingSent
				? `${crm.label} could not be reached (${plain(code)})`
				: `The connection to ${crm.label} broke before it answered`,
			hint: nothingSent ? 'Check the network of the n8n server and the base URL in the credential.' : undefined,
		};
	}
}

/** Names the host that the vendor points to, and no more of the address: the rest may hold what is secret. */
function redirected({ status, headers: { location = '' } }: HttpResponse, label: string): CrmError {
	const host = URL.canParse(location) ? new URL(location).host : 'another address';
	const hint = 'Check the base URL in the credential: it must be the API address itself.';
	return { kind: 'unknown', status, message: `${label} redirected the request to ${host}`, hint };
}

/** n8n wraps what the token endpoint said, in other classes from version to version. */
function isRefusedRenewal(thrown: Thrown | undefined): boolean {
	if (!thrown) return false;
	const { failure, code, name, cause } = thrown;
	return failure?.cause === 'credential-invalid' || code === 'EAUTH' || name === 'NodeOperationError' || isRefusedRenewal(cause);
}

interface Thrown {
	name?: string;
	failure?: { cause?: string };
	httpCode?: string | null;
	message?: string;
	description?: string;
	code?: string;
	cause?: Thrown;
	messages?: string[];
	context?: { data?: unknown };
}

const cancelled: CrmError = {
	kind: 'cancelled',
	message: 'The run was stopped',
	hint: 'Records written before the stop are kept; run the workflow again for the rest.',
};

/** n8n replaces any message that holds a network code with one of its own, so the code is put into words. */
const plain = (code: string) =>
	({
		ECONNREFUSED: 'the connection was refused',
		ENOTFOUND: 'the host name is not known',
		EAI_AGAIN: 'the host name could not be looked up',
	})[code] ?? 'no route to the host';

const lowerCased = (headers: IDataObject) =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** @throws CrmFailure when tokens could travel unencrypted. */
function checkedBase(url: string, label: string): string {
	const parsed = URL.canParse(url) ? new URL(url) : null;
	const loopback = parsed && ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
	if (parsed && (parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback))) return url.replace(/\/+$/, '');
	throw new CrmFailure({
		kind: 'validation', message: `The base URL in the ${label} credential must start with https://`,
		hint: 'Only addresses of this machine (127.0.0.1, localhost) may use http. Clear the field to use the vendor\'s own address.',
	});
}
