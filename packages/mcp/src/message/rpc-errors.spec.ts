import { describe, expect, it } from 'vitest';
import { isModernError, supportedVersionsOf } from './rpc-errors.js';

describe('isModernError', () => {
  it.each([-32020, -32021, -32022])('takes %i for a modern server', (code) => {
    expect(isModernError({ code })).toBe(true);
  });

  // Each of these is sent by servers that know nothing of 2026-07-28: to stay modern would leave them unreachable.
  it.each([-32700, -32600, -32601, -32602, -32603, -32000, -32001, -32002, -32004, -32019, -32023, -32042])(
    'falls back on %i',
    (code) => {
      expect(isModernError({ code })).toBe(false);
    },
  );
});

describe('supportedVersionsOf', () => {
  it('reads the versions a server offers instead', () => {
    const data = { supported: ['2026-07-28', 7, 'x'.repeat(65), '2025-11-25'], requested: '1900-01-01' };
    expect(supportedVersionsOf({ code: -32022, data })).toEqual(['2026-07-28', '2025-11-25']);
  });

  it('is bounded', () => {
    const supported = Array.from({ length: 100 }, () => '2026-07-28');
    expect(supportedVersionsOf({ code: -32022, data: { supported } })).toHaveLength(32);
  });

  it.each([
    { code: -32602, data: { supported: ['2026-07-28'] } },
    { code: -32022 },
    { code: -32022, data: null },
    { code: -32022, data: { supported: '2026-07-28' } },
  ])('finds none in %j', (error) => {
    expect(supportedVersionsOf(error)).toEqual([]);
  });
});
