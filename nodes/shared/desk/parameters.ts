import type { IDataObject, IExecuteFunctions, IGetNodeParameterOptions } from 'n8n-workflow';

/**
 * Reads node parameters; one without expressions is read once instead of once per item, which is most of the work that
 * n8n does for a large run.
 */
export class Parameters {
	private readonly constants = new Map<string, unknown>();
	private readonly literal = new Map<string, boolean>();

	constructor(private readonly context: IExecuteFunctions) {}

	get<T>(name: string, index: number, fallback: T, options?: IGetNodeParameterOptions): T {
		if (!this.isLiteral(name)) return this.context.getNodeParameter(name, index, fallback, options) as T;
		if (!this.constants.has(name)) this.constants.set(name, this.context.getNodeParameter(name, index, fallback, options));
		return this.constants.get(name) as T;
	}

	/** The id in a resource locator; empty when nothing is chosen. */
	id(name: string, index: number): string {
		return String(this.get<unknown>(name, index, '', { extractValue: true }) ?? '').trim();
	}

	collection(name: string, index: number): IDataObject {
		return this.get<IDataObject>(name, index, {});
	}

	/** As saved in the workflow, expressions unresolved. */
	saved(name: string): unknown {
		return this.context.getNode().parameters[name];
	}

	/** In JSON a string that starts with `=` is an expression. */
	private isLiteral(name: string): boolean {
		const known = this.literal.get(name);
		if (known !== undefined) return known;
		const literal = !JSON.stringify(this.saved(name) ?? null).includes('"=');
		this.literal.set(name, literal);
		return literal;
	}
}
