import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';

const SETTINGS = {
  API_URL: 'http://127.0.0.1:1',
  NEXTAUTH_URL: 'http://127.0.0.1:2',
  OIDC_ISSUER: 'http://127.0.0.1:3',
  OIDC_CLIENT_ID: 'console',
  OIDC_CLIENT_SECRET: 'of the identity provider',
  OIDC_AUDIENCE: 'https://api.example',
};

beforeEach(() => {
  // Settings are read once, so each test reads them anew.
  vi.resetModules();
  delete process.env.NEXTAUTH_SECRET;
  Object.assign(process.env, SETTINGS);
});

const read = async () => (await import('./env')).getEnv();

it.each([
  ['none', undefined],
  ['a short one', randomBytes(16).toString('base64')],
  ['one that a sample holds', 'changeme-changeme-changeme-changeme'],
  ['a sentence', 'this is a very secret text that is long enough'],
  ['one letter', 'a'.repeat(44)],
  ['a few letters', 'abcabcabcabcabcabcabcabcabcabcabcabc'],
])('T-DEFAULTS: no session is sealed with %s as the key', async (_, secret) => {
  if (secret !== undefined) process.env.NEXTAUTH_SECRET = secret;
  await expect(read()).rejects.toThrow(/The console cannot start\. NEXTAUTH_SECRET/);
});

it('takes a key that was drawn at random', async () => {
  process.env.NEXTAUTH_SECRET = randomBytes(32).toString('base64');
  expect((await read()).sessionSecret).toBe(process.env.NEXTAUTH_SECRET);
});
