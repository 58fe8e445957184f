/**
 * For vendors that keep one name and part it where they like: takes first and last name out of an input that says no other
 * name than the record has, for "Mary Ann" of "Mary Ann Smith" is still her.
 */
export function keepName(values: Map<string, unknown>, held: unknown): void {
	const textOf = (value: unknown) => String(value ?? '').trim();
	const [name, firstName, lastName] = [held, values.get('firstName'), values.get('lastName')].map(textOf);
	const isWhole = values.has('firstName') && values.has('lastName');
	const isPart = firstName ? `${name} `.startsWith(`${firstName} `) : lastName !== '' && ` ${name}`.endsWith(` ${lastName}`);
	if (isWhole ? [firstName, lastName].filter(Boolean).join(' ') !== name : !isPart) return;
	values.delete('firstName');
	values.delete('lastName');
}
