import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret, secret } from './secret.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

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
    expect(new Secret(KEY).revealBytes()).toEqual(Buffer.alloc(32, 7));
  });

  it('of n bytes is base64 of n bytes, in either alphabet', () => {
    const schema = secret({ bytes: 32 });
    expect(schema.parse(KEY).revealBytes()).toHaveLength(32);
    expect(schema.parse(Buffer.alloc(32, 0xff).toString('base64url')).revealBytes()).toHaveLength(32);
    for (const wrong of ['', 'short', Buffer.alloc(31).toString('base64'), `${KEY.slice(0, -3)}!==`]) {
      const { error } = schema.safeParse(wrong);
      expect(error?.issues[0]?.message).toBeDefined();
      if (wrong.length > 4) expect(JSON.stringify(error?.issues)).not.toContain(wrong);
    }
  });
});
