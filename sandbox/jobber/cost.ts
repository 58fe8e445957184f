import {
	type DocumentNode,
	type FieldNode,
	type FragmentDefinitionNode,
	getArgumentValues,
	getNamedType,
	type GraphQLObjectType,
	type GraphQLOutputType,
	type GraphQLSchema,
	isAbstractType,
	isObjectType,
	Kind,
	type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields';
import { MAX_NODES } from './connections';

type Fields = ReadonlyMap<string, readonly FieldNode[]>;
type Json = Record<string, unknown> | null | undefined;

/** Free inside a connection (contract 6). */
const FREE = new Set(['edges', 'nodes', 'node']);

/**
 * Counts as Jobber does (contract 6): every field is 1, what a connection holds is multiplied by `first`
 * (100 when omitted), and nested connections multiply.
 */
export class QueryCost {
	private readonly fragments: Record<string, FragmentDefinitionNode>;

	constructor(
		private readonly schema: GraphQLSchema,
		document: DocumentNode,
		private readonly operation: OperationDefinitionNode,
		private readonly variables: Record<string, unknown>,
	) {
		this.fragments = Object.fromEntries(
			document.definitions.flatMap((definition) =>
				definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
			),
		);
	}

	/** Before anything is done. */
	requested(): number {
		return this.total(undefined);
	}

	/** With as many nodes as were answered. */
	actual(data: Json): number {
		return data ? this.total(data) : 0;
	}

	private total(data: Json): number {
		const { schema, fragments, variables, operation } = this;
		const root = schema.getRootType(operation.operation);
		if (!root) return 0;
		return this.ofFields(root, collectFields(schema, fragments, variables, root, operation.selectionSet), data);
	}

	/** `data` is `undefined` as long as there is no answer, and `null` where the answer has nothing. */
	private ofFields(type: GraphQLObjectType, fields: Fields, data: Json): number {
		let sum = 0;
		for (const [key, nodes] of fields) {
			const value = data === undefined ? undefined : ((data?.[key] ?? null) as Json);
			sum += this.ofField(type, nodes, value);
		}
		return sum;
	}

	private ofField(parent: GraphQLObjectType, nodes: readonly FieldNode[], value: Json): number {
		const definition = parent.getFields()[nodes[0].name.value];
		if (!definition || value === null) return 1;
		if (!isConnection(definition.type)) return 1 + this.ofSelection(definition.type, nodes, firstOf(value));
		const { first, last } = getArgumentValues(definition, nodes[0], this.variables);
		const size = Math.min(Number(first ?? last ?? MAX_NODES), MAX_NODES);
		return 1 + this.ofConnection(definition.type, nodes, size, value);
	}

	private ofConnection(type: GraphQLOutputType, nodes: readonly FieldNode[], size: number, data: Json): number {
		const connection = getNamedType(type);
		if (!isObjectType(connection)) return 0;
		let sum = 0;
		for (const [key, fieldNodes] of this.subfields(connection, nodes)) {
			const name = fieldNodes[0].name.value;
			if (!FREE.has(name)) {
				sum += this.ofField(connection, fieldNodes, data && (data[key] as Json));
				continue;
			}
			const itemType = connection.getFields()[name].type;
			const answered = data && (data[key] as Json[]);
			if (answered) for (const item of answered) sum += this.ofSelection(itemType, fieldNodes, item);
			else sum += size * this.ofSelection(itemType, fieldNodes, undefined);
		}
		return sum;
	}

	/** Of an abstract type the dearest member counts. */
	private ofSelection(type: GraphQLOutputType, nodes: readonly FieldNode[], data: Json): number {
		const named = getNamedType(type);
		if (isAbstractType(named)) {
			const members = this.schema.getPossibleTypes(named);
			return Math.max(...members.map((member) => this.ofFields(member, this.subfields(member, nodes), undefined)));
		}
		return isObjectType(named) ? this.ofFields(named, this.subfields(named, nodes), data) : 0;
	}

	private subfields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Fields {
		return collectSubfields(this.schema, this.fragments, this.variables, type, nodes);
	}
}

function isConnection(type: GraphQLOutputType): boolean {
	return getNamedType(type).name.endsWith('Connection');
}

/** A plain list counts once, however long it is. */
function firstOf(value: Json): Json {
	return Array.isArray(value) ? (value[0] as Json) : value;
}
