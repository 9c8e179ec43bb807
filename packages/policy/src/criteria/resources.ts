import { compileGlobs } from '../text/glob.js';
import { defineCriterion } from './criterion.js';

/** `resources`: globs over its URI; such a rule speaks of messages about a resource only. */
export const resources = defineCriterion('resources', (patterns) => {
  const test = compileGlobs(patterns);
  return (input) => input.target.kind === 'resource' && test(input.target.name);
});
