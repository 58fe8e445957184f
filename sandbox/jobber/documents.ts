import {
	type DocumentNode,
	getOperationAST,
	GraphQLError,
	type GraphQLSchema,
	Kind,
	parse,
	validate,
} from 'graphql';

/** A document as far as it could be understood. */
export interface Reading {
	document?: DocumentNode;
	errors: readonly GraphQLError[];
}

const KEPT = 500;

/** Parses and validates documents, each text once. */
export class DocumentReader {
	private readonly readings = new Map<string, Reading>();

	constructor(private readonly schema: GraphQLSchema) {}

	read(source: string): Reading {
		const known = this.readings.get(source);
		if (known) return known;
		const reading = this.understand(source);
		if (this.readings.size >= KEPT) this.readings.clear();
		this.readings.set(source, reading);
		return reading;
	}

	private understand(source: string): Reading {
		try {
			const document = parse(source, { maxTokens: 20_000 });
			return { document, errors: validate(this.schema, document).map(inJobbersWords) };
		} catch (error) {
			if (error instanceof GraphQLError) return { errors: [error] };
			throw error;
		}
	}
}

const operationNames = new Map<string, string | undefined>();

/** The names of the fields that a request asks the root for, such as `clientCreate`. */
export function rootFields(source: string, operationName = ''): string | undefined {
	const key = `${operationName}\n${source}`;
	if (!operationNames.has(key)) {
		if (operationNames.size >= KEPT) operationNames.clear();
		operationNames.set(key, readRootFields(source, operationName));
	}
	return operationNames.get(key);
}

function readRootFields(source: string, operationName: string): string | undefined {
	try {
		const operation = getOperationAST(parse(source), operationName || undefined);
		const names = operation?.selectionSet.selections.map((selection) =>
			selection.kind === Kind.FIELD ? selection.name.value : '...',
		);
		return names && [...new Set(names)].join('+');
	} catch {
		return undefined;
	}
}

/** The one wording that clients are known to look for (contract 3). */
function inJobbersWords(error: GraphQLError): GraphQLError {
	const argument = /^Unknown argument "(\w+)"/.exec(error.message)?.[1];
	const message = argument ? `Argument '${argument}' doesn't exist` : error.message;
	return new GraphQLError(message, { nodes: error.nodes, extensions: { code: 'graphqlValidationFailed' } });
}
