'use strict';
/** The README's matrix: what each CRM offers, as the definitions say it. */

const begin = '<!-- matrix: written by `npm run docs` -->';
const end = '<!-- /matrix -->';
const columns = { create: 'Create', upsert: 'Create or Update', get: 'Get', search: 'Search', update: 'Update', delete: 'Delete' };
/** Members of an object that stand behind a column. */
const behind = { upsert: 'update', delete: 'remove' };

/**
 * @param definitions CRM definitions
 * @param operationsOf the engine's own rule for what a resource offers
 */
function matrixOf(definitions, operationsOf) {
	return [...definitions].sort((a, b) => a.label.localeCompare(b.label)).map((crm) => sectionOf(crm, operationsOf)).join('\n\n');
}

function sectionOf(crm, operationsOf) {
	const notes = [];
	const note = (text) => `<sup>${notes.includes(text) ? notes.indexOf(text) + 1 : notes.push(text)}</sup>`;
	const rows = Object.entries(crm.resources).flatMap(([name, { term, objects }]) => objects.map((object, at) => {
		const offered = operationsOf({ term, objects: [object] });
		const cells = Object.keys(columns).map((operation) => (offered.includes(operation) ? 'yes' : `no${reason(lacking(object, operation), note)}`));
		const { onlyNew } = object.poll;
		const trigger = 'unsupported' in object.poll ? `no${reason(object.poll, note)}` : onlyNew ? `new${note(`${onlyNew}.`)}` : 'new, updated';
		const words = `${object.label}${object.unverified ? ` *(unverified)*${note(`Unverified: ${object.unverified}.`)}` : ''}`;
		return [at ? '' : `\`${name}\``, words, ...cells, trigger];
	}));
	const absent = Object.entries(crm.absent ?? {}).map(([name, why]) => `- No \`${name}\`: ${why}.`);
	return [
		`#### ${crm.label}`,
		'',
		table([['Resource', `In ${crm.label}`, ...Object.values(columns), 'Trigger'], ...rows]),
		...(notes.length ? ['', ...notes.map((text, at) => `${at + 1}. ${text}`)] : []),
		...(absent.length ? ['', ...absent] : []),
	].join('\n');
}

/** What says why an operation is absent: the vendor's reason, or that there is no field to match on. */
function lacking(object, operation) {
	const given = object[behind[operation] ?? operation];
	return 'unsupported' in given || operation !== 'upsert' ? given : { unsupported: 'Nothing tells whether the record is there already' };
}
const reason = (operation, note) => (operation && 'unsupported' in operation ? note(`${operation.unsupported}.`) : '');
const table = ([head, ...rows]) => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Puts the matrix between its markers. */
function withMatrix(readme, matrix) {
	const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`README.md has no place for the matrix: the lines ${begin} and ${end}`);
	return `${readme.slice(0, from + begin.length)}\n\n${matrix}\n\n${readme.slice(to)}`;
}

/** The definition among what a module exports. */
const definitionIn = (module) => Object.values(module).find((value) => value && typeof value === 'object' && 'resources' in value && 'decodeError' in value);

module.exports = { matrixOf, withMatrix, definitionIn };
