import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';

type Json = Record<string, unknown>;

interface QueryParameter {
	name: string;
	required: boolean;
	schema: Json;
}

/** The folder of vendors' OpenAPI documents, or `undefined` when this machine has none. */
export function specFolder(vendor: string): string | undefined {
	const root = process.env.CRM_SPECS ?? resolve(__dirname, '../../shared/specs');
	const folder = join(root, vendor);
	return existsSync(folder) ? folder : undefined;
}

/** One operation of an OpenAPI document; hands out JSON pointers to its schemas. */
export class SpecOperation {
	private readonly segments: string[];

	constructor(
		readonly document: Json,
		readonly documentKey: string,
		readonly path: string,
		readonly method: string,
	) {
		this.segments = path.split('/');
	}

	/** How many literal segments agree; `undefined` when the path does not fit. */
	fit(segments: string[]): number | undefined {
		if (segments.length !== this.segments.length) return undefined;
		let literals = 0;
		for (const [position, template] of this.segments.entries()) {
			if (template === segments[position]) literals++;
			else if (!template.startsWith('{')) return undefined;
		}
		return literals;
	}

	get requestBodyRequired(): boolean {
		return (this.operation.requestBody as Json | undefined)?.required === true;
	}

	requestBodyPointer(): string | undefined {
		const content = (this.operation.requestBody as Json | undefined)?.content as Json | undefined;
		const [mediaType] = Object.keys(content ?? {});
		return mediaType && this.pointer('requestBody', 'content', mediaType, 'schema');
	}

	/** A pointer to the schema of an answer, or why there is none. */
	response(status: number): 'undocumented' | 'unexpected' | 'empty' | string {
		const responses = this.operation.responses as Record<string, Json>;
		const successes = Object.keys(responses).filter((key) => key.startsWith('2'));
		let key = String(status);
		if (status >= 400) {
			if (!responses[key]) key = 'default';
			if (!responses[key]) return 'undocumented';
		} else if (successes.length === 0) return 'undocumented';
		// 2026-09 folds the partial answer (207) into the schema of the full one.
		else if (status === 207 && !responses[key]) key = successes[0];
		if (!responses[key]) return 'unexpected';
		const reference = responses[key].$ref as string | undefined;
		const response = reference ? (lookup(this.document, reference.slice(1)) as Json) : responses[key];
		const content = (response.content ?? {}) as Record<string, Json>;
		const [mediaType] = Object.keys(content);
		if (!mediaType) return 'empty';
		// A page for people, for one.
		if (!content[mediaType].schema) return 'undocumented';
		return reference
			? `${reference.slice(1)}/content/${escapeToken(mediaType)}/schema`
			: this.pointer('responses', key, 'content', mediaType, 'schema');
	}

	queryParameters(): QueryParameter[] {
		return [this.pathItem, this.operation]
			.flatMap(({ parameters }) => (parameters as Json[] | undefined) ?? [])
			.map((parameter) => this.resolved(parameter))
			.filter((parameter) => parameter.in === 'query')
			.map((parameter) => ({
				name: String(parameter.name),
				required: parameter.required === true,
				schema: parameter.schema as Json,
			}));
	}

	/** What a `$ref` into the same document stands for. */
	private resolved(json: Json): Json {
		return typeof json.$ref === 'string' ? (lookup(this.document, json.$ref.slice(1)) as Json) : json;
	}

	private get pathItem(): Json {
		return lookup(this.document, `/paths/${escapeToken(this.path)}`) as Json;
	}

	private get operation(): Json {
		return this.pathItem[this.method] as Json;
	}

	private pointer(...tokens: string[]): string {
		return ['', 'paths', this.path, this.method, ...tokens].map(escapeToken).join('/');
	}
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch']);

const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
	'.json': JSON.parse,
	'.yaml': parseYaml,
	'.yml': parseYaml,
};

/** All operations of a folder of OpenAPI documents, JSON or YAML. */
export class SpecIndex {
	private readonly operations = new Map<string, SpecOperation[]>();

	/** `documents` picks files by name, where a folder has several editions. */
	constructor(folder: string, documents = /./) {
		for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
			const parse = PARSERS[extname(name)];
			if (parse && documents.test(name)) this.addDocument(parse(readFileSync(join(folder, name), 'utf8')) as Json, name);
		}
	}

	/** The operations that describe a path best: the most literal ones, and all of those. */
	find(method: string, path: string): SpecOperation[] {
		const segments = path.split('/');
		let best: SpecOperation[] = [];
		let bestFit = -1;
		for (const operation of this.operations.get(`${method.toLowerCase()} ${segments.length}`) ?? []) {
			const fit = operation.fit(segments);
			if (fit === undefined || fit < bestFit) continue;
			best = fit === bestFit ? [...best, operation] : [operation];
			bestFit = fit;
		}
		return best;
	}

	private addDocument(document: Json, name: string): void {
		const key = `spec:${name.replaceAll('\\', '/')}`;
		for (const [path, methods] of Object.entries((document.paths ?? {}) as Record<string, Json>)) {
			for (const method of Object.keys(methods).filter((key) => METHODS.has(key))) {
				const bucket = `${method} ${path.split('/').length}`;
				const operations = this.operations.get(bucket) ?? [];
				operations.push(new SpecOperation(document, key, path, method));
				this.operations.set(bucket, operations);
			}
		}
	}
}

/** A JSON pointer token inside a URI fragment. */
function escapeToken(token: string): string {
	return encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function lookup(document: Json, pointer: string): unknown {
	return pointer
		.split('/')
		.slice(1)
		.map((token) => decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~'))
		.reduce<unknown>((value, token) => (value as Json)[token], document);
}
