import { compileGlobs } from '../text/glob.js';
import { defineCriterion } from './criterion.js';

/** `methods`: globs over the MCP method. */
export const methods = defineCriterion('methods', (patterns) => {
  const test = compileGlobs(patterns);
  return (input) => test(input.method);
});
