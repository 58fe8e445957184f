import { type AssociationType, associationType } from './associationTypes';
import type { ObjectType } from './objectTypes';

/** Anything that has a type and an id. */
export interface Subject {
	type: ObjectType;
	id: string;
}

/** What one record is linked to: target type, target id, kinds. */
type Links = Map<string, Map<string, Set<number>>>;

/** The links between records, kept in both directions. */
export class Associations {
	private readonly links = new Map<string, Links>();

	add(from: Subject, to: Subject, type: AssociationType): void {
		this.addOneWay(from, to, type.typeId);
		this.addOneWay(to, from, type.inverseId);
	}

	/** Removes one kind, or all between the two when `type` is absent. */
	remove(from: Subject, to: Subject, type?: AssociationType): void {
		this.removeOneWay(from, to, type?.typeId);
		this.removeOneWay(to, from, type?.inverseId);
	}

	/** Everything of one type that a record is linked to, in the order of linking. */
	list(from: Subject, toType: ObjectType): { id: string; types: AssociationType[] }[] {
		const targets = this.links.get(keyOf(from))?.get(toType.name) ?? new Map<string, Set<number>>();
		return [...targets].map(([id, typeIds]) => ({
			id,
			types: [...typeIds].flatMap((typeId) => associationType(from.type, toType, typeId) ?? []),
		}));
	}

	has(from: Subject, toType: ObjectType, toId: string): boolean {
		return this.links.get(keyOf(from))?.get(toType.name)?.has(toId) ?? false;
	}

	/** Moves all links of a merged record to its survivor. */
	move(from: Subject, survivor: Subject, types: readonly ObjectType[]): void {
		for (const toType of types) {
			for (const { id, types: kinds } of this.list(from, toType)) {
				const to = { type: toType, id };
				this.remove(from, to);
				if (id !== survivor.id) kinds.forEach((kind) => this.add(survivor, to, kind));
			}
		}
	}

	private addOneWay(from: Subject, to: Subject, typeId: number): void {
		const links: Links = this.links.get(keyOf(from)) ?? new Map();
		const targets = links.get(to.type.name) ?? new Map<string, Set<number>>();
		const typeIds = targets.get(to.id) ?? new Set<number>();
		typeIds.add(typeId);
		this.links.set(keyOf(from), links.set(to.type.name, targets.set(to.id, typeIds)));
	}

	private removeOneWay(from: Subject, to: Subject, typeId: number | undefined): void {
		const targets = this.links.get(keyOf(from))?.get(to.type.name);
		const typeIds = targets?.get(to.id);
		if (!targets || !typeIds) return;
		if (typeId !== undefined) typeIds.delete(typeId);
		if (typeId === undefined || typeIds.size === 0) targets.delete(to.id);
	}
}

function keyOf({ type, id }: Subject): string {
	return `${type.id}/${id}`;
}
