import { bool, datetime, html, type Property, select, text } from './build';

const timestamp = datetime('hs_timestamp', 'Activity date');

/** Meetings, notes and tasks. */
export const activityProperties: Record<string, Property[]> = {
	meetings: [
		timestamp,
		text('hs_meeting_title', 'Meeting name'),
		html('hs_meeting_body', 'Meeting description'),
		html('hs_internal_meeting_notes', 'Internal meeting notes'),
		datetime('hs_meeting_start_time', 'Meeting start time'),
		datetime('hs_meeting_end_time', 'Meeting end time'),
		text('hs_meeting_location', 'Meeting location'),
		text('hs_meeting_external_url', 'External URL'),
		select('hs_meeting_outcome', 'Meeting outcome', [
			['SCHEDULED', 'Scheduled'],
			['COMPLETED', 'Completed'],
			['RESCHEDULED', 'Rescheduled'],
			['NO_SHOW', 'No Show'],
			['CANCELED', 'Canceled'],
		]),
		select('hs_activity_type', 'Call and meeting type', ['Discovery call', 'Site visit', 'Installation']),
	],
	notes: [timestamp, html('hs_note_body', 'Note body'), text('hs_attachment_ids', 'Attached file IDs')],
	tasks: [
		timestamp,
		text('hs_task_subject', 'Task Title'),
		html('hs_task_body', 'Task Notes'),
		select('hs_task_status', 'Task Status', ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED']),
		select('hs_task_priority', 'Priority', ['NONE', 'LOW', 'MEDIUM', 'HIGH']),
		select('hs_task_type', 'Task Type', ['TODO', 'CALL', 'EMAIL']),
		bool('hs_task_is_all_day', 'Is All Day', { hidden: true }),
	],
};
