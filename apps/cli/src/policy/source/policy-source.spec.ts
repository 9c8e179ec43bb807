import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOrigin } from './policy-source.js';

const NOBODY = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

describe('readOrigin', () => {
  let folder: string;
  let file: string;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@acme.example', ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...NOBODY },
      encoding: 'utf8',
    }).trim();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sallyport-source-'));
    mkdirSync(join(folder, 'policies'));
    file = join(folder, 'policies/base.yaml');
    writeFileSync(file, 'version: 1\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const commit = (): string => {
    git('init', '--quiet', '--initial-branch=main');
    git('remote', 'add', 'origin', 'git@github.com:acme/rules.git');
    git('add', '.');
    git('commit', '--quiet', '--message', 'Say who may read\n\nAnd why.');
    return git('rev-parse', 'HEAD');
  };

  it('asks git: repository, branch, commit, path, and the subject of the commit', async () => {
    const sha = commit();
    expect(await readOrigin(file, {}, {})).toEqual({
      source: {
        repository: 'acme/rules',
        url: 'https://github.com/acme/rules/blob/main/policies/base.yaml',
        ref: 'main',
        commit: sha,
        path: 'policies/base.yaml',
      },
      subject: 'Say who may read',
    });
  });

  it('takes the word of the workflow, which checks out a commit and no branch', async () => {
    const sha = commit();
    git('checkout', '--quiet', '--detach');
    const env = {
      GITHUB_REPOSITORY: 'acme/policies',
      GITHUB_SERVER_URL: 'https://github.acme.example',
      GITHUB_REF_NAME: 'main',
      GITHUB_SHA: sha,
    };
    const { source } = await readOrigin(file, {}, env);
    expect(source).toMatchObject({
      repository: 'acme/policies',
      url: 'https://github.acme.example/acme/policies/blob/main/policies/base.yaml',
      ref: 'main',
    });
  });

  it('puts options above both', async () => {
    commit();
    const options = { repository: 'x/y', url: 'https://x.example/y', ref: 'v1', commit: 'abcdef0' };
    const { source } = await readOrigin(file, options, { GITHUB_SHA: 'f'.repeat(40) });
    expect(source).toEqual({ ...options, path: 'policies/base.yaml' });
  });

  it('refuses a file the commit does not hold', async () => {
    commit();
    writeFileSync(file, 'version: 1 # changed\n');
    await expect(readOrigin(file, {}, {})).rejects.toThrow('is not as it was committed');
    expect((await readOrigin(file, { 'no-source': true }, {})).source).toBeNull();
  });

  it('names what is missing outside a repository', async () => {
    const sentence = 'Say it with --repository, --url, --ref, --commit';
    await expect(readOrigin(file, {}, {})).rejects.toThrow(sentence);
  });
});
