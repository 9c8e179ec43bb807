import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleDocument } from '@sallyport/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sallyport } from './support.js';

const runCli = async (args: readonly string[]) => {
  const run = sallyport(args);
  const { code } = await run.ended;
  return { code, stdout: run.stdout(), stderr: run.stderr() };
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sallyport-bundles-'));
});
afterAll(() => rm(dir, { recursive: true }));

const write = async (name: string, content: string): Promise<string> => {
  const file = join(dir, name);
  await writeFile(file, content);
  return file;
};

it('signs a bundle so that its public key tells the bytes are its own', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = await write('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  const bundle = await write('bundle.json', JSON.stringify(bundleDocument({ name: 'acme', version: 3 })));
  const { code, stdout, stderr } = await runCli(['detectors', 'sign', bundle, '--key', key]);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^Signed acme 3 with the key [0-9a-f]{16}\.\n$/)]);
  const signed = JSON.parse(stdout) as { payload: string; keyId: string; signature: string };
  const bytes = Buffer.from(signed.payload);
  expect(
    verify(
      null,
      bytes,
      createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })),
      Buffer.from(signed.signature, 'base64url'),
    ),
  ).toBe(true);
  expect(JSON.parse(signed.payload)).toMatchObject({ name: 'acme', version: 3 });
});

it('does not sign a bundle with problems, and lists them all', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = await write('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  const [detector] = bundleDocument({ name: 'acme' }).detectors;
  const wrong = bundleDocument({
    name: 'acme',
    detectors: [{ ...detector, id: 'other.name', patterns: ['(a)\\1'] } as NonNullable<typeof detector>],
    rollout: { stages: [{ percent: 50, hours: 1 }], flaggedShareMax: 0.01, callsMin: 50 },
  });
  const file = await write('wrong.json', JSON.stringify(wrong));
  const { code, stdout, stderr } = await runCli(['detectors', 'sign', file, '--key', key]);
  expect([code, stdout]).toEqual([3, '']);
  for (const pointer of ['/rollout/stages/0/percent', '/detectors/0/id', '/detectors/0/patterns/0'])
    expect(stderr).toContain(`${file}: ${pointer}: `);
  const checked = await runCli(['detectors', 'check', file]);
  expect([checked.code, checked.stdout]).toEqual([3, expect.stringContaining('1 detector,')]);
});

it('says what is wrong with the key or the file', async () => {
  const bundle = await write('bundle.json', JSON.stringify(bundleDocument()));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rsa = await write('rsa.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  const other = await runCli(['detectors', 'sign', bundle, '--key', rsa]);
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('no Ed25519 private key')]);
  const missing = await runCli(['detectors', 'check', join(dir, 'none.json')]);
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('There is no such file.')]);
  const text = await write('text.json', 'not json');
  expect((await runCli(['detectors', 'check', text])).code).toBe(3);
  expect((await runCli(['detectors', 'sing', bundle])).stderr).toContain('Did you mean "sign"?');
});
