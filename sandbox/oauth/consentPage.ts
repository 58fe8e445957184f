import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ConsentContent, consentHtml, refusalHtml } from './consentHtml';
import type { Form } from './credentials';

/** The parameters that every authorization request is checked for. */
export type CheckedParameter = 'client_id' | 'redirect_uri' | 'response_type';

/** The page where a person allows an app to use an account. */
export interface ConsentPage extends ConsentContent {
	clientId: string;
	/** What the page says when a parameter is wrong or missing, in the order of the checks. */
	flaws: Partial<Record<CheckedParameter, string>>;
	/** Any other reason why there is nothing to agree to. */
	refusal?(query: Form): string | undefined;
	/** The parameters that go back with a consent: a code at least. */
	allow(query: Form, request: FastifyRequest): Record<string, string>;
	/** The parameters that go back with a denial; default `error=access_denied`. */
	denial?: Record<string, string>;
}

/** Serves a consent page: GET shows it, its form posts to the same path. The state goes back with either answer. */
export function registerConsentPage(app: FastifyInstance, page: ConsentPage): void {
	const refuse = (reply: FastifyReply, text: string) => html(reply.code(400), refusalHtml(page, text));

	app.get<{ Querystring: Form }>(page.path, ({ query }, reply) => {
		const flaw = flawOf(page, query);
		return flaw === undefined ? html(reply, consentHtml(page, query)) : refuse(reply, flaw);
	});

	app.post<{ Body: Form | undefined }>(page.path, (request, reply) => {
		const form = request.body ?? {};
		const flaw = flawOf(page, form);
		if (flaw !== undefined) return refuse(reply, flaw);
		const target = new URL(form.redirect_uri ?? '');
		const decision = form.decision === 'allow' ? page.allow(form, request) : (page.denial ?? { error: 'access_denied' });
		for (const [name, value] of Object.entries(decision)) target.searchParams.set(name, value);
		if (form.state) target.searchParams.set('state', form.state);
		return reply.redirect(target.href, 302);
	});
}

function flawOf(page: ConsentPage, query: Form): string | undefined {
	const isRight: Record<CheckedParameter, boolean> = {
		client_id: query.client_id === page.clientId,
		redirect_uri: URL.canParse(query.redirect_uri ?? ''),
		response_type: query.response_type === 'code',
	};
	for (const [name, text] of Object.entries(page.flaws)) {
		if (!isRight[name as CheckedParameter]) return text;
	}
	return page.refusal?.(query);
}

function html(reply: FastifyReply, content: string): FastifyReply {
	return reply.type('text/html; charset=utf-8').send(content);
}
