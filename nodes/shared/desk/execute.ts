import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openAdapter, type CrmAdapter, type Target } from '../adapter';
import { referenceKeys } from '../describe/references';
import { errorOf } from '../http/failure';
import { toInstant } from '../map/time';
import { kindOf } from '../records';
import type { CrmDefinition, MatchKey, OperationName, Outcome, ResourceName, SearchCondition, SearchOperator, SearchQuery } from '../types';
import { titled } from '../words';
import { toNodeError } from './errors';
import type { AmbiguityPolicy, UpsertMode, WriteOptions } from '../run/options';
import { Parameters } from './parameters';
import { hints, settle, type OutputMode } from './settle';

/** What one item asks for. */
interface Task {
	index: number;
	operation: OperationName;
	target: Target;
	id: string;
	input: IDataObject;
	options: WriteOptions;
	query: SearchQuery;
}

/** Runs a CRM node: reads every item, groups what belongs together, and settles one outcome per item. */
export async function execute(this: IExecuteFunctions, crm: CrmDefinition): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const parameters = new Parameters(this);
	const common = parameters.collection('options', 0);
	const outcomes: Outcome[] = [];
	let adapter: CrmAdapter;
	try {
		adapter = await openAdapter(crm, this, parameters.get('authentication', 0, crm.credentials[0].value), {
			maxWaitMs: Number(common.maxWait ?? 120) * 1_000,
			batchSize: numberOf(common.batchSize),
			concurrency: numberOf(common.concurrency),
		});
	} catch (thrown) {
		throw toNodeError(this.getNode(), errorOf(thrown));
	}
	const groups = new Map<string, Task[]>();
	for (let index = 0; index < items.length; index++) {
		try {
			const task = readTask(this, crm, parameters, index, items[index].json);
			const key = groupKey(task);
			const group = groups.get(key) ?? [];
			group.push(task);
			groups.set(key, group);
		} catch (thrown) {
			outcomes.push({ index, ok: false, error: errorOf(thrown) });
		}
	}
	for (const tasks of groups.values()) {
		// One by one: as arguments of one call, more than about 120,000 would not fit on the stack.
		for (const outcome of await runGroup(adapter, tasks)) outcomes.push(outcome);
	}
	const wish = {
		mode: parameters.get<OutputMode>('output', 0, 'normalised'),
		fields: parameters.get<string[]>('outputFields', 0, []),
		withStatistics: common.runStatistics === true,
		compact: this.isToolExecution?.() === true,
	};
	hints(this, adapter.statistics, items.length);
	return [settle(this, outcomes, wish, adapter.statistics)];
}

const numberOf = (value: unknown) => (Number(value) > 0 ? Number(value) : undefined);

/** Items that can share requests. Custom fields do not part them: the group reads what any of its items needs. */
function groupKey({ index, operation, target, options }: Task): string {
	return JSON.stringify([
		operation,
		target.resource,
		target.objectId,
		target.scope.externalIdField,
		target.scope.switches,
		options,
		operation === 'search' ? index : 0,
	]);
}

async function runGroup(adapter: CrmAdapter, tasks: Task[]): Promise<Outcome[]> {
	const [{ operation, options, query }] = tasks;
	const customFields = [...new Set(tasks.flatMap(({ target }) => target.scope.customFields))].sort();
	const target = { ...tasks[0].target, scope: { ...tasks[0].target.scope, customFields } };
	const failAll = (thrown: unknown): Outcome[] => tasks.map(({ index }) => ({ index, ok: false, error: errorOf(thrown) }));
	try {
		if (operation === 'search') return [await adapter.search(target, tasks[0].index, query)];
		if (operation === 'create' || operation === 'update' || operation === 'upsert') {
			return await adapter.write(operation, target, tasks, options);
		}
		const named = tasks.filter(({ id }) => id !== '');
		const nameless = tasks
			.filter(({ id }) => id === '')
			.map(({ index }): Outcome => ({
				index,
				ok: false,
				error: { kind: 'validation', message: 'No record is chosen', hint: 'Choose it under Record, or map the ID from an earlier node.' },
			}));
		return [...nameless, ...(operation === 'get' ? await adapter.get(target, named) : await adapter.remove(target, named))];
	} catch (thrown) {
		return failAll(thrown);
	}
}

