import axios from 'axios';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openEditor } from './browser';
import type { N8n } from './n8n';
import { paths } from './paths';
import { bookings } from './story/bookings';
import { bookingIntake, example, writtenWith } from './story/examples';
import { finishedExecution, type Stored } from './workflows';

/** The picture of the README. */
export const pictureFile = join(paths.root, 'docs', 'images', 'editor.png');

const viewport = { width: 1600, height: 720 };
const settleMs = 1_500;

/** Runs the booking workflow from the editor, with all bookings at once, and takes a picture of how it looks then. */
export async function takePicture(n8n: N8n, file = pictureFile): Promise<void> {
	const { data } = await n8n.api.get<{ data: Stored[] }>('/workflows');
	const workflow = data.data.find(({ name }) => name === example(bookingIntake(writtenWith)).name)!;
	const editor = await openEditor(n8n);
	const { page } = editor;
	try {
		await page.setViewportSize(viewport);
		await editor.showWorkflow(workflow.id);
		await page.locator('[data-test-id="execute-workflow-button"]').click();
		await page.getByText('Waiting for trigger event').first().waitFor();
		await axios.post(`${n8n.url}/webhook-test/bookings`, bookings, { proxy: false });
		await finishedExecution(n8n, workflow.id);
		await page.locator('[data-test-id="canvas-node-status-success"]').nth(7).waitFor();
		await page.keyboard.press('1');
		// The message that all went well would hide a corner of the canvas.
		await page.addStyleTag({ content: '.el-notification, [data-test-id="canvas-chat"] { display: none !important; }' });
		await page.waitForTimeout(settleMs);
		mkdirSync(dirname(file), { recursive: true });
		await page.screenshot({ path: file });
	} finally {
		await editor.close();
	}
}
