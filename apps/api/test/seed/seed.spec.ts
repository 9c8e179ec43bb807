import { randomBytes } from 'node:crypto';
import { OPERATIONS } from '@sallyport/contracts';
import { findOrgIdBySlug, withOrg } from '@sallyport/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../../src/seed/seed.js';
import { okBody, problemOf, send } from '../harness/client.js';
import { environmentOf } from '../harness/environment.js';
import { killProcesses, startProcess } from '../harness/process.js';
import { useApi } from '../harness/start-api.js';

const api = useApi();
afterAll(killProcesses);

const token = `sp_sa_${randomBytes(32).toString('base64url')}`;
let env: Record<string, string>;

beforeAll(() => {
  env = {
    ...environmentOf(api().database, api().idp.issuer),
    DEMO_EVERYTHING_URL: 'http://127.0.0.1:4604/mcp',
    DEMO_FILES_DIR: '/demo/files',
    DEMO_TOKEN: token,
    GATEWAY_ID: 'gw-demo',
    GATEWAY_TOKEN: randomBytes(32).toString('base64url'),
  };
});

const acme = async () => {
  const orgId = await findOrgIdBySlug(api().core.db, 'acme');
  if (!orgId) throw new Error('acme was not seeded');
  return orgId;
};

const countRows = async () => {
  const counted = await withOrg(api().core.db, await acme(), async (tx) => {
    const tables = [
      'members',
      'groups',
      'group_members',
      'servers',
      'policies',
      'policy_versions',
      'service_accounts',
      'service_account_tokens',
    ] as const;
    const counts: Record<string, number> = {};
    for (const table of tables) counts[table] = (await tx.selectFrom(table).select('org_id').execute()).length;
    return counts;
  });
  return counted;
};

describe('the demo scenario', () => {
  it('gives people, servers, a policy in force and an agent with the given token', async () => {
    expect(await seed('demo', env)).toMatchObject({
      org: 'acme',
      token,
      mcpUrls: { files: 'http://gateway.test/o/acme/s/files/mcp' },
    });
    const gateway = await send(api().url, OPERATIONS.listSnapshots, { token: env.GATEWAY_TOKEN });
    const { snapshots } = okBody<{ snapshots: { orgSlug: string }[] }>(OPERATIONS.listSnapshots, gateway);
    expect(snapshots.map(({ orgSlug }) => orgSlug).sort()).toEqual(['acme', 'globex']);
  });

  it('is the same after a second run, and keeps what people changed', async () => {
    const before = await countRows();
    await withOrg(api().core.db, await acme(), (tx) =>
      tx.updateTable('members').set({ role: 'owner' }).where('email', '=', 'noor@acme.example').execute(),
    );
    await seed('demo', env);
    expect(await countRows()).toEqual(before);
    const noor = await withOrg(api().core.db, await acme(), (tx) =>
      tx.selectFrom('members').select('role').where('email', '=', 'noor@acme.example').executeTakeFirstOrThrow(),
    );
    expect(noor.role).toBe('owner');
  });

  it('follows ports and folders of the machine', async () => {
    await seed('demo', { ...env, DEMO_EVERYTHING_URL: 'http://127.0.0.1:9999/mcp', DEMO_FILES_DIR: '/elsewhere' });
    const transports = await withOrg(api().core.db, await acme(), (tx) =>
      tx.selectFrom('servers').select('transport').orderBy('slug').execute(),
    );
    expect(transports.map(({ transport }) => transport)).toMatchObject([
      { url: 'http://127.0.0.1:9999/mcp' },
      { args: ['/elsewhere'] },
      { launcher: 'memory' },
    ]);
  });

  it('lets its people sign in with their verified address, each into their own organisation', async () => {
    const signIn = async (email: string) => {
      const access = await api().idp.token({ sub: `sub-${email}`, email, name: email });
      const me = await send(api().url, OPERATIONS.getMe, { token: access });
      return { access, me: okBody<{ organisations: { slug: string; role: string }[] }>(OPERATIONS.getMe, me) };
    };
    const ada = await signIn('ada@acme.example');
    const gil = await signIn('gil@globex.example');
    expect(ada.me.organisations).toMatchObject([{ slug: 'acme', role: 'owner' }]);
    expect(gil.me.organisations).toMatchObject([{ slug: 'globex', role: 'owner' }]);
    problemOf(
      await send(api().url, OPERATIONS.listServers, { params: { org: 'acme' }, token: gil.access }),
      'org.not_found',
    );
  });

  it('runs as a command, takes settings as arguments, and prints JSON', async () => {
    const { DEMO_FILES_DIR: _, ...rest } = env;
    const command = startProcess('cli/seed.js', rest, ['demo', '--files-dir=/given']);
    await command.waitFor('mcpUrls');
    expect(JSON.parse(command.output())).toMatchObject({ org: 'acme', token });
    const usage = startProcess('cli/seed.js', rest, ['nonsense']);
    await usage.waitFor('seed <demo>');
  });

  it('gives recorded calls when it is asked to, through the real ingest, and gives them once', async () => {
    const withTraffic = { ...env, DEMO_TRAFFIC: '120' };
    await seed('demo', withTraffic);
    await seed('demo', withTraffic);
    const { calls, hits } = await withOrg(api().core.db, await acme(), async (tx) => ({
      calls: await tx.selectFrom('calls').select(['effect', 'outcome', 'principal_name', 'arguments_enc']).execute(),
      hits: await tx.selectFrom('rule_hits').select(['rule_id', 'hits']).execute(),
    }));
    expect(calls).toHaveLength(120);
    expect(calls.every(({ outcome, arguments_enc }) => outcome !== null && arguments_enc !== null)).toBe(true);
    expect(new Set(calls.map(({ effect }) => effect))).toEqual(new Set(['allow', 'deny']));
    expect(new Set(calls.map(({ principal_name }) => principal_name)).size).toBe(4);
    expect(hits.map(({ rule_id }) => rule_id)).toContain('engineering-uses-reviewed-servers');
    expect(await api().database.asOwner('select 1 from quarantined_records', [])).toEqual([]);
  });
});
