/** Builds a path whose values are data and never syntax: each is percent-encoded. */
export function path(parts: TemplateStringsArray, ...values: Array<string | number>): string {
	return parts.reduce((built, part, at) => built + encodeURIComponent(String(values[at - 1])) + part);
}
