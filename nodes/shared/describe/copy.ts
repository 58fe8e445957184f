/** `contact` -> `a contact`. */
export const article = (term: string) => (/^[aeiou]/i.test(term) ? `an ${term}` : `a ${term}`);

/** `postalCode` -> `Postal Code`, in the spelling n8n wants. */
export function titled(key: string): string {
	const words = key.replace(/([A-Z])/g, ' $1').trim().split(' ');
	return words.map((word) => (word.toLowerCase() === 'id' ? 'ID' : word.toLowerCase() === 'url' ? 'URL' : word.toLowerCase() === 'crm' ? 'CRM' : word[0].toUpperCase() + word.slice(1))).join(' ');
}
