/**
 * The kit: all that a CRM is defined with, by one door. The engine interprets definitions and knows none of these pieces; they name no
 * vendor, and what only one CRM uses yet stands here as long as another may want it.
 */
export { defineCrm, resource } from '../defineCrm';
export type * from '../types';
export { titled } from '../words';

// Requests and refusals
export { CrmFailure, errorOf, existsAlready, insteadOf, noSuchField, refusal, refuseStrangers, throwRefusal } from '../http/failure';
export { readingHeaders } from '../http/pace';
export { path } from '../http/path';
export { decodeStatus } from '../http/status';
export { pauseOrEnd, type Budget } from './budget';
export { decodeWords } from './refusals';

// Fields and values
export { at, put } from '../map/record';
export { clockOf, daysBegun, fromVendor, minutesBetween, minutesIn, secondsAfter, toInstant, wallTime } from '../map/time';
export { AddressParts } from './addressParts';
export { columnOf } from './columns';
export { completable } from './completion';
export { changedLists, pointChange, pointFields, type ContactPoint, type PointKey } from './contactPoints';
export { EntryFields, type Entry } from './entryFields';
export { companyFields, companyFlag, extras, pageIn, shown, statusGroup, stored, type Extra, type Stored } from './fields';
export { filled, isObject } from './filled';
export { guessedKind, isNumber, literal } from './literals';
export { namedFields, type NamedField } from './namedFields';
export { keepName } from './names';
export { implyMobile } from './numbers';
export { optionsOf, type Option } from './options';
export { Parents } from './parents';
export { midnightInUtc, wholeDays } from './wholeDays';

// Lists and searches
export { bodyOf, Lists, type List } from './lists';
export { pipelineLists, type Pipeline } from './pipelines';
export { twice } from './twice';
export { whileNew } from './whileNew';
export { wordsOrList } from './wordsOrList';

// Records, and those that they hang on
export { chunks, parallel } from '../run/parallel';
export { inTurn, once } from '../run/turns';
export { AddressBook } from './addressBook';
export { AddressHome } from './addressHome';
export { findAll } from './findAll';
export { Links, type Link } from './links';
export { NamedLinks } from './namedLinks';
export { people, someone } from './people';
export { idOrThrow, linkByName, relate } from './relate';
export { carryOne, rest } from './resting';
export { pairById, sendUnrefused } from './sift';
export { inOrder } from './steps';
