import type { Form } from './credentials';

/** What is to be seen on a consent page. */
export interface ConsentContent {
	path: string;
	/** In the title. */
	vendor: string;
	heading: string;
	/** The sentence above the buttons, as HTML. */
	question: string;
	/** The scopes that are listed below the question, if any are. */
	scopes?(query: Form): readonly string[];
	/** The parameters of the request that the form sends along. */
	parameters: readonly string[];
	/** Default `Allow`. */
	allowLabel?: string;
}

const STYLE =
	'body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}' +
	'button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem}';

/** The page with its two buttons. */
export function consentHtml(page: ConsentContent, query: Form): string {
	const hidden = page.parameters
		.filter((name) => query[name] !== undefined)
		.map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(query[name] ?? '')}">`);
	const scopes = page.scopes?.(query).map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`);
	return frame(
		page,
		`
<p>${page.question}</p>
${scopes ? `<ul>${scopes.join('')}</ul>\n` : ''}<form method="post" action="${page.path.split('/').at(-1)}">
${hidden.join('\n')}
<button name="decision" value="allow">${page.allowLabel ?? 'Allow'}</button>
<button name="decision" value="deny">Deny</button>
</form>`,
	);
}

/** The page that says why there is nothing to agree to. */
export function refusalHtml(page: ConsentContent, text: string): string {
	return frame(page, `<p role="alert">${escapeHtml(text)}</p>`);
}

/** Text as HTML. */
export function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function frame({ vendor, heading }: ConsentContent, content: string): string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${vendor} sandbox: ${heading.toLowerCase()}</title>
<style>${STYLE}</style>
</head><body><h1>${heading}</h1>${content}</body></html>`;
}
