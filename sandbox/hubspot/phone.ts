/**
 * Digits only, in national form, as HubSpot's calculated phone properties hold them (contract 4).
 * The country code is guessed: one digit for North America, else two.
 */
export function searchablePhone(phone: string): string {
	const digits = phone.replace(/\D/g, '');
	if (phone.trim().startsWith('+')) return digits.slice(digits.startsWith('1') ? 1 : 2);
	if (digits.length === 11 && digits.startsWith('1')) return digits.slice(1);
	return digits.replace(/^0+/, '');
}
