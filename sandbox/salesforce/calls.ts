import type { Body } from './changes';
import { badRequest, notFound } from './errors';
import type { Call } from './resources';
import type { WriteOptions } from './rules';
import type { SObject } from './schema/sobject';

/** The object a path names. */
export function objectOf({ org, params }: Pick<Call, 'org' | 'params'>): SObject {
	const type = org.schema.find(params.object);
	if (!type || type.name === 'Name') throw notFound();
	return type;
}

/** A body that is one JSON object. */
export function bodyOf({ body }: Pick<Call, 'body'>): Body {
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body;
	throw badRequest(
		'JSON_PARSER_ERROR',
		body === undefined
			? 'The HTTP entity body is required, but this request has no entity body.'
			: 'Unexpected JSON: expected an object at [line:1, column:1]',
	);
}

export function optionsOf({ headers, version }: Pick<Call, 'headers' | 'version'>): WriteOptions {
	const rule = String(headers['sforce-duplicate-rule-header'] ?? '');
	return { version, allowSave: /allowSave\s*=\s*true/i.test(rule) };
}

/** A comma-separated parameter. */
export function listOf(text: string | undefined): string[] {
	return (text ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}
