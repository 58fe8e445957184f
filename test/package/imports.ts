import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { filesBelow, root, textOf } from './folders';

/** One import: the file it stands in, and a path of the package or the name of a module. */
export interface Import { from: string; to: string; relative: boolean }

/** Every import of the TypeScript files below a folder, type imports included, as the compiler reads them. */
export function importsBelow(folder: string): Import[] {
	return filesBelow(folder, (path) => path.endsWith('.ts')).flatMap((from) =>
		ts.preProcessFile(textOf(from)).importedFiles.map(({ fileName }) => {
			if (!fileName.startsWith('.')) return { from, to: fileName, relative: false };
			const target = join(root, dirname(from), fileName);
			const file = [target, `${target}.ts`, join(target, 'index.ts')].find((path) => path.endsWith('.ts') && existsSync(path)) ?? target;
			return { from, to: relative(root, file), relative: true };
		}));
}

/** The first circle of imports, file by file, or `null`. */
export function circleIn(imports: readonly Import[]): string[] | null {
	const targets = new Map<string, string[]>();
	for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
	const done = new Set<string>();
	const visit = (file: string, trail: string[]): string[] | null => {
		if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
		if (done.has(file)) return null;
		for (const target of targets.get(file) ?? []) {
			const circle = visit(target, [...trail, file]);
			if (circle) return circle;
		}
		done.add(file);
		return null;
	};
	for (const file of targets.keys()) {
		const circle = visit(file, []);
		if (circle) return circle;
	}
	return null;
}
