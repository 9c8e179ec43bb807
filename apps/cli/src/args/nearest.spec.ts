import { expect, it } from 'vitest';
import { nearest } from './nearest.js';

const NAMES = ['policy', 'print-policy', 'listen', 'records', 'no-auth'];

it.each([
  ['polcy', 'policy'],
  ['policy ', 'policy'],
  ['poilcy', 'policy'],
  ['lsiten', 'listen'],
  ['rec', 'records'],
  ['noauth', 'no-auth'],
  ['zebra', null],
  ['x', null],
  ['', null],
])('%s is meant to be %s', (typed, name) => {
  expect(nearest(typed, NAMES)).toBe(name);
});
