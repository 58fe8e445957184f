import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	buildASTSchema,
	type DocumentNode,
	GraphQLScalarType,
	type GraphQLSchema,
	Kind,
	parse,
	type ValueNode,
	valueFromASTUntyped,
	visit,
} from 'graphql';
import { SCALARS } from './scalars';

const FOLDER = join(__dirname, 'schema');

/** The sandbox's own schema: everything of Jobber's that its contract sheet uses. */
export const SCHEMA: GraphQLSchema = withScalars(parse(sources()));

/** The same as an older API version has it: `clients` without `searchFields` (contract 3). */
export const SCHEMA_WITHOUT_SEARCH_FIELDS: GraphQLSchema = withScalars(
	visit(parse(sources()), {
		[Kind.INPUT_VALUE_DEFINITION]: ({ name }) => (name.value === 'searchFields' ? null : undefined),
	}),
);

function sources(): string {
	return readdirSync(FOLDER)
		.sort()
		.map((file) => readFileSync(join(FOLDER, file), 'utf8'))
		.join('\n');
}

function withScalars(document: DocumentNode): GraphQLSchema {
	const schema = buildASTSchema(document);
	for (const [name, { parseValue, serialize }] of Object.entries(SCALARS)) {
		const type = schema.getType(name);
		const parseLiteral = (node: ValueNode) => parseValue(valueFromASTUntyped(node));
		if (type instanceof GraphQLScalarType) {
			Object.assign(type, { parseValue, parseLiteral, ...(serialize ? { serialize } : {}) });
		}
	}
	return schema;
}
