import { NOT_APPLICATION_KEY } from './access';
import { ESTIMATE_OPTION, NOTE, SCHEDULE_UPDATE } from './bodies';
import { fieldsBody, InvalidBody, notFound } from './errors';
import { presentOption } from './estimateRoutes';
import { newOption, type OptionBody } from './estimates';
import { find } from './lookup';
import { presentEmployees } from './present';
import type { Estimate, EstimateOption } from './records';
import { type Api, type Call, route } from './router';
import { announceMove, dispatched, type ScheduleBody, spanOf } from './schedule';
import { stamp } from './times';

interface EstimateParams {
	estimateId: string;
}

interface OptionParams extends EstimateParams {
	optionId: string;
}

/** Options of an estimate; through one of them it is rescheduled and gets notes (contract 3; keys from the spec). */
export function registerEstimateOptions(api: Api): void {
	const keys = NOT_APPLICATION_KEY;
	const url = '/estimates/:estimateId/options';

	route<EstimateParams, OptionBody>(
		api,
		'POST',
		url,
		{ body: ESTIMATE_OPTION, status: 201, errorBody: fieldsBody },
		(call) => {
			const { account, body } = call;
			const estimate = findEstimate(call);
			if (!body.name?.trim()) throw new InvalidBody('name', 'must be filled');
			const option = newOption(account, estimate.companyId, body, estimate.options.length);
			save(call, { ...estimate, options: [...estimate.options, option] });
			return presentOption(option);
		},
	);

	route<OptionParams, ScheduleBody>(api, 'PUT', `${url}/:optionId/schedule`, { keys, body: SCHEDULE_UPDATE }, reschedule);

	route<OptionParams, { content: string }>(
		api,
		'POST',
		`${url}/:optionId/notes`,
		{ keys, body: NOTE, status: 201 },
		(call) => {
			const estimate = findEstimate(call);
			const option = findOption(call, estimate);
			const note = { id: call.account.newId('note'), content: call.body.content };
			const noted = { ...option, notes: [...option.notes, note] };
			save(call, { ...estimate, options: estimate.options.map((each) => (each.id === option.id ? noted : each)) });
			return note;
		},
	);
}

/** The options of an estimate are alternatives for one visit: they share its schedule. */
function reschedule(call: Call<OptionParams, ScheduleBody>) {
	const { account, body } = call;
	const estimate = findEstimate(call);
	findOption(call, estimate);
	const employeeIds = dispatched(call) ?? estimate.employeeIds;
	const span = spanOf(account, body, 'start_time', 'end_time');
	const arrivalWindow = body.arrival_window_in_minutes ?? estimate.schedule?.arrivalWindow ?? 0;
	const workStatus = estimate.workStatus === 'needs scheduling' ? 'scheduled' : estimate.workStatus;
	save(call, { ...estimate, schedule: { ...span, arrivalWindow }, employeeIds, workStatus });
	announceMove(account, body, { ...estimate, employeeIds });
	return {
		start_time: stamp(span.startsAt),
		end_time: stamp(span.endsAt),
		arrival_window_minutes: arrivalWindow,
		...(body.expand?.includes('assigned_employees')
			? { assigned_employees: presentEmployees(account, employeeIds) }
			: {}),
	};
}

function findEstimate(call: Call<EstimateParams>): Estimate {
	return find(call, call.account.estimates, call.params.estimateId, 'Estimate');
}

function findOption({ params }: Call<OptionParams>, { options }: Estimate): EstimateOption {
	const option = options.find(({ id }) => id === params.optionId);
	if (!option) throw notFound('Option');
	return option;
}

function save({ account }: Pick<Call, 'account'>, estimate: Estimate): void {
	account.estimates.save({ ...estimate, updatedAt: account.clock.now() });
}
