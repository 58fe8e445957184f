/** The words in which a CRM with a REST API is defined. */
export { CrmFailure, errorOf, refusal } from '../http/failure';
export { path } from '../http/path';
export { extras, shown, statusGroup, stored, type Extra } from '../map/fields';
export { implyMobile } from '../map/numbers';
export { toInstant } from '../map/time';
export { AddressBook } from '../run/addressBook';
export { people } from '../run/people';
export { idOrThrow, relate } from '../run/relate';
export { inOrder } from '../run/steps';
export { bodyOf, Lists, type List } from './lists';
export { decodeWords } from './refusals';
export type * from '../types';
