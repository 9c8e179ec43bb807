import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCursorCodec } from './cursor.js';

const codec = createCursorCodec(randomBytes(32));
const scope = { orgId: 'org_a', operation: 'listCalls', filter: { effect: 'deny' } };

describe('page cursors', () => {
  it('give back the position they were made with', () => {
    const position = ['2026-01-01T00:00:00.000Z', 'call_ä"'];
    expect(codec.decode(scope, codec.encode(scope, position))).toEqual(position);
  });

  it.each([
    ['another organisation', { ...scope, orgId: 'org_b' }],
    ['another operation', { ...scope, operation: 'listServers' }],
    ['another filter', { ...scope, filter: { effect: 'allow' } }],
    ['no filter', { orgId: scope.orgId, operation: scope.operation }],
  ])('mean nothing for %s', (_, other) => {
    expect(() => codec.decode(other, codec.encode(scope, ['x']))).toThrow('cursor.invalid');
  });

  it('cannot be forged or changed', () => {
    const cursor = codec.encode(scope, ['x']);
    const bytes = Buffer.from(cursor, 'base64url');
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => codec.decode(scope, changed.toString('base64url'))).toThrow('cursor.invalid');
    }
    for (const garbage of ['', 'a', '%%%', 'x'.repeat(500)]) {
      expect(() => codec.decode(scope, garbage)).toThrow('cursor.invalid');
    }
  });

  it('are of another key in another installation', () => {
    const other = createCursorCodec(randomBytes(32));
    expect(() => other.decode(scope, codec.encode(scope, ['x']))).toThrow('cursor.invalid');
  });
});
