/** HTML as the vendor stores it: scripts and handlers are gone. Which other tags survive is unverified (contract 3.6). */
export function sanitized(html: string): string {
	return html
		.replace(/<(script|style|iframe)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
		.replace(/\s(on\w+|style)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '')
		.replace(/javascript:/gi, '');
}
