import { OPERATIONS } from '@sallyport/contracts';
import { toJson, withOrg } from '@sallyport/db';
import { addToGroup, createDefinition, createGroup, createServer, newId } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant } from '../harness/tenant.js';

const api = useApi();
const { askWhoMayCall, askWhatMayBeDone, createPolicy, publishPolicy } = OPERATIONS;

interface Answer {
  readonly effect: string;
  readonly certain: boolean;
  readonly reasons: readonly string[];
  readonly path: readonly { readonly via: string; readonly name: string }[];
  readonly principal: { readonly id: string };
  readonly tool: { readonly tool: string; readonly risk: string };
}
interface Answers {
  readonly basis: { readonly gap: string | null; readonly snapshotVersion: number | null };
  readonly counts: Readonly<Record<string, number>>;
  readonly answers: readonly Answer[];
}

const POLICY = (extra = ''): string => `version: 1
name: access
rules:
  - id: auditors-read
    match: { tools: [read], principals: { roles: [auditor] } }
    effect: allow
  - id: engineers-delete-at-home
    match: { tools: [delete], principals: { groups: [engineering] } }
    when: args.path.startsWith("/home/")
    effect: allow
${extra}`;

/** An auditor, a developer in engineering, a server with two tools, and a policy that speaks of them. */
const createScene = async () => {
  const tenant = await createTenant(api());
  const [auditor, developer] = [await tenant.join('auditor'), await tenant.join('developer')];
  const server = await withOrg(api().core.db, tenant.orgId, async (tx) => {
    const group = await createGroup(tx, tenant.orgId, { name: 'engineering' });
    await addToGroup(tx, tenant.orgId, { group_id: group.id, member_id: developer.memberId });
    const made = await createServer(tx, tenant.orgId);
    for (const name of ['read', 'delete'])
      await createDefinition(tx, tenant.orgId, made.id, { name, body: toJson({ name, inputSchema: {} }) });
    return made;
  });
  const shared = { params: { org: tenant.slug }, token: tenant.ownerToken };
  const policy = okBody<{ id: string; version: number }>(
    createPolicy,
    await send(api().url, createPolicy, { ...shared, body: { text: POLICY() } }),
  );
  const ask = (body: Record<string, unknown>) =>
    send(api().url, askWhoMayCall, { ...shared, body: { serverId: server.id, ...body } });
  const who = async (body: Record<string, unknown>): Promise<Answers> => okBody(askWhoMayCall, await ask(body));
  const what = async (body: Record<string, unknown>): Promise<Answers> =>
    okBody(askWhatMayBeDone, await send(api().url, askWhatMayBeDone, { ...shared, body }));
  return { tenant, shared, auditor, developer, server, policy, ask, who, what };
};

const answerOf = ({ answers }: Answers, id: string): Answer | undefined =>
  answers.find(({ principal }) => principal.id === id);

