import { compileGlobs } from '../text/glob.js';
import { defineCriterion } from './criterion.js';

/** `labels`: globs over the server's labels, of which any may match. */
export const labels = defineCriterion('labels', (patterns) => {
  const test = compileGlobs(patterns);
  return ({ server }) => server.labels.some(test);
});
