import { refusal } from '../http/failure';

/** One of the values that a vendor's field can have. */
export interface Option { id: unknown; label: string }

const plain = (value: unknown) => String(value).trim().toLowerCase();

/**
 * The options that are meant: by their labels, whatever the case, or by their ids; several in a list, or in one text with commas.
 * @param field its name, for the refusal
 * @throws CrmFailure naming the options there are
 */
export function optionsOf(given: unknown, options: readonly Option[], field: string): Option[] {
	const words = typeof given === 'string' ? given.split(/[;,]/).filter((word) => word.trim()) : [given ?? []].flat();
	return words.map((word) => {
		const option = options.find(({ label }) => plain(label) === plain(word)) ?? options.find(({ id }) => plain(id) === plain(word));
		if (option) return option;
		throw refusal(`${field} has no option "${String(word)}"`, `Its options: ${options.map(({ label }) => label).join(', ')}.`);
	});
}
