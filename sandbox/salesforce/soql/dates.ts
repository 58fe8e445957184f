/** From the first moment to the moment after, in epoch milliseconds. */
export interface Period {
	from: number;
	to: number;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const DAYS: Readonly<Record<string, number>> = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 };
const STEPS: Readonly<Record<string, number>> = { LAST: -1, THIS: 0, NEXT: 1 };

/** The period of a date literal such as `TODAY`, `LAST_WEEK` or `LAST_N_DAYS:3`, in UTC. The fiscal year is the calendar year. */
export function periodOf(literal: string, now: number): Period | undefined {
	const name = literal.toUpperCase().replace('FISCAL_', '');
	if (name in DAYS) return unitAt('DAY', now, DAYS[name]);
	if (name === 'LAST_90_DAYS') return { from: unitAt('DAY', now, -90).from, to: unitAt('DAY', now, 0).to };
	if (name === 'NEXT_90_DAYS') return { from: unitAt('DAY', now, 1).from, to: unitAt('DAY', now, 90).to };
	const [, step, unit] = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name) ?? [];
	if (step !== undefined) return unitAt(unit as Unit, now, STEPS[step]);
	return counted(name, now);
}

function counted(name: string, now: number): Period | undefined {
	const [, ago, agoCount] = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO:(\d+)$/.exec(name) ?? [];
	if (ago !== undefined) return unitAt(ago as Unit, now, -Number(agoCount));
	const [, direction, word, count] = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S:(\d+)$/.exec(name) ?? [];
	if (direction === undefined) return undefined;
	const unit = word as Unit;
	const length = Number(count);
	if (direction === 'NEXT') return { from: unitAt(unit, now, 1).from, to: unitAt(unit, now, length).to };
	// Days up to and with today; of longer units only the complete ones.
	return { from: unitAt(unit, now, -length).from, to: unitAt(unit, now, unit === 'DAY' ? 0 : -1).to };
}

/** The unit that lies `offset` units from the one that holds `now`. Weeks begin on Sunday. */
function unitAt(unit: Unit, now: number, offset: number): Period {
	const date = new Date(now);
	const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
	const begin = (count: number) => {
		switch (unit) {
			case 'DAY':
				return Date.UTC(year, month, day + count);
			case 'WEEK':
				return Date.UTC(year, month, day - date.getUTCDay() + 7 * count);
			case 'MONTH':
				return Date.UTC(year, month + count);
			case 'QUARTER':
				return Date.UTC(year, month - (month % 3) + 3 * count);
			case 'YEAR':
				return Date.UTC(year + count, 0);
		}
	};
	return { from: begin(offset), to: begin(offset + 1) };
}
