import { writeFileSync } from 'node:fs';
import { storyCrms } from './story/crms';
import { bookingIntake, example, exampleFile, exampleFor, writtenWith } from './story/examples';

/** Makes the booking workflow of each CRM from the one it is written with. */
for (const crm of storyCrms.filter((one) => one !== writtenWith)) {
	const workflow = exampleFor(example(bookingIntake(writtenWith)), crm);
	writeFileSync(exampleFile(bookingIntake(crm)), `${JSON.stringify(workflow, null, 2)}\n`);
}
