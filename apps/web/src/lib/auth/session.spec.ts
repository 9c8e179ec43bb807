import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSession, type Session, sealSession } from './session';

const session: Session = {
  sub: 'ada',
  name: 'Ada',
  email: 'ada@acme.example',
  accessToken: 'the access token',
  accessTokenExpiresAtMs: 1,
  refreshToken: null,
};

beforeAll(() => {
  Object.assign(process.env, {
    API_URL: 'http://127.0.0.1:1',
    NEXTAUTH_URL: 'http://127.0.0.1:2',
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    OIDC_ISSUER: 'http://127.0.0.1:3',
    OIDC_CLIENT_ID: 'console',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_AUDIENCE: 'https://api.example',
  });
});

describe('sealed session', () => {
  it('opens to what was sealed and shows nothing of it from outside', async () => {
    const sealed = await sealSession(session);
    expect(await openSession(sealed)).toEqual(session);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('access token');
  });

  it('does not open when a byte was changed, when it is not ours, or when it is empty', async () => {
    const sealed = await sealSession(session);
    const changed = `${sealed.slice(0, -3)}${sealed.at(-3) === 'A' ? 'B' : 'A'}${sealed.slice(-2)}`;
    expect(await openSession(changed)).toBeNull();
    expect(await openSession('e30.e30.e30.e30.e30')).toBeNull();
    expect(await openSession('')).toBeNull();
  });
});
