import type { Person } from './crm';

/**
 * Who is in each CRM before the phone rings: callers who are known already, a couple with one number, and bystanders who
 * must stay untouched.
 */
export const known: readonly Person[] = [
	{ firstName: 'Dana', lastName: 'Whitfield', phone: '+1 (312) 555-0117', email: 'dana.whitfield@example.com', hasBought: true },
	{ firstName: 'Margaret', lastName: 'Ashworth', phone: '(01632) 960284', email: 'm.ashworth@example.com' },
	{ firstName: 'Anneliese', lastName: 'von der Heide', phone: '+49 171 3920012' },
	{ firstName: 'Thomas', lastName: 'Nguyen', phone: '+17735550128', email: 'thomas.nguyen@old-mail.example.com', hasBought: true },
	{ firstName: 'Robert', lastName: 'Halloran', phone: '(718) 555-0150', email: 'bob.halloran@example.com', hasBought: true },
	{ firstName: 'Eileen', lastName: 'Halloran', phone: '+1 718 555 0150', email: 'eileen.halloran@example.com', hasBought: true },
	{ firstName: 'Maya', lastName: 'Okonkwo', phone: '+1 312 555 0143', email: 'maya.okonkwo@example.com' },
	{ firstName: 'Grace', lastName: 'Kimball', phone: '+1 312 555 0132', email: 'grace.kimball@example.com' },
];

/** Who comes to be in the CRM while the trigger watches. */
export const newcomer: Person = { firstName: 'Noor', lastName: 'van Dijk', email: 'noor.vandijk@example.com', hasBought: true };
