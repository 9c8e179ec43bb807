import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { ConfigError, loadConfig } from '@sallyport/service-kit';
import { describe, expect, it } from 'vitest';
import { httpConfigSchema, workerConfigSchema } from './config.js';
import { createSnapshotSigner } from './platform/crypto/snapshot-signer.js';

const SETTINGS: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgresql://127.0.0.1:1/a',
  PLATFORM_DATABASE_URL: 'postgresql://127.0.0.1:1/a',
  SNAPSHOT_SIGNING_KEY: generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'der' })
    .toString('base64'),
  DATA_KEY: randomBytes(32).toString('base64'),
  API_PUBLIC_URL: 'http://127.0.0.1:1',
  CONSOLE_URL: 'http://127.0.0.1:2',
  GATEWAY_PUBLIC_URL: 'http://127.0.0.1:3',
  OIDC_ISSUER: 'http://127.0.0.1:4',
  OIDC_AUDIENCE: 'https://api.example',
  API_PORT: '0',
};

const problemsOf = (schema: typeof httpConfigSchema | typeof workerConfigSchema, env: Record<string, string>) => {
  try {
    loadConfig(schema, { ...SETTINGS, ...env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ key }) => key);
    throw error;
  }
};

describe.each([
  ['http', httpConfigSchema],
  ['worker', workerConfigSchema],
])('T-DEFAULTS: the %s process', (_, schema) => {
  it('starts with keys that were drawn at random', () => {
    expect(problemsOf(schema, {})).toEqual([]);
  });

  it.each(['DATABASE_URL', 'PLATFORM_DATABASE_URL', 'SNAPSHOT_SIGNING_KEY', 'DATA_KEY'])('needs %s', (key) => {
    expect(problemsOf(schema, { [key]: '' })).toEqual([key]);
  });

  it.each([
    ['short', randomBytes(16).toString('base64')],
    ['of zeros', Buffer.alloc(32).toString('base64')],
    ['that counts', Buffer.from(Array.from({ length: 32 }, (_unused, i) => i)).toString('base64')],
    ['of a sample', Buffer.from('changeme-0123456789-abcdefghijkl').toString('base64')],
  ])('refuses a data key %s', (_unused, key) => {
    expect(problemsOf(schema, { DATA_KEY: key })).toEqual(['DATA_KEY']);
  });

  it('listens to this machine only unless told otherwise', () => {
    const config = loadConfig(httpConfigSchema, SETTINGS);
    expect(config.API_HOST).toBe('127.0.0.1');
  });
});

it('T-DEFAULTS: snapshots are signed with nothing but an Ed25519 key', () => {
  const signerOf = (key: string) =>
    createSnapshotSigner(
      loadConfig(workerConfigSchema, { ...SETTINGS, SNAPSHOT_SIGNING_KEY: key }).SNAPSHOT_SIGNING_KEY,
    );
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  for (const key of ['changeme', Buffer.alloc(48).toString('base64')]) expect(() => signerOf(key)).toThrow();
  expect(() => signerOf(rsa.export({ type: 'pkcs8', format: 'der' }).toString('base64'))).toThrow(/Ed25519/);
});
