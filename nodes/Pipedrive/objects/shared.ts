import type { Field, Raw } from '../../shared/types';

/** A link with another record. */
export const link = (key: string, label: string, target: string, name: string): Field => ({ key, label, kind: 'reference', target, read: name, write: name });
export const owner = link('owner', 'Owner', 'owner', 'owner_id');
/** Labels by their names. */
export const labels: Field = {
	key: 'tags', label: 'Labels', kind: 'choices', column: 'label_ids', write: 'label_ids',
	read: ({ labels: held }) => ((held ?? []) as Array<Raw | string>).map((one) => (typeof one === 'object' ? one.label : one)),
};
export const company: Field = {
	key: 'company', label: 'Organization Name', kind: 'text', read: ({ org_name: name }) => name, write: 'org_name',
	hint: 'The organization of this name is linked; it is made when there is none',
};
