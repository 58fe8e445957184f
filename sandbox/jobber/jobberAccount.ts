import { type Clock, vendorClock } from '../clock';
import type { AuthorizationServer } from '../oauth/authorizationServer';
import { CUSTOM_FIELDS, USERS } from './account';
import { createAuthorization } from './authorization';
import { Collection } from './collection';
import { CostBucket } from './costBucket';
import { encodeId, type Kind, numberOf } from './ids';
import type {
	Assessment,
	Client,
	CustomFieldConfiguration,
	Job,
	Property,
	Quote,
	Request,
	User,
	Visit,
} from './records';
import { RequestLimiter } from './requestLimiter';
import { clientDocument, jobDocument, propertyDocument, quoteDocument, requestDocument } from './search';
import type { JobberSettings } from './settings';

const FIRST_NUMBER = 50_001;

/** Everything one account holds. A reset makes a new one. */
export class JobberAccount {
	readonly clock: Clock;
	readonly authorization: AuthorizationServer;
	readonly bucket: CostBucket;
	readonly limiter = new RequestLimiter();
	readonly clients: Collection<Client>;
	readonly properties: Collection<Property>;
	readonly requests: Collection<Request>;
	readonly assessments: Collection<Assessment>;
	readonly quotes: Collection<Quote>;
	readonly jobs: Collection<Job>;
	readonly visits: Collection<Visit>;
	readonly users: Collection<User>;
	readonly customFields: Collection<CustomFieldConfiguration>;
	/** Visits by job and jobs by client, in the order they came. */
	readonly visitIds = new Map<string, string[]>();
	readonly jobIds = new Map<string, string[]>();
	private readonly lastNumbers = new Map<Kind, number>();
	private lastJobNumber = 0;
	private lastQuoteNumber = 0;

	constructor(readonly settings: JobberSettings) {
		this.clock = vendorClock(settings);
		this.authorization = createAuthorization(this.clock, settings);
		this.bucket = new CostBucket(this.clock, settings);
		const lag = () => settings.indexLagMs;
		this.clients = new Collection(this.clock, lag, (client) => clientDocument(client, this.propertiesOf(client)));
		this.properties = new Collection(this.clock, lag, propertyDocument);
		this.requests = new Collection(this.clock, lag, (request) =>
			requestDocument(request, this.clients.existing(request.clientId)),
		);
		this.assessments = new Collection(this.clock, lag);
		this.quotes = new Collection(this.clock, lag, (quote) =>
			quoteDocument(quote, this.clients.existing(quote.clientId)),
		);
		this.jobs = new Collection(this.clock, lag, (job) => jobDocument(job, this.clients.existing(job.clientId)));
		this.visits = new Collection(this.clock, lag);
		this.users = new Collection(this.clock, lag);
		this.customFields = new Collection(this.clock, lag);
		USERS.forEach((user) => this.users.save(user));
		CUSTOM_FIELDS.forEach((configuration) => this.customFields.save(configuration));
	}

	/** The vendor's time in whole seconds, as its timestamps are. */
	now(): number {
		return Math.floor(this.clock.now() / 1_000) * 1_000;
	}

	newId(kind: Kind): string {
		const number = (this.lastNumbers.get(kind) ?? FIRST_NUMBER - 1) + 1;
		this.lastNumbers.set(kind, number);
		return encodeId(kind, number);
	}

	/** Keeps generated ids clear of a seeded one. */
	reserveId(kind: Kind, id: string): void {
		this.lastNumbers.set(kind, Math.max(this.lastNumbers.get(kind) ?? FIRST_NUMBER - 1, numberOf(id, kind) ?? 0));
	}

	nextJobNumber(): number {
		return ++this.lastJobNumber;
	}

	nextQuoteNumber(): number {
		return ++this.lastQuoteNumber;
	}

	propertiesOf(client: Client): Property[] {
		return client.propertyIds.flatMap((id) => this.properties.byId(id) ?? []);
	}

	jobsOf(clientId: string): Job[] {
		return (this.jobIds.get(clientId) ?? []).flatMap((id) => this.jobs.byId(id) ?? []);
	}

	visitsOf(jobId: string): Visit[] {
		return (this.visitIds.get(jobId) ?? []).flatMap((id) => this.visits.byId(id) ?? []);
	}

	addJob(job: Job): void {
		this.lastJobNumber = Math.max(this.lastJobNumber, job.jobNumber);
		this.jobs.save(job);
		this.jobIds.set(job.clientId, [...(this.jobIds.get(job.clientId) ?? []), job.id]);
	}

	addVisit(visit: Visit): void {
		this.visits.save(visit);
		this.visitIds.set(visit.jobId, [...(this.visitIds.get(visit.jobId) ?? []), visit.id]);
	}
}
