import { compileGlobs } from '../text/glob.js';
import { defineCriterion } from './criterion.js';

/** `tools`: globs over the tool's name; such a rule speaks of tool calls and a tool's entry in lists only. */
export const tools = defineCriterion('tools', (patterns) => {
  const test = compileGlobs(patterns);
  return (input) => input.target.kind === 'tool' && test(input.target.name);
});
