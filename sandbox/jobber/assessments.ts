import type { JobberAccount } from './jobberAccount';
import { orMissing } from './missing';
import type { Assessment, Request } from './records';
import { type ScheduleInput, UNSCHEDULED, withSchedule } from './schedule';
import { Problems } from './userErrors';
import { assessmentView } from './workViews';

export interface AssessmentInput {
	instructions?: string | null;
	schedule?: ScheduleInput | null;
}

export function assessmentQueries(account: JobberAccount) {
	return {
		assessment: ({ id }: { id: string }) =>
			orMissing(account, 'Assessment', account.assessments.byId(id), (found) => assessmentView(account, found)),
	};
}

export function assessmentMutations(account: JobberAccount) {
	const change = (id: string, work: (known: Assessment, problems: Problems) => Assessment) => {
		const problems = new Problems();
		const known = account.assessments.byId(id);
		if (!known) problems.add('Assessment not found', 'assessmentId');
		const changed = known && work(known, problems);
		if (!changed || problems.any) return { userErrors: problems.found };
		account.assessments.save(changed);
		account.requests.save({ ...account.requests.existing(changed.requestId), updatedAt: account.now() });
		return { assessment: assessmentView(account, changed), userErrors: [] };
	};

	return {
		assessmentCreate({ requestId, input }: { requestId: string; input: AssessmentInput }) {
			const problems = new Problems();
			const request = account.requests.byId(requestId);
			if (!request) problems.add('Request not found', 'requestId');
			else if (request.assessmentId !== null) problems.add('Request already has an assessment', 'requestId');
			const assessment = request && newAssessment(account, request, input, problems.at('input'));
			if (!assessment || problems.any) return { userErrors: problems.found };
			account.assessments.save(assessment);
			account.requests.save({ ...request, assessmentId: assessment.id, updatedAt: account.now() });
			return { assessment: assessmentView(account, assessment), userErrors: [] };
		},
		assessmentEdit: ({ assessmentId, input }: { assessmentId: string; input: AssessmentInput }) =>
			change(assessmentId, (known, problems) => withInput(account, known, input, problems.at('input'))),
		assessmentComplete: ({ assessmentId }: { assessmentId: string }) =>
			change(assessmentId, (known) => ({ ...known, completedAt: account.now() })),
		assessmentUncomplete: ({ assessmentId }: { assessmentId: string }) =>
			change(assessmentId, (known) => ({ ...known, completedAt: null })),
		assessmentDelete({ assessmentId }: { assessmentId: string }) {
			const known = account.assessments.byId(assessmentId);
			if (!known) return { userErrors: [{ message: 'Assessment not found', path: ['assessmentId'] }] };
			const request = account.requests.existing(known.requestId);
			account.requests.save({ ...request, assessmentId: null, updatedAt: account.now() });
			account.assessments.remove(known.id);
			return { deletedAssessment: assessmentView(account, known), userErrors: [] };
		},
	};
}

/** Not stored yet. */
export function newAssessment(
	account: JobberAccount,
	request: Pick<Request, 'id'>,
	input: AssessmentInput,
	problems: Problems,
): Assessment {
	const blank = {
		id: account.newId('Assessment'),
		createdAt: account.now(),
		requestId: request.id,
		instructions: null,
		completedAt: null,
		...UNSCHEDULED,
	};
	return withInput(account, blank, input, problems);
}

function withInput(
	account: JobberAccount,
	assessment: Assessment,
	{ instructions, schedule }: AssessmentInput,
	problems: Problems,
): Assessment {
	return {
		...assessment,
		...withSchedule(account, assessment, schedule ?? {}, problems.at('schedule')),
		instructions: instructions === undefined ? assessment.instructions : instructions,
	};
}
