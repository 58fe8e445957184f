import type { FastifyInstance } from 'fastify';
import { requireScope } from './access';
import { ACCOUNT } from './account';
import { defaultAssociationType } from './associationTypes';
import { ENGAGEMENT_BODY, LEGACY_CONTACT_BODY } from './bodies';
import { notFound, validationError } from './errors';
import type { HubSpotAccount } from './hubspotAccount';
import { link } from './links';
import { type ObjectType, objectTypeOf } from './objectTypes';
import { listOf, textOf } from './router';
import { emailsOf, type StoredRecord } from './store';
import { createRecord, type RawProperties, updateRecord } from './writer';

type Query = Record<string, string | string[] | undefined>;

interface EngagementBody {
	engagement?: { type?: string; timestamp?: number; ownerId?: number };
	associations?: Record<string, (number | string)[] | undefined>;
	metadata?: Record<string, unknown>;
}

const DEFAULT_COUNT = 20;
const MAX_COUNT = 100;

/**
 * The retired endpoints that n8n's built-in HubSpot node still calls (contract 10),
 * with the shapes that node reads and writes.
 */
export function registerLegacyV1(app: FastifyInstance, account: () => HubSpotAccount): void {
	const contacts = () => account().store('contacts');

	app.post<{ Params: { email: string }; Body: { properties?: { property: string; value: unknown }[] } }>(
		'/contacts/v1/contact/createOrUpdate/email/:email',
		{ schema: { body: LEGACY_CONTACT_BODY } },
		(request, reply) => {
			requireScope(request, 'crm.objects.contacts.write');
			const { email } = request.params;
			const lines = request.body?.properties ?? [];
			const properties: RawProperties = Object.fromEntries(lines.map(({ property, value }) => [property, value]));
			const existing = contacts().byUnique('email', email);
			const record = existing
				? updateRecord(account(), existing, properties)
				: createRecord(account(), contacts().type, { email, ...properties });
			return reply.send({ vid: Number(record.id), isNew: existing === undefined });
		},
	);

	app.get<{ Params: { vid: string }; Querystring: Query }>(
		'/contacts/v1/contact/vid/:vid/profile',
		(request, reply) => {
			requireScope(request, 'crm.objects.contacts.read');
			const record = contacts().byId(request.params.vid);
			if (!record || record.archivedAt !== null) throw notFound();
			const wanted = [...listOf(request.query.property), ...listOf(request.query.properties)];
			return reply.send(presentContact(record, wanted.length > 0 ? wanted : Object.keys(record.properties)));
		},
	);

	app.get<{ Querystring: Query }>('/contacts/v1/lists/all/contacts/all', (request, reply) => {
		requireScope(request, 'crm.objects.contacts.read');
		const oldestFirst = live(contacts().all()).sort((a, b) => Number(a.id) - Number(b.id));
		return reply.send(contactPage(oldestFirst, request.query));
	});

	app.get<{ Querystring: Query }>('/contacts/v1/lists/recently_updated/contacts/recent', (request, reply) => {
		requireScope(request, 'crm.objects.contacts.read');
		const newestFirst = live(contacts().all()).sort((a, b) => b.updatedAt - a.updatedAt || Number(b.id) - Number(a.id));
		return reply.send(contactPage(newestFirst, request.query));
	});

	app.post<{ Body: EngagementBody }>(
		'/engagements/v1/engagements',
		{ schema: { body: ENGAGEMENT_BODY } },
		(request, reply) => {
			requireScope(request, 'crm.objects.contacts.write');
			const type = engagementType(request.body.engagement?.type);
			const record = createRecord(account(), type, engagementProperties(account(), type, request.body));
			linkEngagement(account(), record, request.body.associations ?? {});
			const engagement = {
				...request.body.engagement,
				id: Number(record.id),
				portalId: ACCOUNT.portalId,
				active: true,
				createdAt: record.createdAt,
			};
			return reply.send({ ...request.body, engagement });
		},
	);
}

function live(records: Iterable<StoredRecord>): StoredRecord[] {
	return [...records].filter(({ archivedAt }) => archivedAt === null);
}

function presentContact(record: StoredRecord, names: readonly string[]) {
	const vid = Number(record.id);
	const present = names.filter((name) => record.properties[name] !== undefined);
	return {
		addedAt: record.createdAt,
		vid,
		'canonical-vid': vid,
		'merged-vids': [],
		'portal-id': ACCOUNT.portalId,
		'is-contact': true,
		properties: Object.fromEntries(present.map((name) => [name, { value: record.properties[name] }])),
		'identity-profiles': [
			{ vid, identities: emailsOf(record).map((value) => ({ type: 'EMAIL', value, timestamp: record.createdAt })) },
		],
	};
}

/** `vidOffset` names the last contact already read. */
function contactPage(contacts: StoredRecord[], query: Query) {
	const count = Math.min(Number(textOf(query.count) ?? DEFAULT_COUNT), MAX_COUNT);
	const offset = textOf(query.vidOffset);
	const start = offset === undefined ? 0 : contacts.findIndex(({ id }) => id === offset) + 1;
	const page = contacts.slice(start, start + count);
	const names = ['firstname', 'lastname', 'company', 'lastmodifieddate', ...listOf(query.property)];
	return {
		contacts: page.map((record) => presentContact(record, names)),
		'has-more': start + count < contacts.length,
		'vid-offset': Number(page.at(-1)?.id ?? 0),
	};
}

function engagementType(word: string | undefined): ObjectType {
	const type = ['meetings', 'notes', 'tasks'].map(objectTypeOf).find(({ singular }) => singular.toUpperCase() === word);
	if (type) return type;
	throw validationError(`Engagement type ${word} is not simulated.`);
}

function engagementProperties(
	account: HubSpotAccount,
	type: ObjectType,
	{ engagement, metadata = {} }: EngagementBody,
): RawProperties {
	const content: Record<string, RawProperties> = {
		meetings: {
			hs_meeting_title: metadata.title,
			hs_meeting_body: metadata.body,
			hs_meeting_start_time: metadata.startTime,
			hs_meeting_end_time: metadata.endTime,
		},
		notes: { hs_note_body: metadata.body },
		tasks: { hs_task_subject: metadata.subject, hs_task_body: metadata.body, hs_task_status: metadata.status },
	};
	return {
		hs_timestamp: engagement?.timestamp ?? metadata.startTime ?? account.clock.now(),
		...(engagement?.ownerId === undefined ? {} : { hubspot_owner_id: engagement.ownerId }),
		...Object.fromEntries(Object.entries(content[type.name]).filter(([, value]) => value !== undefined)),
	};
}

function linkEngagement(
	account: HubSpotAccount,
	record: StoredRecord,
	associations: NonNullable<EngagementBody['associations']>,
): void {
	const targets = { contacts: 'contactIds', companies: 'companyIds', deals: 'dealIds', tickets: 'ticketIds' };
	for (const [name, key] of Object.entries(targets)) {
		const toType = objectTypeOf(name);
		const kind = defaultAssociationType(record.type, toType);
		for (const id of associations[key] ?? []) if (kind) link(account, record, { type: toType, id: String(id) }, kind);
	}
}
