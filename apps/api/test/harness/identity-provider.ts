import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const AUDIENCE = 'https://api.test';

export interface TestPerson {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
}

export interface TestIdentityProvider {
  readonly issuer: string;
  /** Requests for keys so far. */
  readonly keyFetches: () => number;
  /** A valid access token, unless overridden. */
  token(
    person: TestPerson,
    overrides?: { claims?: JWTPayload; expiresIn?: string | number; foreignKey?: boolean },
  ): Promise<string>;
  /** Signs with a new key from now on; the old one is no longer published. */
  rotate(): Promise<void>;
  setDown(down: boolean): void;
  close(): Promise<void>;
}

export const newPerson = (word: string = randomUUID().slice(0, 8)): TestPerson => ({
  sub: `sub-${word}`,
  email: `${word}@example.com`,
  name: `Person ${word}`,
});

const newKey = async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = randomUUID();
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
};

/** An OIDC issuer with a discovery document and one signing key, on loopback. */
export const startIdentityProvider = async (): Promise<TestIdentityProvider> => {
  let key = await newKey();
  const foreign = await newKey();
  let isDown = false;
  let fetches = 0;
  let issuer = '';
  const server = createServer((req, res) => {
    if (isDown) return void req.socket.destroy();
    if (req.url === '/jwks') fetches += 1;
    const body = req.url === '/jwks' ? { keys: [key.jwk] } : { issuer, jwks_uri: `${issuer}/jwks` };
    res.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    keyFetches: () => fetches,
    token: async ({ sub, email, name }, { claims = {}, expiresIn = '10m', foreignKey = false } = {}) =>
      new SignJWT({ email, email_verified: true, name, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'at+jwt' })
        .setSubject(sub)
        .setIssuer(claims.iss ?? issuer)
        .setAudience(claims.aud ?? AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(expiresIn)
        .sign(foreignKey ? foreign.privateKey : key.privateKey),
    rotate: async () => {
      key = await newKey();
    },
    setDown: (down) => {
      isDown = down;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
