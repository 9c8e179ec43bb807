import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS } from '@sallyport/contracts';
import { uniqueWord } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { send } from '../../api/test/harness/client.js';
import { createGateway } from '../../api/test/harness/tenant.js';
import { newServer } from '../../api/test/harness/world.js';
import { createRepository, type Repository, usePolicyApi } from './policy-api.js';

const api = usePolicyApi();

const textOf = (name: string, effect: 'allow' | 'deny' = 'allow'): string => `version: 1
name: ${name}
rules:
  - { id: reads, match: { direction: request, tools: ["read_*"] }, effect: ${effect} }
tests:
  - { name: reading, given: { server: files, tool: read_file }, expect: ${effect} }
`;

interface PolicyView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly text: string;
  readonly managedBy: null | { readonly commit: string; readonly path: string; readonly drifted: boolean };
}
interface VersionView {
  readonly version: number;
  readonly note: string;
  readonly publishedBy: string;
  readonly source: null | { readonly commit: string; readonly url: string };
}
interface DraftView {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly publishAt: string | null;
  readonly source: null | { readonly commit: string };
}

const inForce = async (name: string): Promise<PolicyView> => {
  const { items } = await api().ask<{ items: PolicyView[] }>(OPERATIONS.listPolicies, { query: { limit: 200 } });
  const { id: policyId = '' } = items.find((policy) => policy.name === name) ?? {};
  return api().ask<PolicyView>(OPERATIONS.getPolicy, { params: { policyId } });
};
const versionsOf = async (policyId: string): Promise<VersionView[]> =>
  (await api().ask<{ items: VersionView[] }>(OPERATIONS.listPolicyVersions, { params: { policyId } })).items;
const draftsOf = async (policyId: string): Promise<DraftView[]> =>
  (await api().ask<{ items: DraftView[] }>(OPERATIONS.listPolicyDrafts, { query: { policyId } })).items;

const publishInConsole = async (name: string, text: string): Promise<void> => {
  const { id: policyId, version: baseVersion } = await inForce(name);
  await api().ask(OPERATIONS.publishPolicy, { params: { policyId }, body: { text, baseVersion } });
};

const repository = async (role: 'security_admin' | 'policy_author' | 'auditor'): Promise<Repository> =>
  createRepository(api(), await api().tokenWith(role));

