import type { IDataObject } from 'n8n-workflow';

/** One call of a root field. Values travel as variables, never in the text; those that are `undefined` are left out. */
export interface Call {
	field: string;
	args: Record<string, unknown>;
	/** What is read of its answer, when not what the vocabulary says. */
	answer?: string;
}
/** What a node can say to a GraphQL API. */
export interface Vocabulary {
	/** The type of a root field's argument, as the schema writes it. */
	typeOf(field: string, argument: string): string;
	/** What is read of a root field's answer: `nodes { ... }` of a list. */
	answerOf(field: string): string;
	/** Fragments, those that use others first; each document takes along what it uses. */
	fragments: readonly string[];
	/** What every mutation is asked for besides, such as its refusals. */
	besidesRecord?: string;
}
export interface Document { query: string; variables: IDataObject; operationName: string }

const operationName = 'CrmSuite';

/** Under which name the answer of a document's call number `at` comes back. */
export const alias = (at: number) => `a${at}`;

/** One document of several calls. A list is asked where it goes on. */
export function composeDocument(
	kind: 'query' | 'mutation', calls: readonly Call[], { typeOf, answerOf, fragments, besidesRecord = '' }: Vocabulary,
): Document {
	const variables: IDataObject = {};
	const declared: string[] = [];
	const fields = calls.map(({ field, args, answer = answerOf(field) }, at) => {
		const given = Object.entries(args).filter(([, value]) => value !== undefined).map(([argument, value]) => {
			variables[`${argument}${at}`] = value as IDataObject;
			declared.push(`$${argument}${at}: ${typeOf(field, argument)}`);
			return `${argument}: $${argument}${at}`;
		});
		const besides = kind === 'mutation' ? besidesRecord : answer.startsWith('nodes') ? 'pageInfo { endCursor hasNextPage }' : '';
		return `${alias(at)}: ${field}${inBrackets(given)} { ${answer} ${besides} }`;
	});
	const operation = `${kind} ${operationName}${inBrackets(declared)} {\n${fields.join('\n')}\n}`;
	const query = fragments.reduce((text, fragment) => (isUsed(fragment, text) ? `${text}\n${fragment}` : text), operation);
	return { query, variables, operationName };
}

const inBrackets = (parts: string[]) => (parts.length ? `(${parts.join(', ')})` : '');

function isUsed(fragment: string, text: string): boolean {
	const [, name] = /fragment\s+(\w+)/.exec(fragment)!;
	return new RegExp(`\\.\\.\\.${name}\\b`).test(text);
}
