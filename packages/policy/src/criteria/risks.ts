import { defineCriterion } from './criterion.js';

/** `risks`: the tool's risk; what is no tool, and a tool nobody knows, has none. */
export const risks = defineCriterion('risks', (values) => {
  const wanted = new Set(values);
  return ({ target, tool }) => target.kind === 'tool' && tool !== undefined && wanted.has(tool.risk);
});
