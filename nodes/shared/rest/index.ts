/** The words in which a CRM with a REST API is defined. */
export { CrmFailure, errorOf, noSuchField, refusal } from '../http/failure';
export { path } from '../http/path';
export { pointFields, withPoint, type ContactPoint, type PointKey } from '../map/contactPoints';
export { extras, shown, statusGroup, stored, type Extra } from '../map/fields';
export { implyMobile } from '../map/numbers';
export { optionsOf, type Option } from '../map/options';
export { toInstant } from '../map/time';
export { AddressBook } from '../run/addressBook';
export { findAll } from '../run/findAll';
export { parallel } from '../run/parallel';
export { people } from '../run/people';
export { idOrThrow, linkByName, relate, type Namesakes } from '../run/relate';
export { pairById } from '../run/sift';
export { inOrder } from '../run/steps';
export { once } from '../run/turns';
export { bodyOf, Lists, type List } from './lists';
export { decodeWords } from './refusals';
export type * from '../types';
