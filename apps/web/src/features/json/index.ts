export type { JsonMark } from './json-lines';
export { JsonView } from './json-view';