function readTask(context: IExecuteFunctions, crm: CrmDefinition, parameters: Parameters, index: number, json: IDataObject): Task {
	const operation = parameters.get<OperationName>('operation', index, 'create');
	const resource = parameters.get<ResourceName>('resource', index, 'contact');
	const options = parameters.collection('options', index);
	const writes = operation === 'create' || operation === 'update' || operation === 'upsert';
	const input = writes ? readInputs(crm, parameters, resource, index, json) : {};
	const externalIdField = textOf(options.externalIdField);
	const timeZone = textOf(options.timeZone) ?? context.getTimezone();
	const matchOn = operation === 'upsert' ? parameters.get<MatchKey[]>('matchOn', index, ['externalId', 'email', 'natural']) : [];
	const query = operation === 'search' ? readQuery(parameters, index, timeZone) : { where: [], limit: 0 };
	return {
		index, operation, input, query,
		id: operation === 'create' || operation === 'upsert' || operation === 'search' ? '' : parameters.id('recordId', index),
		target: {
			resource,
			objectId: textOf(parameters.get<string>('storeAs', index, '')),
			scope: {
				externalIdField,
				timeZone,
				customFields: customFieldsOf(input, options, matchOn, query, externalIdField),
				switches: Object.keys(crm.switches ?? {}).filter((name) => options[name] === true),
			},
		},
		options: {
			// Without a chosen field there is nothing an external ID could match.
			matchOn: matchOn.filter((key) => key !== 'externalId' || externalIdField !== undefined),
			mode: (options.upsertMode as UpsertMode | undefined) ?? 'createOrUpdate',
			onAmbiguous: (options.onAmbiguous as AmbiguityPolicy | undefined) ?? 'fail',
			blanksOnly: options.blanksOnly === true,
			dryRun: options.dryRun === true,
			readFirst: options.readFirst === true,
			emptyClears: options.emptyClears === true,
			timeZone,
			countryCode: String(options.countryCode ?? ''),
		},
	};
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The mapper's values, or the item itself when it is mapped automatically, under the record's own locators. */
function readInputs(crm: CrmDefinition, parameters: Parameters, resource: ResourceName, index: number, json: IDataObject): IDataObject {
	const mapper = parameters.get<{ mappingMode?: string; value?: IDataObject | null }>('fields', index, {});
	const input: IDataObject = mapper.mappingMode === 'autoMapInputData' ? { ...json } : filledIn(mapper.value ?? {}, parameters);
	for (const key of referenceKeys(crm, resource)) {
		const id = parameters.id(key, index);
		if (id) input[key] = id;
	}
	return input;
}

/** The editor saves `null` for a field that was left empty; only an expression that gives `null` asks to clear. */
function filledIn(value: IDataObject, parameters: Parameters): IDataObject {
	const saved = (parameters.saved('fields') as { value?: IDataObject | null } | undefined)?.value;
	return Object.fromEntries(Object.entries(value).filter(([key, given]) => given !== null || typeof saved?.[key] === 'string'));
}

function customFieldsOf(
	input: IDataObject,
	options: IDataObject,
	matchOn: readonly MatchKey[],
	query: SearchQuery,
	externalIdField?: string,
): string[] {
	const nested = input.customFields !== null && typeof input.customFields === 'object' ? Object.keys(input.customFields) : [];
	const dotted = [...Object.keys(input), ...matchOn, ...query.where.map(({ field }) => field)]
		.filter((key) => key.startsWith('customFields.'))
		.map((key) => key.slice('customFields.'.length));
	const chosen = Array.isArray(options.customFields) ? options.customFields.map(String) : [];
	return [...new Set([...chosen, ...nested, ...dotted, ...(externalIdField ? [externalIdField] : [])])].sort();
}

function readQuery(parameters: Parameters, index: number, timeZone: string): SearchQuery {
	const filters = parameters.collection('filters', index);
	const { text, createdAfter, createdBefore, updatedAfter, updatedBefore, ...equal } = filters;
	const rows = (parameters.collection('conditions', index).condition ?? []) as Array<{
		field: string;
		operator: SearchOperator;
		value?: string;
	}>;
	const dates = [
		['createdAt', 'after', createdAfter],
		['createdAt', 'before', createdBefore],
		['updatedAt', 'after', updatedAfter],
		['updatedAt', 'before', updatedBefore],
	] as const;
	const sort = parameters.collection('sort', index);
	// A time without an offset is one of the user's zone, here as in every input.
	const instant = (field: string, value: unknown) =>
		(value && kindOf[field] === 'dateTime' ? toInstant(value, titled(field), timeZone) : value);
	return {
		text: textOf(text),
		where: [
			...Object.entries(equal)
				.filter(([, value]) => value !== '' && value !== undefined)
				.map(([field, value]): SearchCondition => ({
					field,
					operator: 'equals',
					value: String((value as IDataObject | null)?.value ?? value),
				})),
			...dates
				.filter(([, , value]) => value)
				.map(([field, operator, value]): SearchCondition => ({ field, operator, value: String(instant(field, value)) })),
			...rows.map(({ field, operator, value }): SearchCondition => ({ field, operator, value: String(instant(field, value) ?? '') })),
		],
		sort: textOf(sort.field)
			? { field: String(sort.field), direction: sort.direction === 'ascending' ? 'ascending' : 'descending' }
			: undefined,
		limit: parameters.get('returnAll', index, false) ? Infinity : Number(parameters.get('limit', index, 50)),
	};
}
