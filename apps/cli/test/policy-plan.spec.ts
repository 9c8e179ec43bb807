import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS } from '@sallyport/contracts';
import { beforeAll, expect, it } from 'vitest';
import { completed, person, recordOf, shipRecords } from '../../api/test/harness/recorded-traffic.js';
import { createGateway } from '../../api/test/harness/tenant.js';
import { createRepository, type Repository, usePolicyApi } from './policy-api.js';

const api = usePolicyApi();

const MAIL = '  - { id: mail, match: { servers: [mail], direction: request }, effect: allow }\n';
const textOf = (more = ''): string => `version: 1
name: traffic
rules:
  - { id: files, match: { servers: [files], direction: request }, effect: allow }
${more}`;

const ADA = person('Ada `|` <b>Okafor</b>');
const HOUR = 3_600_000;

beforeAll(async () => {
  const { tenant, ask, url, api: harness } = api();
  const { id, version } = await ask<{ id: string; version: number }>(OPERATIONS.createPolicy, {
    body: { text: textOf() },
  });
  const decided = recordOf(tenant.orgId, [{ id, name: 'traffic', version, text: textOf() }], 1);
  const records = Array.from({ length: 6 }, (_, index) =>
    decided({
      who: ADA,
      tool: index < 4 ? 'read_file' : 'send_mail',
      args: { path: `/srv/${index}` },
      at: Date.now() - HOUR - index,
    }),
  );
  // To the process that holds the key the worker opens arguments with.
  await shipRecords({ ...harness, url }, await createGateway(harness, [tenant.orgId]), completed(records));
});

const repositoryWith = async (text: string): Promise<Repository> => {
  const repo = createRepository(api(), await api().tokenWith('policy_author'));
  repo.write('traffic.yaml', text);
  return repo;
};

it('says that nothing would change, and ends with 0', async () => {
  const repo = await repositoryWith(textOf());
  expect(await repo.policy('plan', 'traffic.yaml')).toEqual({
    code: 0,
    stdout: 'traffic (traffic.yaml, against version 1)\n\n  nothing would change\n\nPushing would change nothing.\n',
    stderr: '',
  });
});

it('shows rules and what they would have done to recorded calls, newly allowed first, and ends with 5', async () => {
  const repo = await repositoryWith(textOf(MAIL));
  const { code, stdout, stderr } = await repo.policy('plan', '--markdown', 'plan.md', 'traffic.yaml');
  expect(code, stderr).toBe(5);
  expect(stderr).toContain('Simulating traffic: ');
  expect(stdout).toBe(`traffic (traffic.yaml, against version 1)

  + mail: allow

  Of 6 calls in the last 7 days, 2 would be decided otherwise.

  Newly allowed: 2 calls
          2  Ada \`|\` <b>Okafor</b>: mail, send_mail

  Changes
          2  deny → allow

Pushing would publish 1 policy.
`);
  const markdown = readFileSync(join(repo.folder, 'plan.md'), 'utf8');
  expect(markdown).toContain('<!-- sallyport policy plan -->');
  expect(markdown).toContain('```diff\n+ mail: allow\n```');
  // A name that draws, links or mentions in a comment would speak with the voice of the workflow.
  expect(markdown).toContain('| `` Ada `\\|` <b>Okafor</b> `` | ` mail ` | ` send_mail ` | 2 |');
});

it('ends with 6 and a sentence when there are calls that nobody wants', async () => {
  const repo = await repositoryWith(textOf(MAIL));
  const newly = await repo.policy('plan', '--fail-on', 'newly-allowed', 'traffic.yaml');
  expect(newly).toMatchObject({ code: 6, stderr: expect.stringContaining('traffic: 2 calls would be newly allowed.') });
  const denied = await repo.policy('plan', '--fail-on', 'newly-denied', 'traffic.yaml');
  expect(denied).toMatchObject({ code: 5 });
});

it('compares rules only when no simulation is wanted', async () => {
  const repo = await repositoryWith(textOf(MAIL));
  const { code, stdout, stderr } = await repo.policy('plan', '--no-simulation', '--json', 'traffic.yaml');
  expect([code, stderr]).toEqual([5, '']);
  expect(JSON.parse(stdout)).toMatchObject({
    changed: true,
    files: [{ policy: 'traffic', version: 1, simulation: null, rules: { added: [{ ruleId: 'mail' }] } }],
  });
});

it('gives the simulation to the version that is pushed, as evidence', async () => {
  const { ask, tokenWith } = api();
  const repo = createRepository(api(), await tokenWith('security_admin'));
  repo.write('traffic.yaml', textOf(MAIL));
  repo.commit('Let mail through');
  const { stdout } = await repo.policy('plan', '--json', 'traffic.yaml');
  const { files } = JSON.parse(stdout) as { files: [{ policyId: string; simulation: { id: string } }] };
  const [{ policyId, simulation }] = files;
  expect(await repo.policy('push', '--base-version', '1', 'traffic.yaml')).toMatchObject({ code: 0 });
  const versions = await ask<{ items: { simulationId: string | null }[] }>(OPERATIONS.listPolicyVersions, {
    params: { policyId },
  });
  expect(versions.items[0]?.simulationId).toBe(simulation.id);
});

it('stops the simulation when it is interrupted', async () => {
  const repo = await repositoryWith(textOf(MAIL).replace('mail,', 'again,'));
  const running = repo.start('plan', 'traffic.yaml');
  await running.saw('Simulating traffic');
  running.process.kill('SIGINT');
  const { code } = await running.ended;
  expect(code).toBe(130);
  const { items } = await api().ask<{ items: { state: string }[] }>(OPERATIONS.listPolicySimulations);
  expect(['cancelled', 'done']).toContain(items[0]?.state);
});
