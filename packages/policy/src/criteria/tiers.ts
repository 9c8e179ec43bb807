import { defineCriterion } from './criterion.js';

/** `tiers`: the server's risk tier. */
export const tiers = defineCriterion('tiers', (values) => {
  const wanted = new Set(values);
  return (input) => wanted.has(input.server.tier);
});
