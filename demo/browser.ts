import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import type { Login, N8n } from './n8n';
import { DemoError } from './progress';

/** n8n's editor in a browser, signed in. */
export interface Editor {
	page: Page;
	/** Shows a workflow and waits until its nodes are drawn. */
	showWorkflow(id: string): Promise<void>;
	close(): Promise<void>;
}

const defaultChromium = '/usr/bin/chromium';
const viewport = { width: 1440, height: 900 };

/** Opens n8n's editor in Chromium (`CHROMIUM_PATH` overrides Debian's) and signs in. */
export async function openEditor({ url, login }: Pick<N8n, 'url' | 'login'>): Promise<Editor> {
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--no-first-run',
		],
		// Signals are answered in one place, processes.ts; playwright's own handlers would exit before n8n has ended.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
	try {
		const page = await browser.newPage({ viewport });
		await signIn(page, url, login);
		return {
			page,
			async showWorkflow(id) {
				await page.goto(`${url}/workflow/${id}`);
				await canvas(page);
			},
			close: () => browser.close(),
		};
	} catch (error) {
		await browser.close();
		throw error;
	}
}

/** Takes a picture of a workflow's page in the editor. */
export async function screenshot(url: string, file: string, { login }: { login: Login }): Promise<void> {
	const editor = await openEditor({ url: new URL(url).origin, login });
	try {
		await editor.page.goto(url);
		await canvas(editor.page);
		mkdirSync(dirname(file), { recursive: true });
		await editor.page.screenshot({ path: file });
	} finally {
		await editor.close();
	}
}

function chromiumPath(): string {
	const path = process.env.CHROMIUM_PATH ?? defaultChromium;
	if (existsSync(path)) return path;
	throw new DemoError(`No Chromium at ${path}: install it (apt-get install chromium) or set CHROMIUM_PATH to the one you have.`);
}

async function signIn(page: Page, url: string, { email, password }: Login): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.fill('input[name="emailOrLdapLoginId"]', email);
	await page.fill('input[name="password"]', password);
	await page.keyboard.press('Enter');
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
}

async function canvas(page: Page): Promise<void> {
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}
