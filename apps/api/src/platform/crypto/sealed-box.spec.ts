import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { open, seal } from './sealed-box.js';

const key = randomBytes(32);
const plain = Buffer.from('arguments');

describe('sealed boxes', () => {
  it('open with the key and the context they were sealed with', () => {
    expect(open(key, 'org_a/call_1', seal(key, 'org_a/call_1', plain))).toEqual(plain);
  });

  it('do not open as those of another call, with another key, or when a byte was changed', () => {
    const sealed = seal(key, 'org_a/call_1', plain);
    expect(() => open(key, 'org_b/call_1', sealed)).toThrow();
    expect(() => open(randomBytes(32), 'org_a/call_1', sealed)).toThrow();
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => open(key, 'org_a/call_1', changed)).toThrow();
    }
  });

  it('differ each time, so equal arguments do not look equal', () => {
    expect(seal(key, 'c', plain)).not.toEqual(seal(key, 'c', plain));
  });
});
