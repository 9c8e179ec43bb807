import { compileGlobs } from '../text/glob.js';
import { defineCriterion } from './criterion.js';

/** `prompts`: globs over its name; such a rule speaks of messages about a prompt only. */
export const prompts = defineCriterion('prompts', (patterns) => {
  const test = compileGlobs(patterns);
  return (input) => input.target.kind === 'prompt' && test(input.target.name);
});
