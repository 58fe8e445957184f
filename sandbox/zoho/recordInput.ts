import { badRequest, type FieldPath, invalidData, mandatoryNotFound, type ZohoError } from './errors';
import type { Field } from './modules/field';
import { type Module, moduleNamed, RELATED_MODULES } from './modules/modules';
import { PIPELINES, USERS } from './orgData';
import type { StoredRecord, Value, Values } from './store';
import { isObject, read } from './values';
import type { ZohoOrg } from './zohoOrg';

/** A record of a request body that can be stored. */
export interface RecordInput {
	/** Only what was sent; `null` empties. */
	changes: Values;
	relatedModule?: string;
}

/** Where faults of a record are collected. */
class Check {
	readonly faults: ZohoError[] = [];

	constructor(
		readonly org: ZohoOrg,
		readonly module: Module,
		private readonly at: string,
	) {}

	path(name: string): FieldPath {
		return { api_name: name, json_path: `${this.at}.${name}` };
	}
}

/** Judges a record as it was sent. `previous` is what it changes; keys of no field are passed over. [unverified] */
export function readRecord(
	org: ZohoOrg,
	module: Module,
	sent: Record<string, unknown>,
	at: string,
	previous?: StoredRecord,
): RecordInput | ZohoError[] {
	const check = new Check(org, module, at);
	const changes: Record<string, Value> = {};
	for (const field of module.fields.values()) {
		if (sent[field.name] === undefined || field.readOnly) continue;
		const reading = read(field, sent[field.name], check.path(field.name), org.settings.strictPicklists);
		if ('fault' in reading) check.faults.push(reading.fault);
		else changes[field.name] = reading.value;
	}
	append(sent, changes, previous);
	const related = relatedModule(check, sent, changes);
	requireFields(check, changes, previous);
	for (const [name, value] of Object.entries(changes)) checkLookup(check, module.fields.get(name)!, value, related);
	checkTogether(check, { ...previous?.values, ...changes });
	return check.faults.length > 0 ? check.faults : { changes, relatedModule: related ?? previous?.relatedModule };
}

/** `$append_values` adds to a multi-select list instead of replacing it (contract 8). */
function append(sent: Record<string, unknown>, changes: Record<string, Value>, previous?: StoredRecord): void {
	const wanted = isObject(sent.$append_values) ? sent.$append_values : {};
	for (const [name, value] of Object.entries(changes)) {
		const before = previous?.values[name];
		if (wanted[name] === true && Array.isArray(value) && Array.isArray(before)) {
			changes[name] = [...new Set([...before, ...value])];
		}
	}
}

/** `What_Id` needs `$se_module`; a note's parent names its module itself (contract 2, 3). */
function relatedModule(check: Check, sent: Record<string, unknown>, changes: Values): string | undefined {
	if (typeof changes.What_Id === 'string') {
		const name = sent.$se_module;
		if (typeof name !== 'string') {
			check.faults.push(
				badRequest('DEPENDENT_FIELD_MISSING', 'dependent field missing', {
					expected_fields: [check.path('$se_module')],
				}),
			);
			return undefined;
		}
		if (RELATED_MODULES.includes(name)) return name;
		check.faults.push(invalidData({ ...check.path('$se_module') }));
	}
	if (typeof changes.Parent_Id === 'string') {
		const parent = sent.Parent_Id as { module?: { api_name?: string } };
		const name = parent.module?.api_name ?? '';
		if (check.org.module(name)) return name;
		check.faults.push(invalidData({ ...check.path('Parent_Id.module.api_name') }));
	}
	return undefined;
}

/** New records need their mandatory fields, old ones must not lose them. */
function requireFields(check: Check, changes: Values, previous?: StoredRecord): void {
	const { org, module } = check;
	const missing = [...module.fields.values()].filter((field) => {
		const byPipeline = module.name === 'Deals' && field.name === 'Pipeline' && org.settings.pipelines;
		if (!field.mandatory && !field.layoutRequired && !byPipeline) return false;
		const value = changes[field.name];
		const wasGiven = check.faults.some(({ body }) => body.details.api_name === field.name);
		return value === null || (value === undefined && !previous && !wasGiven);
	});
	if (missing.length === 0) return;
	const paths = missing.map(({ name }) => check.path(name));
	// Notes name all they lack in one error, other modules have one error for each (spec).
	if (module.name === 'Notes') {
		check.faults.push(badRequest('EXPECTED_FIELD_MISSING', 'expected field missing', { expected_fields: paths }));
	} else check.faults.push(...paths.map(mandatoryNotFound));
}

function checkLookup(check: Check, field: Field, value: Value, related: string | undefined): void {
	if (typeof value !== 'string') return;
	const known =
		field.type === 'ownerlookup'
			? USERS.some(({ id, active }) => active && id === value)
			: field.type !== 'lookup' || exists(check, field, value, related);
	if (!known) check.faults.push(invalidData({ ...check.path(field.name) }, 'the id given seems to be invalid'));
}

function exists({ org }: Check, { lookup }: Field, id: string, related: string | undefined): boolean {
	const target = lookup === 'se_module' ? related : lookup;
	return target === undefined || org.store(moduleNamed(target)).get(id) !== undefined;
}

/** What only several fields together can tell. */
function checkTogether(check: Check, values: Values): void {
	const { Start_DateTime: start, End_DateTime: end, Stage: stage, Pipeline: name } = values;
	if (typeof start === 'number' && typeof end === 'number' && end < start) {
		check.faults.push(invalidData({ ...check.path('End_DateTime') }));
	}
	const pipeline = check.org.settings.pipelines ? PIPELINES.find((known) => known.name === name) : undefined;
	if (pipeline && typeof stage === 'string' && !pipeline.stages.includes(stage)) {
		check.faults.push(
			badRequest('DEPENDENT_MISMATCH', 'the stage does not belong to the pipeline', { ...check.path('Stage') }),
		);
	}
	const { Participants: participants } = values;
	if (Array.isArray(participants) && participants.length > 50) {
		check.faults.push(invalidData({ maximum_length: 50, ...check.path('Participants') }));
	}
}
