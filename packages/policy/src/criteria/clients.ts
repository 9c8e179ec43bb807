import { compileGlobs } from '../text/glob.js';
import { defineCriterion } from './criterion.js';

/** `clients`: globs over the name the client gives itself; a client that gives none is matched by no pattern. */
export const clients = defineCriterion('clients', (patterns) => {
  const test = compileGlobs(patterns);
  return (input) => input.client !== null && test(input.client.name);
});
