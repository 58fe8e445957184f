/** What the shells of a node and its trigger are filled with. */
export { nodeProperties } from './describe/properties';
export { triggerProperties } from './describe/trigger';
export { methodsOf } from './desk/editor';
export { execute } from './desk/execute';
export { pollOnce } from './desk/trigger';
