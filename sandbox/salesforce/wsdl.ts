import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange, TrafficCheck, Violation } from '../validation';
import { definitionsOf } from './wsdlSchema';

/** Codes that REST answers and the WSDL (API 47.0) does not list (contract 7). */
const REST_CODES = ['NOT_FOUND', 'GONE'];

/** What is described: method, path below the version, and the type of the answer. */
const ANSWERS: readonly [method: string, path: RegExp, type: string][] = [
	['GET', /^\/sobjects$/, 'DescribeGlobalResult'],
	['GET', /^\/sobjects\/\w+\/describe$/, 'DescribeSObjectResult'],
	['GET', /^\/sobjects\/\w+\/updated$/, 'GetUpdatedResult'],
	['GET', /^\/sobjects\/\w+\/deleted$/, 'GetDeletedResult'],
	['POST', /^\/composite\/sobjects$/, 'SaveResult[]'],
	['PATCH', /^\/composite\/sobjects$/, 'SaveResult[]'],
	['DELETE', /^\/composite\/sobjects$/, 'DeleteResult[]'],
	['PATCH', /^\/composite\/sobjects\/\w+\/\w+$/, 'UpsertResult[]'],
];

/** Checks answers against the types and the error codes of the partner WSDL; REST uses the same names (specs README). */
export class WsdlCheck implements TrafficCheck {
	private readonly ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
	private readonly compiled = new Map<string, ValidateFunction>();
	private readonly definitions: Record<string, object>;

	constructor(folder: string) {
		const wsdl = readFileSync(join(folder, 'wsdl', 'partner-wsdl-from-jsforce.xml'), 'utf8');
		this.definitions = {
			...definitionsOf(wsdl),
			ApiError: {
				type: 'object',
				properties: {
					errorCode: {
						anyOf: [
							{ $ref: '#/definitions/StatusCode' },
							{ $ref: '#/definitions/ExceptionCode' },
							{ enum: REST_CODES },
						],
					},
					message: { type: 'string' },
					fields: { type: 'array', items: { type: 'string' } },
					duplicateResult: { $ref: '#/definitions/DuplicateResult' },
				},
				required: ['errorCode', 'message'],
				additionalProperties: false,
			},
		};
	}

	check(exchange: Exchange): Violation[] {
		const [, path] = /^\/services\/data\/v\d+\.\d(\/.*)$/.exec(exchange.path) ?? [];
		if (path === undefined || typeof exchange.responseBody === 'string') return [];
		const type = exchange.status >= 400 ? 'ApiError[]' : answerType(exchange.method, path);
		if (type === undefined || exchange.status === 304) return [];
		const validate = this.validatorOf(type);
		if (validate(exchange.responseBody)) return [];
		return (validate.errors ?? []).map((error) => ({
			kind: 'response',
			method: exchange.method,
			path: exchange.path,
			status: exchange.status,
			operation: type,
			at: error.instancePath,
			keyword: error.keyword,
			actual: error.data === null ? 'null' : typeof error.data,
			message: error.message ?? error.keyword,
			params: error.params,
		}));
	}

	private validatorOf(type: string): ValidateFunction {
		const known = this.compiled.get(type);
		if (known) return known;
		const reference = { $ref: `#/definitions/${type.replace('[]', '')}` };
		const schema = type.endsWith('[]') ? { type: 'array', items: reference } : reference;
		const validate = this.ajv.compile({ definitions: this.definitions, ...schema });
		this.compiled.set(type, validate);
		return validate;
	}
}

function answerType(method: string, path: string): string | undefined {
	return ANSWERS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2];
}
