import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { matchKeysOf } from '../../nodes/shared/map/keys';
import { listMethod } from '../../nodes/shared/describe/references';
import {
	isUnsupported,
	type CrmDefinition,
	type Field,
	type MatchKey,
	type ResourceName,
	type VendorObject,
} from '../../nodes/shared/types';
import { run, TestEditor, type RunOptions } from '../support/n8n';

type Options = (parameters: INodeParameters) => Omit<RunOptions, 'input'>;

/** Makes inputs for an object from its definition and what the account's own lists offer. */
export class Samples {
	constructor(
		private readonly definition: CrmDefinition,
		private readonly object: VendorObject,
		private readonly given: Record<string, IDataObject>,
		private readonly name: ResourceName,
		private readonly node: INodeType,
		private readonly options: Options,
	) {}

	/** Input number `n`: a value for every writable field, other than those of every other number. */
	async full(n: number): Promise<IDataObject> {
		const live = await new TestEditor(this.node, this.options({ operation: 'create' })).mapper();
		const sample: IDataObject = {};
		for (const field of this.writable()) {
			if (field.key in this.own()) continue;
			const choices = (live.fields.find(({ id }) => id === field.key)?.options ?? field.choices ?? []) as Array<{ value: string }>;
			const value =
				field.kind === 'reference'
					? await this.reference(field)
					: valueOf(
							field,
							n,
							choices.map(({ value: choice }) => choice),
						);
			if (value !== undefined) sample[field.key] = value;
		}
		return { ...sample, ...Object.fromEntries(Object.entries(this.own()).filter(([, value]) => value !== undefined)) };
	}

	async several(count: number, from = 0): Promise<IDataObject[]> {
		const first = await this.full(from);
		const rows = [first];
		for (let n = from + 1; n < from + count; n++) rows.push(this.renumbered(first, n));
		return rows;
	}

	/** A text field that may be empty and is part of no key. */
	spare(): Field | undefined {
		const keys = new Set([
			'email',
			'firstName',
			'lastName',
			'fullName',
			'name',
			...(this.object.match?.natural?.parts.flatMap((part) => part.split('|')) ?? []),
		]);
		return this.texts().find(({ key, required }) => !required && !keys.has(key));
	}

	/** A text field of the object itself to change. */
	changeable(): Field {
		// A part of a name would change the full name, too.
		return (
			this.texts().find(({ key, required }) => required && key !== 'firstName' && key !== 'lastName') ?? this.spare() ?? this.texts()[0]
		);
	}

	private texts(): Field[] {
		return this.writable().filter(({ key, kind, choices }) => (kind === 'text' || kind === 'longText') && !choices && !(key in this.own()));
	}

	/** A key that this object can be matched by in a fresh account. */
	key(): MatchKey | undefined {
		const keys = matchKeysOf(this.object);
		return keys.includes('email') ? 'email' : keys.includes('natural') ? 'natural' : keys.includes('phone') ? 'phone' : undefined;
	}

	private own(): IDataObject {
		return { ...this.given[this.name], ...this.given[`${this.name}.${this.object.id}`] };
	}

	private writable(): Field[] {
		return this.object.fields.filter(({ write }) => write);
	}

	/** The same input with other texts; references and choices stay. */
	private renumbered(sample: IDataObject, n: number): IDataObject {
		const fields = new Map(this.writable().map((field) => [field.key, field]));
		return Object.fromEntries(Object.entries(sample).map(([key, value]) => {
			const field = fields.get(key);
			const fixed = key in this.own() || !field || ['reference', 'choice', 'choices'].includes(field.kind);
			return [key, fixed ? value : (valueOf(field, n, []) as IDataObject[string])];
		}));
	}

	/** An id to point at: the first of the vendor's list, or a record made for it. */
	private async reference({ key, target = key }: Field): Promise<string | undefined> {
		if (target in this.definition.lists) {
			const { results } = await new TestEditor(this.node, this.options({})).list(listMethod(target));
			return results[0] && String(results[0].value);
		}
		const [resource, objectId] = target.split('.') as [ResourceName, string | undefined];
		const object = this.definition.resources[resource]?.objects.find(({ id }) => !objectId || id === objectId);
		if (!object || isUnsupported(object.create)) return undefined;
		const input: IDataObject = Object.fromEntries(
			object.fields
				.filter(({ key: name, required }) => required || name === 'firstName')
				.map((field) => [field.key, valueOf(field, 0, []) as string]),
		);
		const { items, error } = await run(this.node, {
			...this.options({ operation: 'create', resource, storeAs: object.id }),
			input: [input],
		});
		if (error) throw error;
		return String(items[0].json.id);
	}
}

function valueOf({ key, kind, label, choices }: Field, n: number, live: string[]): unknown {
	const options = live.length ? live : (choices ?? []).map(({ value }) => value);
	switch (kind) {
		case 'email':
			return `contract${n}@example.com`;
		case 'phone':
			return `+1 555 0${key === 'mobile' ? 2 : 1}${String(n % 10).repeat(1)} ${String(1000 + n)}`;
		case 'url':
			return `https://contract${n}.example.com`;
		case 'number':
			return 100 + n;
		case 'boolean':
			return true;
		case 'date':
			return `2027-01-${String((n % 28) + 1).padStart(2, '0')}`;
		case 'dateTime':
			return new Date(Date.UTC(2027, 0, 1, key.startsWith('end') ? 10 : 9) + n * 86_400_000).toISOString();
		case 'choice':
			return options[0];
		case 'choices':
			return options.slice(0, 1);
		case 'reference':
			return undefined;
		default:
			return options.length ? options[0] : `${label} ${n}`;
	}
}
