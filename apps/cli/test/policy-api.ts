import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS, type Role } from '@sallyport/contracts';
import { freePort } from '@sallyport/testkit';
import { afterAll, beforeAll, vi } from 'vitest';
import { okBody, type SendOptions, send } from '../../api/test/harness/client.js';
import { environmentOf } from '../../api/test/harness/environment.js';
import { killProcesses, startProcess } from '../../api/test/harness/process.js';
import { type TestApi, useApi } from '../../api/test/harness/start-api.js';
import { createTenant, type TestTenant } from '../../api/test/harness/tenant.js';
import { environment, type Run, sallyport, scratchFolder } from './support.js';

// Every step of a test is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

type Operation = (typeof OPERATIONS)[keyof typeof OPERATIONS];

export interface PolicyApi {
  readonly api: TestApi;
  readonly tenant: TestTenant;
  readonly url: string;
  /** As the owner. */
  ask<T>(operation: Operation, options?: SendOptions): Promise<T>;
  /** A token of a new service account with a role, as the console issues it. */
  tokenWith(role: Role): Promise<string>;
}

/** The built api and worker on a database of their own, with one organisation: what a repository pushes to. */
export const usePolicyApi = (): (() => PolicyApi) => {
  const api = useApi();
  let made: PolicyApi | undefined;
  beforeAll(async () => {
    const env = environmentOf(api().database, api().idp.issuer);
    const port = await freePort();
    const http = startProcess('main.http.js', { ...env, API_PORT: String(port) });
    const worker = startProcess('main.worker.js', env);
    await Promise.all([http.waitFor('api listens'), worker.waitFor('worker runs')]);
    const url = `http://127.0.0.1:${port}`;
    const tenant = await createTenant(api());
    const ask = async <T>(operation: Operation, { params, ...options }: SendOptions = {}): Promise<T> => {
      const all = { ...options, token: tenant.ownerToken, params: { org: tenant.slug, ...params } };
      return okBody<T>(operation, await send(url, operation, all));
    };
    const tokenWith = async (role: Role): Promise<string> => {
      const account = await ask<{ id: string }>(OPERATIONS.createServiceAccount, {
        body: { name: `push-${Date.now()}` },
      });
      const params = { serviceAccountId: account.id };
      await ask(OPERATIONS.updateServiceAccount, { params, body: { role } });
      return (await ask<{ token: string }>(OPERATIONS.issueToken, { params, body: {} })).token;
    };
    made = { api: api(), tenant, url, ask, tokenWith };
  });
  afterAll(killProcesses);
  return () => {
    if (!made) throw new Error('the api is started before the first test');
    return made;
  };
};

export interface Repository {
  readonly folder: string;
  write(file: string, text: string): void;
  commit(subject: string): string;
  /** Starts `sallyport policy` here. */
  start(...args: string[]): Run;
  /** Runs it to its end. */
  policy(
    ...args: string[]
  ): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** A clone of `acme/policies` as a person has it, and what the commands there read. */
export const createRepository = ({ url, tenant }: PolicyApi, token: string): Repository => {
  const folder = scratchFolder();
  const env = environment({ SALLYPORT_API_URL: url, SALLYPORT_ORG: tenant.slug, SALLYPORT_TOKEN: token });
  const git = (...args: string[]): string => {
    const nobody = { PATH: env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    const as = ['-c', 'user.name=T', '-c', 'user.email=t@acme.example'];
    return execFileSync('git', [...as, ...args], { cwd: folder, env: nobody, encoding: 'utf8' }).trim();
  };
  const start = (...args: string[]): Run => sallyport(['policy', ...args], { cwd: folder, env });
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', 'git@github.com:acme/policies.git');
  return {
    folder,
    write: (file, text) => writeFileSync(join(folder, file), text),
    commit: (subject) => {
      git('add', '.');
      git('commit', '--quiet', '--allow-empty', '--message', subject);
      return git('rev-parse', 'HEAD');
    },
    start,
    policy: async (...args) => {
      const run = start(...args);
      const { code } = await run.ended;
      return { code, stdout: run.stdout(), stderr: run.stderr() };
    },
  };
};
