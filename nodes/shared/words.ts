/** `contact` -> `a contact`. */
export const article = (term: string) => (/^[aeiou]/i.test(term) ? `an ${term}` : `a ${term}`);

const abbreviations = ['id', 'url', 'crm'];
const capitalised = (word: string) =>
	abbreviations.includes(word.toLowerCase()) ? word.toUpperCase() : word[0].toUpperCase() + word.slice(1);

/** `postalCode` -> `Postal Code`, in the spelling n8n wants. */
export const titled = (key: string): string =>
	key.replace(/([A-Z])/g, ' $1').trim().split(' ').map(capitalised).join(' ');

/** The vendor's word for one of our resources, and ours where it differs: `Visit (Appointment)`. */
export const resourceLabel = (resource: string, term: string): string =>
	term.toLowerCase() === resource ? term : `${term} (${titled(resource)})`;

/** `companyId` -> `company ID`, for the middle of a sentence. */
export const worded = (key: string): string =>
	titled(key)
		.split(' ')
		.map((word) => (word === word.toUpperCase() ? word : word.toLowerCase()))
		.join(' ');
