import type { FastifyInstance } from 'fastify';
import { execute, type ExecutionResult, getOperationAST, getVariableValues, GraphQLError } from 'graphql';
import { tokenBehind } from '../oauth/credentials';
import { QueryCost } from './cost';
import type { CostReport } from './costBucket';
import { DocumentReader } from './documents';
import type { JobberAccount } from './jobberAccount';
import { resolveField } from './permissions';
import { GRAPHQL_PATH, requestOf } from './protocol';
import { rootOf } from './root';
import { SCHEMA, SCHEMA_WITHOUT_SEARCH_FIELDS } from './schema';
import { negotiate, type Versioning } from './versions';

const VERSION_HEADER = 'x-jobber-graphql-version';
const RATE_LIMIT_DOCUMENTATION = 'https://developer.getjobber.com/docs/using_jobbers_api/api_rate_limits';

const full = { schema: SCHEMA, reader: new DocumentReader(SCHEMA) };
const older = {
	schema: SCHEMA_WITHOUT_SEARCH_FIELDS,
	reader: new DocumentReader(SCHEMA_WITHOUT_SEARCH_FIELDS),
};

interface Answer {
	data?: ExecutionResult['data'];
	errors?: readonly unknown[];
	extensions: { cost: CostReport; versioning?: Versioning };
}

/** The endpoint. Only transport, token and request rate have a status of their own; all else is 200 (contract 7). */
export function registerGraphQL(app: FastifyInstance, current: () => JobberAccount): void {
	app.post(GRAPHQL_PATH, (request, reply) => {
		const account = current();
		// Forms are rejected since 2024-04-02 (contract 1).
		if (!request.headers['content-type']?.startsWith('application/json')) {
			return reply.code(415).send({ message: 'Unsupported Media Type: the body has to be application/json' });
		}
		const bearer = tokenBehind(request.headers.authorization, 'Bearer');
		const scopes = account.authorization.tokens.use(bearer)?.scopes;
		if (!scopes && account.settings.unauthenticatedAs200) {
			return reply.send({ errors: [{ message: 'Unauthenticated', extensions: { code: 'UNAUTHENTICATED' } }] });
		}
		if (!scopes) return reply.code(401).send({ error: 'invalid_request', message: 'Invalid Token' });
		if (!account.limiter.admits(account.settings, account.clock.now())) {
			return reply.code(429).type('text/plain; charset=utf-8').send('Retry later\n');
		}
		const header = request.headers[VERSION_HEADER];
		const versioning = negotiate(String(header ?? ''), account.clock.now());
		if (!versioning) {
			const message = header
				? `X-JOBBER-GRAPHQL-VERSION: "${String(header)}" is not an API version`
				: 'The header X-JOBBER-GRAPHQL-VERSION is required';
			return reply.code(400).send({ errors: [{ message }] });
		}
		const { extensions, ...answer } = answerTo(account, scopes, request.body);
		return reply.send({ ...answer, extensions: { ...extensions, versioning } });
	});
}

function answerTo(account: JobberAccount, scopes: readonly string[], body: unknown): Answer {
	const { bucket, settings } = account;
	const refused = (errors: readonly unknown[], requestedCost = 0): Answer => ({
		errors,
		extensions: { cost: bucket.report(requestedCost, 0) },
	});

	const { query, variables, operationName } = requestOf(body);
	if (query === undefined) return refused([{ message: 'No query string was present' }]);
	const { schema, reader } = settings.searchFieldsAvailable ? full : older;
	const { document, errors } = reader.read(query);
	if (!document || errors.length > 0) return refused(errors);
	const operation = getOperationAST(document, operationName);
	if (!operation) return refused([{ message: 'An operation name is required' }]);
	const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
	if (coerced.errors) return refused(coerced.errors);

	const cost = new QueryCost(schema, document, operation, coerced.coerced);
	const requested = cost.requested();
	if (!bucket.holds(requested)) {
		const extensions = { code: 'THROTTLED', documentation: RATE_LIMIT_DOCUMENTATION };
		return refused([{ message: 'Throttled', extensions }], requested);
	}
	const result = execute({
		schema,
		document,
		rootValue: rootOf(account),
		contextValue: { account, scopes },
		variableValues: variables,
		operationName,
		fieldResolver: resolveField,
	}) as ExecutionResult;
	const actual = cost.actual(result.data);
	bucket.spend(actual);
	reportMistakes(result.errors ?? []);
	return {
		...(result.errors ? { errors: result.errors } : {}),
		data: result.data,
		extensions: { cost: bucket.report(requested, actual) },
	};
}

/** What is no vendor's error is a mistake of the sandbox itself. */
function reportMistakes(errors: readonly GraphQLError[]): void {
	for (const { originalError } of errors) {
		if (originalError && !(originalError instanceof GraphQLError) && !/non-nullable/.test(originalError.message)) {
			process.stderr.write(`sandbox: ${originalError.stack}\n`);
		}
	}
}
