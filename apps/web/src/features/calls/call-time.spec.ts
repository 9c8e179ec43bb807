import { expect, it } from 'vitest';
import { decidedAtOf } from './call-time';

it('reads the time from a call id', () => {
  expect(decidedAtOf('call_01m7yn1f2xrt417zj25x384aj2')).toBe(Date.parse('2026-11-21T08:54:49.181Z'));
});

it('reads nothing from what is no call id', () => {
  for (const text of ['', 'call_', 'pol_01m7yn1f2xrt417zj25x384aj2', 'call_01m7yn1f2xrt417zj25x384aju']) {
    expect(decidedAtOf(text)).toBeNull();
  }
});
