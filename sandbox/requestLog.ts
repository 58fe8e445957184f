/** One request as the sandbox saw it. Secrets are replaced by `***`. */
export interface LoggedRequest {
	method: string;
	/** The vendor's own path with its query string; with `#<operation>` where one path serves all of them. */
	path: string;
	/** `null` when the connection was broken instead of answered. */
	status: number | null;
	/** When it arrived (real clock, ISO 8601). */
	time: string;
	durationMs: number;
	authorization: string | null;
	requestBody: unknown;
	responseBody: unknown;
}

/** How many requests came, by route template such as `POST /crm/v3/objects/:objectType/search`. */
export interface Counters {
	total: number;
	rateLimited: number;
	byRoute: Record<string, number>;
}

const SECRETS = new Set([
	'client_secret',
	'refresh_token',
	'access_token',
	'api_token',
	'code',
	'code_verifier',
	'token',
	'assertion',
	'password',
]);
const KEPT = 5_000;

/** The newest requests in full and the numbers of all. */
export class RequestLog {
	private entries: LoggedRequest[] = [];
	private totals: Counters = { total: 0, rateLimited: 0, byRoute: {} };

	add(route: string, entry: LoggedRequest, isRateLimited = entry.status === 429): void {
		this.entries.push({
			...entry,
			path: redactQuery(entry.path),
			requestBody: redact(entry.requestBody),
			responseBody: redact(entry.responseBody),
		});
		if (this.entries.length > KEPT * 2) this.entries = this.entries.slice(-KEPT);
		this.totals.total++;
		if (isRateLimited) this.totals.rateLimited++;
		this.totals.byRoute[route] = (this.totals.byRoute[route] ?? 0) + 1;
	}

	list(): LoggedRequest[] {
		return [...this.entries];
	}

	counters(): Counters {
		return structuredClone(this.totals);
	}

	clear(): void {
		this.entries = [];
		this.totals = { total: 0, rateLimited: 0, byRoute: {} };
	}
}

/** Keeps the scheme of an Authorization header and hides the rest. */
export function redactAuthorization(header: string | undefined): string | null {
	return header === undefined ? null : `${header.split(' ')[0]} ***`;
}

/** Some vendors take secrets in the query string. */
function redactQuery(path: string): string {
	const [base, ...query] = path.split('?');
	if (query.length === 0) return path;
	const pairs = query.join('?').split('&');
	const shown = pairs.map((pair) => {
		const [name] = pair.split('=');
		return SECRETS.has(name) ? `${name}=***` : pair;
	});
	return `${base}?${shown.join('&')}`;
}

function redact(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	const secret = Object.keys(body).some((key) => SECRETS.has(key));
	if (!secret) return body;
	return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, SECRETS.has(key) ? '***' : value]));
}
