import { compileGlobs } from '../text/glob.js';
import { defineCriterion } from './criterion.js';

/** `servers`: globs over the server's slug. */
export const servers = defineCriterion('servers', (patterns) => {
  const test = compileGlobs(patterns);
  return (input) => test(input.server.slug);
});
