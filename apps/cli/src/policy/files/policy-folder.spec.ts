import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPolicyFolder } from './policy-folder.js';

const policy = (name: string): string =>
  `version: 1\nname: ${JSON.stringify(name)}\nrules: [{ id: r, effect: deny }]\n`;

describe('readPolicyFolder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'sallyport-folder-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('finds a policy by the name it says it has, whatever its file is called', async () => {
    writeFileSync(join(dir, 'one.yml'), policy('Baseline'));
    writeFileSync(join(dir, 'broken.yaml'), 'name: [');
    writeFileSync(join(dir, 'notes.md'), policy('Notes'));
    const folder = await readPolicyFolder(dir);
    expect(folder.find('Baseline')?.file).toBe(join(dir, 'one.yml'));
    expect(folder.find('Notes')).toBeNull();
  });

  it.each([
    ['acme-baseline', 'acme-baseline.yaml'],
    ['../../etc/passwd', 'etc-passwd.yaml'],
    ['Regeln für Ärzte', 'regeln-f-r-rzte.yaml'],
    ['…', 'policy.yaml'],
    ['CON', 'con.yaml'],
  ])('a policy called %s gets the file %s', async (name, file) => {
    expect((await readPolicyFolder(dir)).fileFor(name, policy(name))).toBe(join(dir, file));
  });

  it('gives no file twice, nor one that is there', async () => {
    writeFileSync(join(dir, 'A-B.yaml'), policy('else'));
    mkdirSync(join(dir, 'sub'));
    const folder = await readPolicyFolder(dir);
    expect([folder.fileFor('a b', 'x: 1'), folder.fileFor('a.b', 'x: 1'), folder.fileFor('a/b', '{}')]).toEqual([
      join(dir, 'a-b-2.yaml'),
      join(dir, 'a-b-3.yaml'),
      join(dir, 'a-b.json'),
    ]);
  });

  it('refuses to choose between two files of one policy', async () => {
    for (const file of ['a.yaml', 'b.yaml']) writeFileSync(join(dir, file), policy('Twice'));
    const folder = await readPolicyFolder(dir);
    expect(() => folder.find('Twice')).toThrow(/a\.yaml and .*b\.yaml both hold the policy "Twice"/);
  });

  it('takes a folder that is not there for an empty one', async () => {
    expect((await readPolicyFolder(join(dir, 'none'))).find('x')).toBeNull();
  });
});
