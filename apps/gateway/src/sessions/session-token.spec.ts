import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSessionSealer, type SessionClaims } from './session-token.js';

const claims: SessionClaims = {
  orgId: 'org_1',
  principalId: 'sa_1',
  serverId: 'srv_1',
  upstreamId: 'the upstream id',
  upstreamVersion: '2025-11-25',
  protocolVersion: '2025-11-25',
  client: { name: 'test', version: '1' },
  capabilities: { elicitation: {} },
  issuedAt: 1,
};

describe('a session id', () => {
  const key = randomBytes(32);
  const sealer = createSessionSealer(key);

  it('carries the session and shows nothing of it, in visible ASCII', () => {
    const token = sealer.seal(claims);
    expect(sealer.open(token)).toEqual(claims);
    expect(token).toMatch(/^[\x21-\x7e]+$/);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('upstream');
  });

  it('differs every time, so that equal sessions cannot be told to be equal', () => {
    expect(sealer.seal(claims)).not.toBe(sealer.seal(claims));
  });

  it('is opened by every replica with the key and by nobody else', () => {
    const token = sealer.seal(claims);
    expect(createSessionSealer(key).open(token)).toEqual(claims);
    expect(createSessionSealer(randomBytes(32)).open(token)).toBeNull();
  });

  it('is nothing once a single bit of it has changed', () => {
    const bytes = Buffer.from(sealer.seal(claims), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const altered = Buffer.from(bytes);
      altered[i] = (altered[i] ?? 0) ^ 1;
      expect(sealer.open(altered.toString('base64url'))).toBeNull();
    }
  });

  it('has one spelling only', () => {
    const token = sealer.seal(claims);
    for (const other of [
      `${token}=`,
      `${token} `,
      token.slice(0, -1),
      `${token}AA`,
      `=${token}`,
      '',
      'x'.repeat(5_000),
    ]) {
      expect(sealer.open(other)).toBeNull();
    }
  });
});
