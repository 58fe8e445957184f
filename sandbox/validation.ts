import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { SpecIndex, SpecOperation } from './specIndex';

/** One place where a request or an answer breaks the vendor's OpenAPI document or GraphQL schema. */
export interface Violation {
	kind: 'request' | 'response';
	method: string;
	path: string;
	status: number;
	/** The path template of the document. */
	operation: string;
	/** JSON pointer into the body, or the name of the query parameter. */
	at: string;
	keyword: string;
	/** The JSON type that was found there. */
	actual: string;
	message: string;
	params: Record<string, unknown>;
}

/** A known mistake of the vendor's document: the live API behaves otherwise. */
export interface Leniency {
	/** What the live API does, and where that is written down. */
	reason: string;
	allows(violation: Violation): boolean;
}

/** A request together with its answer. */
export interface Exchange {
	method: string;
	/** Without query string. */
	path: string;
	query: Record<string, unknown>;
	requestBody: unknown;
	status: number;
	responseBody: unknown;
}

/** Compares traffic with what the vendor publishes about its API. */
export interface TrafficCheck {
	/** The violations of one exchange. */
	check(exchange: Exchange): Violation[];
}

const AJV_OPTIONS = { strict: false, allErrors: true, logger: false } as const;

/** Checks traffic against OpenAPI documents. Schemas are compiled when first needed. */
export class SpecValidator implements TrafficCheck {
	// Without a logger: documents have formats of their own, which are passed over.
	private readonly bodies = addFormats(new Ajv({ ...AJV_OPTIONS, verbose: true }));
	private readonly queries = addFormats(new Ajv({ ...AJV_OPTIONS, coerceTypes: 'array' }));
	private readonly queryChecks = new Map<SpecOperation, ValidateFunction>();

	constructor(
		private readonly index: SpecIndex,
		private readonly leniencies: readonly Leniency[],
	) {}

	/**
	 * The violations of one exchange. Where several documents describe the path, the kindest counts.
	 * A request that the CRM refused is not judged: its sender already knows.
	 */
	check(exchange: Exchange): Violation[] {
		const findings = this.index
			.find(exchange.method, exchange.path)
			.map((operation) =>
				[
					...(exchange.status < 400 ? this.checkRequest(operation, exchange) : []),
					...this.checkResponse(operation, exchange),
				].filter((violation) => !this.leniencies.some((leniency) => leniency.allows(violation))),
			);
		return (
			findings.reduce<Violation[] | undefined>(
				(kindest, next) => (kindest && kindest.length <= next.length ? kindest : next),
				undefined,
			) ?? []
		);
	}

	private checkRequest(operation: SpecOperation, exchange: Exchange): Violation[] {
		const describe = violationsOf('request', operation, exchange);
		const violations = describe(this.queryCheck(operation), withoutBrackets(exchange.query));
		const pointer = operation.requestBodyPointer();
		if (pointer === undefined) return violations;
		const body = exchange.requestBody ?? undefined;
		if (body === undefined && !operation.requestBodyRequired) return violations;
		return [...violations, ...describe(this.schemaAt(operation, pointer), body ?? null)];
	}

	private checkResponse(operation: SpecOperation, exchange: Exchange): Violation[] {
		const response = operation.response(exchange.status);
		if (response === 'undocumented') return [];
		const describe = violationsOf('response', operation, exchange);
		if (response === 'unexpected') {
			return describe(
				Object.assign(() => false, { errors: [unexpectedStatus(exchange.status)] }),
				null,
			);
		}
		if (response === 'empty') {
			const isEmpty =
				exchange.responseBody === undefined || exchange.responseBody === null || exchange.responseBody === '';
			return isEmpty
				? []
				: describe(
						Object.assign(() => false, { errors: [unexpectedBody()] }),
						null,
					);
		}
		return describe(this.schemaAt(operation, response), exchange.responseBody);
	}

	private schemaAt(operation: SpecOperation, pointer: string): ValidateFunction {
		if (!this.bodies.schemas[operation.documentKey]) {
			this.bodies.addSchema(operation.document, operation.documentKey, false, false);
		}
		const validate = this.bodies.getSchema(`${operation.documentKey}#${pointer}`);
		if (!validate) throw new Error(`No schema at ${pointer} in ${operation.documentKey}`);
		return validate;
	}

	private queryCheck(operation: SpecOperation): ValidateFunction {
		const known = this.queryChecks.get(operation);
		if (known) return known;
		const parameters = operation.queryParameters();
		const validate = this.queries.compile({
			type: 'object',
			properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
			required: parameters.filter(({ required }) => required).map(({ name }) => name),
			additionalProperties: false,
			// What the parameters' schemas refer to.
			components: operation.document.components,
		});
		this.queryChecks.set(operation, validate);
		return validate;
	}
}

/** Documents name a repeated parameter `ids`; on the wire it is `ids[]`. */
function withoutBrackets(query: Exchange['query']): Exchange['query'] {
	return Object.fromEntries(Object.entries(query).map(([name, value]) => [name.replace(/\[\]$/, ''), value]));
}

type Check = ((data: unknown) => unknown) & { errors?: ValidateFunction['errors'] };

function violationsOf(kind: Violation['kind'], operation: SpecOperation, exchange: Exchange) {
	return (validate: Check, data: unknown): Violation[] => {
		if (validate(data)) return [];
		return (validate.errors ?? []).map((error) => ({
			kind,
			method: exchange.method,
			path: exchange.path,
			status: exchange.status,
			operation: operation.path,
			at: error.instancePath,
			keyword: error.keyword,
			actual: jsonType(error.data),
			message: error.message ?? error.keyword,
			params: error.params,
		}));
	};
}

function jsonType(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

function unexpectedStatus(status: number): ErrorObject {
	return {
		instancePath: '',
		schemaPath: '',
		keyword: 'status',
		params: { status },
		message: `status ${status} is not documented`,
	};
}

function unexpectedBody(): ErrorObject {
	return { instancePath: '', schemaPath: '', keyword: 'body', params: {}, message: 'must have no body' };
}
