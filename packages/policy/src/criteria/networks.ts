import { compileNetworks } from '../text/network.js';
import { defineCriterion } from './criterion.js';

/** `networks`: where the client calls from; a call without an address is in none. */
export const networks = defineCriterion('networks', (blocks) => {
  const test = compileNetworks(blocks);
  return ({ address }) => address !== null && test(address);
});
