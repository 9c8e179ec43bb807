import { createHash } from 'node:crypto';
import { OPERATIONS, SERVICE_TOKEN_PATTERN, type Snapshot } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const { createServiceAccount, issueToken, revokeToken, listServiceAccounts } = OPERATIONS;

interface Account {
  readonly id: string;
  readonly groups: string[];
  readonly tokens: { id: string; hint: string; revokedAt: string | null }[];
}
interface Issued {
  readonly tokenId: string;
  readonly token: string;
  readonly expiresAt: string | null;
}

const on = ({ slug: org, ownerToken: token }: TestTenant) => ({
  create: (body: unknown) => send(api().url, createServiceAccount, { params: { org }, token, body }),
  issue: (serviceAccountId: string, body: unknown = {}) =>
    send(api().url, issueToken, { params: { org, serviceAccountId }, token, body }),
  revoke: (serviceAccountId: string, tokenId: string) =>
    send(api().url, revokeToken, { params: { org, serviceAccountId, tokenId }, token }),
  list: async () =>
    okBody<{ items: Account[] }>(
      listServiceAccounts,
      await send(api().url, listServiceAccounts, { params: { org }, token }),
    ).items,
});

const newestSnapshot = async ({ orgId }: TestTenant): Promise<Snapshot> => {
  const { payload } = await withOrg(api().core.db, orgId, (tx) =>
    tx.selectFrom('snapshots').select('payload').orderBy('version', 'desc').executeTakeFirstOrThrow(),
  );
  return JSON.parse(payload) as Snapshot;
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

describe('createServiceAccount', () => {
  it('201: puts it into its groups, making those that are missing', async () => {
    const tenant = await createTenant(api());
    const body = { name: 'agent', groups: ['engineering', 'ops', 'engineering'] };
    const created = okBody<Account>(createServiceAccount, await on(tenant).create(body));
    expect(created).toMatchObject({ name: 'agent', groups: ['engineering', 'ops'], tokens: [] });
    okBody(createServiceAccount, await on(tenant).create({ name: 'second', groups: ['engineering'] }));
    expect(await trailOf(api(), tenant.orgId)).toMatchObject([
      { action: 'service_account.created', target: 'agent' },
      { action: 'service_account.created', target: 'second' },
    ]);
    const snapshot = await newestSnapshot(tenant);
    expect(snapshot.principals.filter(({ kind }) => kind === 'service_account').map(({ groups }) => groups)).toEqual([
      ['engineering', 'ops'],
      ['engineering'],
    ]);
  });

  it('409: a name is given once per organisation', async () => {
    const tenant = await createTenant(api());
    okBody(createServiceAccount, await on(tenant).create({ name: 'agent' }));
    problemOf(await on(tenant).create({ name: 'agent' }), 'service_account.name_taken');
  });
});

describe('issueToken', () => {
  it('201: shows the token once; only its hash is stored and published', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Account>(createServiceAccount, await on(tenant).create({ name: 'agent' }));
    const { token, tokenId, expiresAt } = okBody<Issued>(issueToken, await on(tenant).issue(id));
    expect(token).toMatch(SERVICE_TOKEN_PATTERN);
    expect(Date.parse(expiresAt ?? '') - Date.now()).toBeGreaterThan(89 * 86_400_000);
    const [account] = await on(tenant).list();
    expect(account?.tokens).toMatchObject([{ id: tokenId, hint: token.slice(-4), revokedAt: null }]);
    const snapshot = await newestSnapshot(tenant);
    expect(snapshot.tokens).toEqual([{ hash: hashOf(token), principalId: id, expiresAt }]);
    for (const table of ['service_account_tokens', 'admin_changes', 'snapshots']) {
      const rows = await api().database.asOwner<{ text: string }>(`select t::text as text from ${table} t`);
      expect(JSON.stringify(rows)).not.toContain(token);
    }
    expect(JSON.stringify(api().log)).not.toContain(token);
    expect((await trailOf(api(), tenant.orgId)).at(-1)).toMatchObject({ action: 'token.issued', target: 'agent' });
  });

  it('201: a token without an end is asked for in words', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Account>(createServiceAccount, await on(tenant).create({ name: 'agent' }));
    expect(okBody<Issued>(issueToken, await on(tenant).issue(id, { expiresInDays: null })).expiresAt).toBeNull();
  });

  it('404: an account of another organisation is not there', async () => {
    const [tenant, other] = [await createTenant(api()), await createTenant(api())];
    const { id } = okBody<Account>(createServiceAccount, await on(other).create({ name: 'agent' }));
    problemOf(await on(tenant).issue(id), 'service_account.not_found');
  });
});

describe('revokeToken', () => {
  it('204: the token is gone from the next snapshot, for good, with one entry in the trail', async () => {
    const tenant = await createTenant(api());
    const { id } = okBody<Account>(createServiceAccount, await on(tenant).create({ name: 'agent' }));
    const kept = okBody<Issued>(issueToken, await on(tenant).issue(id));
    const gone = okBody<Issued>(issueToken, await on(tenant).issue(id));
    expect((await on(tenant).revoke(id, gone.tokenId)).status).toBe(204);
    expect((await newestSnapshot(tenant)).tokens.map(({ hash }) => hash)).toEqual([hashOf(kept.token)]);
    const [before] = await on(tenant).list();
    expect((await on(tenant).revoke(id, gone.tokenId)).status).toBe(204);
    expect((await on(tenant).list())[0]).toEqual(before);
    const revocations = (await trailOf(api(), tenant.orgId)).filter(({ action }) => action === 'token.revoked');
    expect(revocations).toHaveLength(1);
  });

  it('404: a token under another account is not there', async () => {
    const tenant = await createTenant(api());
    const first = okBody<Account>(createServiceAccount, await on(tenant).create({ name: 'first' }));
    const second = okBody<Account>(createServiceAccount, await on(tenant).create({ name: 'second' }));
    const { tokenId } = okBody<Issued>(issueToken, await on(tenant).issue(first.id));
    problemOf(await on(tenant).revoke(second.id, tokenId), 'token.not_found');
    problemOf(await on(tenant).revoke('sa_00000000000000000000000000', tokenId), 'service_account.not_found');
  });
});
