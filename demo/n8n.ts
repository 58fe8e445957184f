import axios, { isAxiosError, type AxiosInstance } from 'axios';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from './paths';
import { claimPort } from './ports';
import { lastLines, startGroup, type ProcessGroup } from './processes';
import { DemoError } from './progress';
import { waitFor } from './wait';

/** Who signs in to n8n's editor. */
export interface Login {
	email: string;
	password: string;
}

/** How n8n is started. */
export interface N8nOptions {
	/** The port of the editor, REST API and webhooks; 0 (default) takes a free one. */
	port?: number;
	/** n8n's database, keys and community packages live in `<userFolder>/.n8n`. */
	userFolder: string;
	/** More environment variables for n8n, for example `GENERIC_TIMEZONE`. */
	env?: Record<string, string>;
	/** The owner to create, or to sign in as when the folder has one. */
	login?: Login;
}

/** A running n8n, signed in to. */
export interface N8n {
	url: string;
	login: Login;
	/** n8n's REST API with the owner's session; paths are relative to `/rest`. */
	api: AxiosInstance;
	logFile: string;
	/** Fulfilled when n8n has ended without `stop()`. */
	endedByItself: Promise<number | null>;
	stop(): Promise<void>;
}

/** The owner of an n8n that nobody else can reach. */
export const demoLogin: Login = { email: 'demo@example.com', password: 'Demo-Password-1' };

const startLimitMs = 180_000;
const host = '127.0.0.1';

/** Nothing here may phone out or stand between the visitor and the canvas. */
const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
};

/** Starts n8n, waits until it serves, and creates its owner (or signs in when there is one). */
export async function startN8n({ port = 0, userFolder, env, login = demoLogin }: N8nOptions): Promise<N8n> {
	mkdirSync(userFolder, { recursive: true });
	const n8nPort = await claimPort(port);
	const brokerPort = await claimPort(0);
	const url = `http://${host}:${n8nPort}`;
	const logFile = join(userFolder, 'n8n.log');
	const group = startGroup('node', [paths.n8nBin, 'start'], {
		cwd: userFolder,
		logFile,
		env: {
			...quiet,
			N8N_USER_FOLDER: userFolder,
			N8N_LISTEN_ADDRESS: host,
			N8N_HOST: host,
			N8N_PORT: String(n8nPort),
			// A fixed default (5679) that a second n8n on this machine would collide on.
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			// The browser refuses Secure cookies over plain http.
			N8N_SECURE_COOKIE: 'false',
			...env,
		},
	});
	try {
		await waitUntilReady(url, group, logFile);
		return { url, login, api: await signIn(url, login), logFile, endedByItself: group.endedByItself, stop: group.stop };
	} catch (error) {
		await group.stop();
		throw error;
	}
}

/** `/healthz` answers before the REST routes exist; `/healthz/readiness` does not. */
async function waitUntilReady(url: string, group: ProcessGroup, logFile: string): Promise<void> {
	let ended = false;
	const note = () => void (ended = true);
	group.endedByItself.then(note, note);
	await waitFor(
		async () => {
			if (ended) throw new DemoError(`n8n ended while starting; its log ${logFile} ends with:\n${lastLines(logFile)}`);
			return (await isReady(url)) || undefined;
		},
		`n8n does not get ready; its log is ${logFile}`,
		startLimitMs,
	);
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await axios.get(`${url}/healthz/readiness`, { timeout: 2_000, validateStatus: () => true })).status === 200;
	} catch {
		return false;
	}
}

async function signIn(url: string, login: Login): Promise<AxiosInstance> {
	const api = axios.create({ baseURL: `${url}/rest`, proxy: false });
	api.interceptors.response.use(undefined, (error: unknown) => Promise.reject(refusal(error)));

	const { data } = await api.get<{ data: { userManagement: { showSetupOnFirstLoad: boolean } } }>('/settings');
	const { headers } = data.data.userManagement.showSetupOnFirstLoad
		? await api.post('/owner/setup', { ...login, firstName: 'Demo', lastName: 'Owner' })
		: await api.post('/login', { emailOrLdapLoginId: login.email, password: login.password });
	api.defaults.headers.Cookie = (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]).join('; ');
	return api;
}

/** n8n explains a refusal in `message`; axios' own error would only name the status. */
function refusal(error: unknown): unknown {
	if (!isAxiosError<{ message?: string }>(error) || !error.response) return error;
	const { config, response } = error;
	return new DemoError(`n8n refused ${config?.method?.toUpperCase()} ${config?.url}: ${response.data.message ?? response.status}`);
}
