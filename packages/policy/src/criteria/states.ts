import { defineCriterion } from './criterion.js';

/** `states`: the state of the tool's definition; what has no definition that is known has none. */
export const states = defineCriterion('states', (values) => {
  const wanted = new Set(values);
  return ({ tool }) => tool !== undefined && wanted.has(tool.state);
});
