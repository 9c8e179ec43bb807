import { defineCriterion } from './criterion.js';

/** `direction`: what the client sends, or what the server sends. */
export const direction = defineCriterion('direction', (value) => (input) => input.direction === value);
