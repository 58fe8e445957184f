import axios from 'axios';
import type { Sandbox } from '../../sandbox/server';
import { importCredentials, type N8n, type NewCredential } from '../runtime';
import type { StoryCrm } from './crm';

/** What n8n's "test" button says. */
export interface TestAnswer {
	status: 'OK' | 'Error';
	message: string;
}

/** The credential of a CRM as its user fills it in. */
export function credentialOf({ credential: { name, type, data } }: StoryCrm, sandbox: Sandbox): NewCredential {
	return { name, type, data: data(sandbox) };
}

/** Stores the credential of a CRM, connects it where that takes a consent, and tests it; gives what n8n says. */
export async function connect(n8n: N8n, sandbox: Sandbox, crm: StoryCrm): Promise<TestAnswer> {
	const [{ id }] = await importCredentials(n8n, [credentialOf(crm, sandbox)]);
	if (crm.credential.needsConsent) await consent(n8n, id);
	return await testCredential(n8n, id);
}

/** Presses the "test" button of a stored credential. */
export async function testCredential({ api }: N8n, id: string): Promise<TestAnswer> {
	const { data: stored } = await api.get<{ data: NewCredential }>(`/credentials/${id}`, { params: { includeData: true } });
	const { name, type, data } = stored.data;
	return (await api.post<{ data: TestAnswer }>('/credentials/test', { credentials: { id, name, type, data } })).data.data;
}

/** Presses "Connect" in n8n and "Allow" on the vendor's page, which sends the browser back to n8n with a code. */
export async function consent({ api }: N8n, id: string): Promise<void> {
	const { data: answer } = await api.get<{ data: string }>('/oauth2-credential/auth', { params: { id } });
	const page = new URL(answer.data);
	await axios.get(page.href, { proxy: false });
	const form = new URLSearchParams(page.searchParams);
	form.set('decision', 'allow');
	const { headers } = await axios.post(`${page.origin}${page.pathname}`, form, {
		maxRedirects: 0, validateStatus: (status) => status === 302, proxy: false,
	});
	await api.get(String(headers.location));
}
