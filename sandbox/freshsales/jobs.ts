import type { Clock } from '../clock';
import type { FreshsalesSettings } from './settings';

export interface Job {
	id: number;
	type: string;
	createdAt: number;
	dueAt: number;
	/** Absent when it is done. */
	work: (() => void) | undefined;
	/** How many records it was given. */
	size: number;
}

/** Work that is done after its request was answered (contract 4). */
export class Jobs {
	private readonly jobs = new Map<number, Job>();

	constructor(
		private readonly clock: Clock,
		private readonly settings: FreshsalesSettings,
	) {}

	add(type: string, size: number, work: () => void): Job {
		const createdAt = this.clock.now();
		const job = { id: this.jobs.size + 1, type, size, work, createdAt, dueAt: createdAt + this.settings.jobDurationMs };
		this.jobs.set(job.id, job);
		return job;
	}

	get(id: number): Job | undefined {
		return this.jobs.get(id);
	}

	/** Does the work whose time has come; called before every request. */
	runDue(): void {
		const now = this.clock.now();
		for (const job of this.jobs.values()) {
			if (!job.work || job.dueAt > now) continue;
			const { work } = job;
			job.work = undefined;
			work();
		}
	}
}