describe('policy push', () => {
  it('creates, leaves alone and replaces, and keeps where each text came from', async () => {
    const name = uniqueWord('pushed');
    const repo = await repository('security_admin');
    repo.write('base.yaml', textOf(name));
    const first = repo.commit('Let people read');
    expect(await repo.policy('push', 'base.yaml')).toEqual({
      code: 0,
      stdout: `${name}: version 1 is in force\n`,
      stderr: '',
    });
    expect(await repo.policy('push', 'base.yaml')).toMatchObject({
      code: 0,
      stdout: `${name}: nothing to do, version 1 is this text\n`,
    });
    repo.write('base.yaml', textOf(name, 'deny'));
    const second = repo.commit('Nobody reads');
    expect(await repo.policy('push', 'base.yaml')).toMatchObject({
      code: 0,
      stdout: `${name}: version 2 is in force\n`,
    });

    const policy = await inForce(name);
    expect(policy).toMatchObject({ text: textOf(name, 'deny'), managedBy: { commit: second, path: 'base.yaml' } });
    expect(await versionsOf(policy.id)).toMatchObject([
      { version: 2, note: 'Nobody reads', source: { commit: second } },
      {
        version: 1,
        note: 'Let people read',
        publishedBy: expect.stringMatching(/^push-/),
        source: { commit: first, url: 'https://github.com/acme/policies/blob/main/base.yaml' },
      },
    ]);
  });

  it('does not overwrite what was published elsewhere, and goes on once the file takes account of it', async () => {
    const name = uniqueWord('conflict');
    const repo = await repository('security_admin');
    await api().ask(OPERATIONS.createPolicy, { body: { text: textOf(name) } });
    await publishInConsole(name, textOf(name, 'deny'));
    repo.write('base.yaml', `# mine\n${textOf(name)}`);
    repo.commit('Mine');
    const refused = await repo.policy('push', 'base.yaml');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`"${name}" was not pushed: version 2 is in force, by Person `);
    expect(refused.stderr).toContain('no repository has pushed it before. Pull it and look at the difference;');
    expect((await inForce(name)).version).toBe(2);
    const outdated = await repo.policy('push', '--base-version', '1', 'base.yaml');
    expect(outdated).toMatchObject({ code: 1, stderr: expect.stringContaining('Version 2 is in force') });
    expect(await repo.policy('push', '--base-version', '2', 'base.yaml')).toMatchObject({ code: 0 });
  });

  it('does not overwrite a revert in the console', async () => {
    const name = uniqueWord('reverted');
    const repo = await repository('security_admin');
    repo.write('base.yaml', textOf(name));
    repo.commit('One');
    await repo.policy('push', 'base.yaml');
    repo.write('base.yaml', textOf(name, 'deny'));
    repo.commit('Two');
    await repo.policy('push', 'base.yaml');
    const { id: policyId } = await inForce(name);
    await api().ask(OPERATIONS.revertPolicy, { params: { policyId }, body: { toVersion: 1, baseVersion: 2 } });
    const refused = await repo.policy('push', 'base.yaml');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('version 3 is in force');
    expect(refused.stderr).toContain('and this repository pushed version 2 last');
  });

  it('takes over a policy of the console when the text is the one in force', async () => {
    const name = uniqueWord('adopted');
    await api().ask(OPERATIONS.createPolicy, { body: { text: textOf(name) } });
    const repo = await repository('security_admin');
    expect((await repo.policy('pull', '--policy', name, '--dir', '.')).code).toBe(0);
    repo.commit('What is in force');
    expect(await repo.policy('push', `${name}.yaml`)).toMatchObject({ code: 0 });
    expect((await inForce(name)).managedBy).toMatchObject({ path: `${name}.yaml`, drifted: false });
    expect((await repo.policy('push', `${name}.yaml`)).stdout).toContain('nothing to do');
  });

  it('sends nothing when one of the files has problems', async () => {
    const name = uniqueWord('halves');
    const repo = await repository('security_admin');
    repo.write('good.yaml', textOf(name));
    repo.write('bad.yaml', textOf(uniqueWord('bad')).replace('expect: allow', 'expect: deny'));
    repo.commit('Two files');
    const { code, stderr } = await repo.policy('push', 'good.yaml', 'bad.yaml');
    expect(code).toBe(3);
    expect(stderr).toContain('test "reading" fails');
    const { items } = await api().ask<{ items: PolicyView[] }>(OPERATIONS.listPolicies, { query: { limit: 200 } });
    expect(items.map((policy) => policy.name)).not.toContain(name);
  });

  it('names the permission a token lacks', async () => {
    const repo = await repository('policy_author');
    repo.write('base.yaml', textOf(uniqueWord('author')));
    repo.commit('One');
    const { code, stderr } = await repo.policy('push', 'base.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain('no role with the permission policy:publish');
    expect(stderr).toContain('Roles that have it: owner, security_admin.');
  });

  it('makes one draft of a file, asks for its review, and brings it up to date', async () => {
    const name = uniqueWord('drafted');
    await api().ask(OPERATIONS.createPolicy, { body: { text: textOf(name) } });
    const { id } = await inForce(name);
    const repo = await repository('policy_author');
    repo.write('base.yaml', textOf(name, 'deny'));
    repo.commit('Nobody reads');
    const drafted = await repo.policy('push', '--draft', '--base-version', '1', 'base.yaml');
    expect(drafted, drafted.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('waits for a review') });
    expect((await repo.policy('push', '--draft', '--base-version', '1', 'base.yaml')).stdout).toContain(
      'nothing to do',
    );
    repo.write('base.yaml', `# why\n${textOf(name, 'deny')}`);
    const second = repo.commit('Say why');
    await repo.policy('push', '--draft', '--base-version', '1', 'base.yaml');
    expect(await draftsOf(id)).toMatchObject([{ state: 'in_review', revision: 2, source: { commit: second } }]);
    expect((await inForce(name)).version).toBe(1);
  });

  it('schedules a text once', async () => {
    const name = uniqueWord('scheduled');
    const repo = await repository('security_admin');
    repo.write('base.yaml', textOf(name));
    repo.commit('One');
    await repo.policy('push', 'base.yaml');
    repo.write('base.yaml', textOf(name, 'deny'));
    repo.commit('Later');
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const { code, stdout, stderr } = await repo.policy('push', '--schedule', at, 'base.yaml');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`takes effect at ${at}`);
    expect((await repo.policy('push', '--schedule', at, 'base.yaml')).stdout).toContain('nothing to do');
    const { id } = await inForce(name);
    expect(await draftsOf(id)).toMatchObject([{ state: 'scheduled', publishAt: at }]);
  });
});

