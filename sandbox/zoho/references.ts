import { idAt } from './ids';
import type { Module } from './modules/modules';
import { USERS } from './orgData';

const FIRST_MODULE = 1_000;
const FIELDS_PER_MODULE = 100;
const FIRST_FIELD = 10_000;

/** The id of a module itself. */
export function reference({ position }: Module): string {
	return idAt(FIRST_MODULE + position);
}

/** The id of a module's only layout. */
export function layoutId({ position }: Module): string {
	return idAt(2 * FIRST_MODULE + position);
}

/** The id of a module's only view, which shows all records. */
export function viewId({ position }: Module): string {
	return idAt(3 * FIRST_MODULE + position);
}

/** The id of a field. */
export function fieldId(module: Module, name: string): string {
	return idAt(FIRST_FIELD + module.position * FIELDS_PER_MODULE + [...module.fields.keys()].indexOf(name));
}

/** Who did something. */
export function userOf(id: string): { name: string; id: string } {
	const user = USERS.find((known) => known.id === id);
	if (!user) throw new RangeError(`No user ${id}`);
	return { name: `${user.firstName} ${user.lastName}`, id };
}

/** Whose a record is. */
export function ownerOf(id: string): { name: string; id: string; email: string } {
	return { ...userOf(id), email: USERS.find((known) => known.id === id)!.email };
}
