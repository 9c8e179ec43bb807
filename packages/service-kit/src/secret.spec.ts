import { createHash, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret, secret } from './secret.js';

const BYTES = createHash('sha256').update('a key').digest();
const KEY = BYTES.toString('base64');

describe('a secret', () => {
  it('prints as [redacted] wherever it is printed without being asked for', () => {
    const held = new Secret('hunter2');
    const printed = [
      `${held}`,
      String(held),
      JSON.stringify({ held }),
      inspect(held),
      inspect({ nested: { held } }, { depth: 9, showHidden: true }),
      `${[held]}`,
    ];
    for (const text of printed) {
      expect(text).toContain('[redacted]');
      expect(text).not.toContain('hunter2');
    }
    expect(Object.values(held)).toEqual([]);
  });

  it('is given out when asked for, as text and as the bytes of its base64', () => {
    expect(new Secret('hunter2').reveal()).toBe('hunter2');
    expect(new Secret(KEY).revealBytes()).toEqual(BYTES);
  });

  it('of n bytes is base64 of n bytes, in either alphabet', () => {
    const schema = secret({ bytes: 32 });
    expect(schema.parse(KEY).revealBytes()).toHaveLength(32);
    expect(schema.parse(BYTES.toString('base64url')).revealBytes()).toHaveLength(32);
    for (const wrong of ['', 'short', Buffer.alloc(31).toString('base64'), `${KEY.slice(0, -3)}!==`]) {
      const { error } = schema.safeParse(wrong);
      expect(error?.issues[0]?.message).toBeDefined();
      if (wrong.length > 4) expect(JSON.stringify(error?.issues)).not.toContain(wrong);
    }
  });

  it('T-DEFAULTS: of n bytes is none that a sample holds or that somebody typed', () => {
    const schema = secret({ bytes: 32 });
    const samples = [
      Buffer.alloc(32),
      Buffer.alloc(32, 0xff),
      Buffer.from(Array.from({ length: 32 }, (_, i) => i)),
      Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - 3 * i)),
      Buffer.from('0123456789abcdef0123456789abcde', 'latin1').subarray(0, 15),
      Buffer.from('abcabcabcabcabcabcabcabcabcabcab'),
      Buffer.from('changemechangemechangemechangeme'),
      Buffer.from('this-is-a-32-byte-sample-key-xyz'),
    ];
    for (const sample of samples) expect(schema.safeParse(sample.toString('base64')).success).toBe(false);
    for (let i = 0; i < 1_000; i++) schema.parse(randomBytes(32).toString('base64'));
  });

  it('T-DEFAULTS: of n characters is none that a sample holds or that somebody typed', () => {
    const schema = secret({ lengthMin: 32 });
    const samples = [
      'x'.repeat(43),
      'abcdefghijklmnopqrstuvwxyz0123456789'.slice(0, 31),
      'ababababababababababababababababab',
      'CHANGE_ME-1f2e3d4c5b6a79880716253443526170',
      'my-super-secret-token-that-is-long-enough',
      'sp_gw_example_1234567890abcdefghijklmnopqrst',
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefgh',
    ];
    for (const sample of samples) {
      const { error } = schema.safeParse(sample);
      expect(error?.issues[0]?.message).toMatch(/looks like a sample|at least 32/);
      expect(JSON.stringify(error?.issues)).not.toContain(sample);
    }
    for (let i = 0; i < 1_000; i++) schema.parse(randomBytes(32).toString('base64url'));
    for (let i = 0; i < 1_000; i++) schema.parse(randomBytes(32).toString('hex'));
  });

  it('of somebody else may be anything, because this is not who makes it', () => {
    expect(secret().parse('postgresql://u:password@example/db').reveal()).toContain('password');
  });
});
