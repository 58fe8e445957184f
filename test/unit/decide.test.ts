import { hubSpot } from '../../nodes/HubSpot/definition';
import { toRecord } from '../../nodes/shared/map/record';
import { decide } from '../../nodes/shared/run/decide';
import type { Found, MatchContext } from '../../nodes/shared/run/match';
import type { Merged } from '../../nodes/shared/run/merge';
import type { WriteOptions } from '../../nodes/shared/run/options';
import type { MatchKey } from '../../nodes/shared/types';

const object = hubSpot.resources.contact!.objects[0];
const context = { crm: 'hubspot', resource: 'contact', object, scope: { customFields: [] } } as unknown as MatchContext;
const usual: WriteOptions = {
	matchOn: ['email'],
	mode: 'createOrUpdate',
	onAmbiguous: 'fail',
	blanksOnly: false,
	dryRun: false,
	emptyClears: false,
	readFirst: false,
	timeZone: 'UTC',
	countryCode: '',
};
const found = (id: string, createdAt: string): Found => {
	const raw = { id, createdAt, properties: { email: 'ada@example.com', firstname: 'Ada' } };
	return { raw, record: toRecord(raw, 'contact', 'hubspot', object, { customFields: [] }) };
};
const one = found('1', '2026-01-01T00:00:00Z');
const two = found('2', '2026-02-01T00:00:00Z');
const row = (values: Record<string, unknown>): Merged => {
	const single = { index: 0, keys: new Map(), draft: { values: new Map(Object.entries(values)), custom: new Map() } };
	return { ...single, rows: [single] };
};

describe('what a write does', () => {
	it.each<[string, Found[], Record<string, unknown>, Partial<WriteOptions>, Record<string, unknown>]>([
		['a stranger is created', [], { firstName: 'Eve' }, {}, { do: 'create', receipt: { action: 'created', changedFields: ['firstName'] } }],
		[
			'a stranger is skipped when only updates are allowed',
			[],
			{ firstName: 'Eve' },
			{ mode: 'updateOnly' },
			{ do: 'report', receipt: { action: 'skipped' } },
		],
		[
			'a stranger would be created',
			[],
			{ firstName: 'Eve' },
			{ dryRun: true },
			{ do: 'report', receipt: { action: 'wouldCreate' }, record: { id: null, firstName: 'Eve' } },
		],
		[
			'a known record is updated',
			[one],
			{ firstName: 'Eve' },
			{},
			{ do: 'update', receipt: { action: 'updated', matchedBy: 'email', changedFields: ['firstName'] } },
		],
		[
			'a known record that says the same is left',
			[one],
			{ firstName: 'Ada' },
			{},
			{ do: 'update', receipt: { action: 'unchanged', changedFields: [] } },
		],
		[
			'a known record is reported when only new ones are allowed',
			[one],
			{ firstName: 'Eve' },
			{ mode: 'createOnly' },
			{ do: 'report', receipt: { action: 'existing' }, record: { firstName: 'Ada' } },
		],
		[
			'a known record would be updated',
			[one],
			{ firstName: 'Eve' },
			{ dryRun: true },
			{ do: 'report', receipt: { action: 'wouldUpdate' }, record: { id: '1', firstName: 'Eve' } },
		],
		[
			'what is filled stays when only blanks are',
			[one],
			{ firstName: 'Eve', lastName: 'X' },
			{ blanksOnly: true },
			{ do: 'update', receipt: { changedFields: ['lastName'] } },
		],
		['two matches are refused', [one, two], { firstName: 'Eve' }, {}, { do: 'fail', error: { kind: 'ambiguous' } }],
		[
			'two matches are skipped',
			[one, two],
			{ firstName: 'Eve' },
			{ onAmbiguous: 'skip' },
			{ do: 'report', receipt: { action: 'ambiguous', candidates: ['1', '2'] } },
		],
		[
			'of two the oldest',
			[two, one],
			{ firstName: 'Eve' },
			{ onAmbiguous: 'oldest' },
			{ do: 'update', found: { record: { id: '1' } }, receipt: { candidates: ['2', '1'] } },
		],
		['of two the newest', [one, two], { firstName: 'Eve' }, { onAmbiguous: 'newest' }, { do: 'update', found: { record: { id: '2' } } }],
		['one record found twice is one', [one, one], { firstName: 'Eve' }, {}, { do: 'update', found: { record: { id: '1' } } }],
	])('%s', async (_name, matches, values, options, wanted) => {
		const matched = new Map<MatchKey, Found[]>(matches.length ? [['email', matches]] : []);
		expect(await decide(row(values), matched, { ...usual, ...options }, context)).toMatchObject(wanted);
	});

	it('a dry run alters nothing that was found', async () => {
		const before = JSON.stringify(one.record);
		await decide(row({ firstName: 'Eve' }), new Map([['email', [one]]]), { ...usual, dryRun: true }, context);
		expect(JSON.stringify(one.record)).toBe(before);
	});
});