describe('askWhoMayCall', () => {
  it('200: names everybody, mildest first, and by which path', async () => {
    const { who, auditor, developer } = await createScene();
    const answers = await who({ tool: 'read', args: {} });
    expect(answers.counts).toMatchObject({ allow: 1, deny: 2, uncertain: 0 });
    expect(answers.answers[0]).toMatchObject({
      principal: { id: auditor.memberId },
      effect: 'allow',
      certain: true,
      rules: [{ ruleId: 'auditors-read' }],
      path: [{ via: 'role', name: 'auditor' }],
    });
    expect(answerOf(answers, developer.memberId)).toMatchObject({
      effect: 'deny',
      reasons: ['default-denied'],
      path: [],
    });
  });

  it('200: says that it depends on the arguments, until they are given', async () => {
    const { who, developer } = await createScene();
    const id = developer.memberId;
    expect(answerOf(await who({ tool: 'delete' }), id)).toMatchObject({ effect: 'allow', certain: false });
    const inside = await who({ tool: 'delete', args: { path: '/home/a' } });
    expect(answerOf(inside, id)).toMatchObject({
      effect: 'allow',
      certain: true,
      path: [{ via: 'group', name: 'engineering' }],
    });
    const outside = await who({ tool: 'delete', args: { path: '/etc/a' } });
    expect(answerOf(outside, id)).toMatchObject({ effect: 'deny', certain: true });
  });

  it('200: tells the past by what was in force then: policies, people, groups and tools', async () => {
    const { who, what, tenant, shared, policy, auditor } = await createScene();
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const sent = await send(api().url, publishPolicy, {
      ...shared,
      params: { org: tenant.slug, policyId: policy.id },
      body: { text: POLICY('  - id: closed\n    match: { tools: [read] }\n    effect: deny\n'), baseVersion: 1 },
    });
    expect(sent.status, sent.text).toBe(201);
    const late = await tenant.join('auditor');
    expect(answerOf(await who({ tool: 'read' }), auditor.memberId)).toMatchObject({ effect: 'deny' });
    const past = await who({ tool: 'read', asOf: before });
    expect(answerOf(past, auditor.memberId)).toMatchObject({ effect: 'allow', rules: [{ policyVersion: 1 }] });
    expect(answerOf(past, late.memberId)).toBeUndefined();
    const pastTools = await what({ principalId: auditor.memberId, asOf: before });
    expect(pastTools.answers.map(({ tool, effect }) => [tool.tool, effect])).toEqual([
      ['read', 'allow'],
      ['delete', 'deny'],
    ]);
  });

  it('200: does not guess a past that nobody remembers', async () => {
    const { who, ask } = await createScene();
    const past = await who({ tool: 'read', asOf: new Date(Date.now() - 3_600_000).toISOString() });
    expect(past).toMatchObject({ basis: { gap: 'before_history', snapshotVersion: null }, answers: [] });
    problemOf(await ask({ tool: 'read', asOf: new Date(Date.now() + 60_000).toISOString() }), 'request.invalid');
    problemOf(await ask({ tool: 'read', asOf: '2020-01-01T00:00:00Z' }), 'request.invalid');
  });

  it('200: knows what gateways refuse whatever policies say', async () => {
    const { who, tenant, server, auditor } = await createScene();
    await withOrg(api().core.db, tenant.orgId, (tx) =>
      tx.updateTable('definitions').set({ state: 'blocked' }).where('name', '=', 'read').execute(),
    );
    const blocked = { effect: 'deny', reasons: ['definition-blocked'] };
    expect(answerOf(await who({ tool: 'read' }), auditor.memberId)).toMatchObject(blocked);
    await withOrg(api().core.db, tenant.orgId, (tx) =>
      tx.updateTable('servers').set({ enabled: false }).where('id', '=', server.id).execute(),
    );
    const disabled = { effect: 'deny', reasons: ['server-disabled'] };
    expect(answerOf(await who({ tool: 'delete' }), auditor.memberId)).toMatchObject(disabled);
  });

  it('404: a server there is not, or of another organisation', async () => {
    const { ask } = await createScene();
    const other = await createScene();
    problemOf(await ask({ tool: 'read', serverId: newId('server') }), 'server.not_found');
    problemOf(await ask({ tool: 'read', serverId: other.server.id }), 'server.not_found');
  });
});

describe('askWhatMayBeDone', () => {
  it('200: every tool, mildest first, with its risk', async () => {
    const { what, developer } = await createScene();
    const answers = await what({ principalId: developer.memberId });
    expect(answers.answers.map(({ tool, effect, certain }) => [tool.tool, tool.risk, effect, certain])).toEqual([
      ['delete', 'high', 'allow', false],
      ['read', 'low', 'deny', true],
    ]);
  });

  it('404: somebody there is not', async () => {
    const { shared } = await createScene();
    const sent = await send(api().url, askWhatMayBeDone, { ...shared, body: { principalId: newId('member') } });
    problemOf(sent, 'principal.not_found');
  });
});

describe('what was in force', () => {
  it('is kept in parts that snapshots share: a change of a policy costs no copy of people and tools', async () => {
    const { tenant, shared, policy } = await createScene();
    const sizes = async () => {
      const [row] = await api().database.asOwner<{ rows: number; parts: number }>(
        `select (select count(*) from snapshot_history where org_id = $1)::int as rows,
          (select count(*) from snapshot_parts where org_id = $1)::int as parts`,
        [tenant.orgId],
      );
      return row;
    };
    const before = await sizes();
    for (let version = 1; version <= 5; version += 1) {
      const text = POLICY(`  - id: extra-${version}\n    match: { tools: [read] }\n    effect: deny\n`);
      await send(api().url, publishPolicy, {
        ...shared,
        params: { org: tenant.slug, policyId: policy.id },
        body: { text, baseVersion: version },
      });
    }
    expect(await sizes()).toEqual({ rows: (before?.rows ?? 0) + 5, parts: (before?.parts ?? 0) + 5 });
  });
});
