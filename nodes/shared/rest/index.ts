/** The words in which a CRM with a REST API is defined. */
export { CrmFailure, errorOf, refusal, throwRefusal } from '../http/failure';
export { readingHeaders } from '../http/pace';
export { path } from '../http/path';
export { columnOf } from '../map/columns';
export { extras, shown, statusGroup, stored, type Extra, type Stored } from '../map/fields';
export { implyMobile } from '../map/numbers';
export { toInstant } from '../map/time';
export { AddressBook } from '../run/addressBook';
export { Links, type Link } from '../run/links';
export { people } from '../run/people';
export { idOrThrow, relate } from '../run/relate';
export { inOrder } from '../run/steps';
export { bodyOf, Lists, type List } from './lists';
export { pipelineLists, type Pipeline } from './pipelines';
export { decodeWords } from './refusals';
export type * from '../types';
