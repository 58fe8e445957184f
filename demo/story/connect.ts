import type { Sandbox } from '../../sandbox/server';
import { importCredentials, type N8n } from '../runtime';
import type { StoryCrm } from './crm';

interface TestAnswer {
	data: { status: 'OK' | 'Error'; message: string };
}

/** Stores the credential of a CRM and presses its "test" button; gives what n8n says. */
export async function connect(n8n: N8n, sandbox: Sandbox, crm: StoryCrm): Promise<TestAnswer['data']> {
	const credential = crm.credential(sandbox);
	const [{ id }] = await importCredentials(n8n, [credential]);
	const { data } = await n8n.api.post<TestAnswer>('/credentials/test', { credentials: { id, ...credential } });
	return data.data;
}
