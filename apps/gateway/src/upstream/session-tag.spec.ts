import { describe, expect, it } from 'vitest';
import { findSession, readSessionTag, type TaggedSession, tagSession } from './session-tag.js';

const MADE: readonly TaggedSession[] = [
  { maker: 'http', version: null, id: null },
  { maker: 'http', version: null, id: 'abc' },
  { maker: 'http', version: '2025-11-25', id: 'abc' },
  { maker: 'http', version: '2025-06-18', id: null },
  { maker: 'http', version: null, id: '~m~abc' },
  { maker: 'http', version: null, id: '@other.abc' },
  { maker: 'http', version: '2025-11-25', id: '@other.~e~abc' },
  { maker: 'events', version: null, id: '@one.abc' },
  { maker: 'events', version: '2025-11-25', id: '@one.a~b' },
  { maker: 'stdio', version: null, id: 'abc' },
  { maker: 'bridge', version: null, id: null },
  { maker: 'bridge', version: null, id: '@one.abc' },
];

describe('the tag of a session', () => {
  it.each(MADE)('is read back as it was written: $maker $version $id', (made) => {
    expect(readSessionTag(tagSession(made))).toEqual(made);
  });

  it('leaves the usual ids of servers as they are', () => {
    expect(tagSession({ maker: 'http', version: null, id: 'f3b1-00' })).toBe('f3b1-00');
  });

  it('keeps an id of ours bound to its replica, and never binds one that a server made up', () => {
    expect(tagSession({ maker: 'events', version: null, id: '@one.abc' })).toBe('@one.~e~abc');
    for (const version of [null, '2025-11-25']) {
      expect(tagSession({ maker: 'http', version, id: '@other.abc' })).not.toMatch(/^@/);
    }
  });

  it('gives the same session each time, so that what is kept by it stays', () => {
    const session = { id: '@one.~e2025-06-18~abc', protocolVersion: '2025-03-26' };
    expect(findSession(session)).toEqual({
      maker: 'events',
      session: { id: '@one.abc', protocolVersion: '2025-06-18' },
    });
    expect(findSession(session).session).toBe(findSession(session).session);
    const plain = { id: 'abc', protocolVersion: '2025-11-25' };
    expect(findSession(plain).session).toBe(plain);
  });
});
