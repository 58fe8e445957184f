import type { FreshsalesSettings } from './settings';

/** Users rename these, and accounts in other languages start with other ones (contract 2.1, 5). */
const GERMAN: Readonly<Record<string, string>> = {
	'All Contacts': 'Alle Kontakte',
	'My Contacts': 'Meine Kontakte',
	'New Contacts': 'Neue Kontakte',
	'Recently Modified': 'Zuletzt geändert',
	'Recycle Bin': 'Papierkorb',
	'All Accounts': 'Alle Konten',
	'All Deals': 'Alle Deals',
	'Open Deals': 'Offene Deals',
	Lead: 'Interessent',
	'Sales Qualified Lead': 'Qualifizierter Interessent',
	Customer: 'Kunde',
	New: 'Neu',
	Contacted: 'Kontaktiert',
	Won: 'Gewonnen',
	Lost: 'Verloren',
};

/** A name in the account's language. */
export function localName(name: string, { language }: Pick<FreshsalesSettings, 'language'>): string {
	return language === 'de' ? (GERMAN[name] ?? name) : name;
}
