import { badRequest } from './errors';

const REFERENCE = /@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])*)\}/g;

/** Replaces `@{ref.path[0]}` in URL and body of a subrequest by what an earlier one answered (contract 4). */
export function resolveReferences<Part>(part: Part, answers: ReadonlyMap<string, unknown>): Part {
	if (typeof part === 'string') return resolveText(part, answers) as Part;
	if (Array.isArray(part)) return part.map((item: unknown) => resolveReferences(item, answers)) as Part;
	if (typeof part !== 'object' || part === null) return part;
	return Object.fromEntries(
		Object.entries(part).map(([key, value]) => [key, resolveReferences<unknown>(value, answers)]),
	) as Part;
}

function resolveText(text: string, answers: ReadonlyMap<string, unknown>): unknown {
	return text.replace(REFERENCE, (_all, name: string, path: string) => {
		const steps = path.match(/[A-Za-z0-9_]+/g) ?? [];
		const value = steps.reduce<unknown>(
			(at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined),
			answers.get(name),
		);
		if (value === undefined || value === null || typeof value === 'object') {
			const wanted = `${name}${path}`;
			throw badRequest('PROCESSING_HALTED', `Invalid reference specified. No value for ${wanted} found in ${name}`);
		}
		return String(value);
	});
}
