import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getOperationAST, getVariableValues, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Exchange, TrafficCheck, Violation } from '../validation';
import { DocumentReader } from './documents';
import { GRAPHQL_PATH, requestOf } from './protocol';

const EXTRACT = 'jobber-extract.graphql';

const ADDITIONS = join(__dirname, 'vendor/additions.graphql');

/** The vendor's own schema, as far as it is known; what the extract leaves out is added until it has it. */
export function vendorSchema(folder: string): GraphQLSchema {
	const extract = readFileSync(join(folder, EXTRACT), 'utf8');
	return buildSchema(/^type Quote\b/m.test(extract) ? extract : `${extract}\n${readFileSync(ADDITIONS, 'utf8')}`);
}

/** Compares documents and their variables with the vendor's schema; answers follow from the sandbox's own. */
export class DocumentCheck implements TrafficCheck {
	private readonly schema: GraphQLSchema;
	private readonly reader: DocumentReader;

	constructor(folder: string) {
		this.schema = vendorSchema(folder);
		this.reader = new DocumentReader(this.schema);
	}

	check({ method, path, requestBody, status }: Exchange): Violation[] {
		const { query, variables, operationName } = requestOf(requestBody);
		if (path !== GRAPHQL_PATH || query === undefined) return [];
		return this.errorsOf(query, variables, operationName).map((error) => ({
			kind: 'request',
			method,
			path,
			status,
			operation: operationName ?? '',
			at: (error.locations ?? []).map(({ line, column }) => `${line}:${column}`).join(' '),
			keyword: 'graphql',
			actual: '',
			message: error.message,
			params: {},
		}));
	}

	private errorsOf(
		query: string,
		variables: Record<string, unknown>,
		operationName: string | undefined,
	): readonly GraphQLError[] {
		const { document, errors } = this.reader.read(query);
		const operation = document && getOperationAST(document, operationName);
		if (errors.length > 0 || !operation) return errors;
		return getVariableValues(this.schema, operation.variableDefinitions ?? [], variables).errors ?? [];
	}
}
