/** The words in which a CRM with a REST API is defined. */
export { CrmFailure, errorOf, noSuchField, refusal } from '../http/failure';
export { path } from '../http/path';
export { extras, shown, statusGroup, stored, type Extra, type Stored } from '../map/fields';
export { implyMobile } from '../map/numbers';
export { toInstant } from '../map/time';
export { decodeStatus } from '../http/status';
export { AddressBook } from '../run/addressBook';
export { once } from '../run/once';
export { parallel } from '../run/parallel';
export { people } from '../run/people';
export { idOrThrow, relate } from '../run/relate';
export { inOrder } from '../run/steps';
export { bodyOf, Lists, type List } from './lists';
export { decodeWords } from './refusals';
export { rest } from './resting';
export type * from '../types';