describe('policy pull', () => {
  it('brings published texts up to date, and keeps changes that nobody published', async () => {
    const name = uniqueWord('pulled');
    await api().ask(OPERATIONS.createPolicy, { body: { text: textOf(name) } });
    const repo = await repository('auditor');
    const pull = (...more: string[]) => repo.policy('pull', '--policy', name, '--dir', '.', ...more);
    const local = () => readFileSync(join(repo.folder, `${name}.yaml`), 'utf8');
    expect(await pull()).toMatchObject({ code: 0, stderr: `written   ${name}.yaml\n` });
    expect(await pull()).toMatchObject({ code: 0, stderr: `unchanged ${name}.yaml\n` });
    await publishInConsole(name, textOf(name, 'deny'));
    expect(await pull()).toMatchObject({ code: 0, stderr: `updated   ${name}.yaml\n` });
    expect(local()).toBe(textOf(name, 'deny'));
    repo.write(`${name}.yaml`, `# mine\n${textOf(name)}`);
    const kept = await pull();
    expect(kept.code).toBe(1);
    expect(kept.stderr).toContain('One file has changes that were never published');
    expect(local()).toContain('# mine');
    expect(await pull('--force')).toMatchObject({ code: 0 });
    expect(local()).toBe(textOf(name, 'deny'));
  });

  it('names the policies there are when one is not', async () => {
    const name = uniqueWord('present');
    await api().ask(OPERATIONS.createPolicy, { body: { text: textOf(name) } });
    const { code, stderr } = await (await repository('auditor')).policy('pull', '--policy', 'nothing');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no policy "nothing". There are: ');
    expect(stderr).toContain(name);
  });
});

it('holds rules against the servers and tools there are, from the api or from the file that pull wrote', async () => {
  const { api: harness, tenant, url, ask } = api();
  const server = await ask<{ id: string }>(OPERATIONS.createServer, { body: newServer('wiki') });
  const gateway = await createGateway(harness, [tenant.orgId]);
  const reported = await send(url, OPERATIONS.reportDefinitions, {
    token: gateway.token,
    body: {
      gatewayId: gateway.id,
      orgId: tenant.orgId,
      serverId: server.id,
      kind: 'tool',
      observedAt: Date.now(),
      definitions: [{ name: 'search', body: { name: 'search', inputSchema: { type: 'object' } }, findings: [] }],
    },
  });
  expect(reported.status, reported.text).toBe(204);
  const repo = await repository('auditor');
  const rule = (tool: string) => `  - { id: ${tool}, match: { servers: [wiki], tools: [${tool}] }, effect: deny }\n`;
  repo.write('base.yaml', `version: 1\nname: tools\nrules:\n${rule('search')}${rule('serch')}`);
  expect(
    await repo.policy('pull', '--policy', await somePolicy(), '--dir', '.', '--tools', 'tools.json'),
  ).toMatchObject({
    code: 0,
  });
  const { servers } = JSON.parse(readFileSync(join(repo.folder, 'tools.json'), 'utf8'));
  expect(servers.wiki.tools).toEqual([{ name: 'search', inputSchema: { type: 'object' } }]);
  for (const source of [['--tools', 'tools.json'], ['--api']]) {
    const { stdout } = await repo.policy('check', ...source, 'base.yaml');
    expect(stdout).toMatch(/^base\.yaml:5:\d+: warning: .*"serch".* did you mean "search"\?/);
    expect(stdout).toContain('1 file, 2 rules, 0 tests: 1 warning');
  }
});

const somePolicy = async (): Promise<string> => {
  const name = uniqueWord('some');
  await api().ask(OPERATIONS.createPolicy, { body: { text: textOf(name) } });
  return name;
};
