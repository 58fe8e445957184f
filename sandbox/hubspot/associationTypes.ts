import type { ObjectType } from './objectTypes';

/** One direction of a kind of association. */
export interface AssociationType {
	typeId: number;
	category: 'HUBSPOT_DEFINED' | 'USER_DEFINED';
	from: string;
	to: string;
	/** `null` on the plain kind. */
	label: string | null;
	/** As inline answers name it. */
	name: string;
	inverseId: number;
}

type Line = [
	from: string,
	to: string,
	typeId: number,
	inverseId: number,
	label?: string,
	category?: AssociationType['category'],
];

// Contract 3 (vendor SDK enum). The inverse of each is its neighbour in that enum.
const LINES: Line[] = [
	['contact', 'company', 279, 280],
	['contact', 'company', 1, 2, 'Primary'],
	['contact', 'company', 36, 37, 'Decision maker', 'USER_DEFINED'],
	['deal', 'contact', 3, 4],
	['deal', 'company', 341, 342],
	['deal', 'company', 5, 6, 'Primary'],
	['ticket', 'contact', 16, 15],
	['ticket', 'company', 339, 340],
	['ticket', 'company', 26, 25, 'Primary'],
	['ticket', 'deal', 28, 27],
	['meeting', 'contact', 200, 199],
	['meeting', 'company', 188, 187],
	['meeting', 'deal', 212, 211],
	['meeting', 'ticket', 226, 225],
	['note', 'contact', 202, 201],
	['note', 'company', 190, 189],
	['note', 'deal', 214, 213],
	['note', 'ticket', 228, 227],
	['task', 'contact', 204, 203],
	['task', 'company', 192, 191],
	['task', 'deal', 216, 215],
	['task', 'ticket', 230, 229],
	['contact', 'contact', 449, 449],
	['company', 'company', 450, 450],
	['lead', 'contact', 578, 579, 'Primary'],
	['lead', 'company', 580, 581],
	// The sandbox's own numbers: no public source has the types below (contract, "Not verified").
	['lead', 'contact', 90_001, 90_002],
	['appointment', 'contact', 90_003, 90_004],
	['appointment', 'company', 90_005, 90_006],
	['appointment', 'deal', 90_007, 90_008],
	['appointment', 'ticket', 90_009, 90_010],
	['note', 'lead', 90_011, 90_012],
	['note', 'appointment', 90_013, 90_014],
	['meeting', 'lead', 90_015, 90_016],
];

function directions([from, to, typeId, inverseId, label, category = 'HUBSPOT_DEFINED']: Line): AssociationType[] {
	const suffix = label ? `_${label.toLowerCase().replaceAll(' ', '_')}` : '';
	const forth: AssociationType = {
		typeId,
		category,
		from,
		to,
		label: label ?? null,
		name: `${from}_to_${to}${suffix}`,
		inverseId,
	};
	if (typeId === inverseId) return [forth];
	return [
		forth,
		{ ...forth, typeId: inverseId, inverseId: typeId, from: to, to: from, name: `${to}_to_${from}${suffix}` },
	];
}

const TYPES = LINES.flatMap(directions);

/** All kinds between two object types, in one direction. */
export function associationTypesBetween(from: ObjectType, to: ObjectType): AssociationType[] {
	return TYPES.filter((type) => type.from === from.singular && type.to === to.singular);
}

/** The plain, unlabelled kind. */
export function defaultAssociationType(from: ObjectType, to: ObjectType): AssociationType | undefined {
	const types = associationTypesBetween(from, to);
	return types.find(({ label }) => label === null) ?? types[0];
}

/** A kind by number, if it fits the two object types. */
export function associationType(from: ObjectType, to: ObjectType, typeId: unknown): AssociationType | undefined {
	return associationTypesBetween(from, to).find((type) => type.typeId === Number(typeId));
}
