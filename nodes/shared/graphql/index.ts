export { answerOf, nextOf, nodesOf } from './answers';
export { GraphQLApi, tried, type Step } from './api';
export { listed } from './lists';
