import { createMember, createOrganisation, createTestDatabase, type TestDatabase } from '@sallyport/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPlatform, findOrgIdBySlug, listGatewayOrgs, listMemberships, withOrg } from './index.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const ISSUER = 'https://idp.example';

describe('findOrgIdBySlug', () => {
  it('finds an organisation before one is set', async () => {
    const { id, slug } = await createOrganisation(test.platform);
    expect(await findOrgIdBySlug(test.db, slug)).toBe(id);
    expect(await findOrgIdBySlug(test.db, `${slug}-not`)).toBeNull();
  });
});

describe('listMemberships', () => {
  it('finds every organisation of a person by the bound subject', async () => {
    const orgs = await Promise.all([createOrganisation(test.platform), createOrganisation(test.platform)]);
    for (const { id } of orgs) {
      await withOrg(test.db, id, (tx) =>
        createMember(tx, id, { subject: 'ada', email: 'ada@example.com', role: 'owner' }),
      );
    }
    const found = await listMemberships(test.db, { issuer: ISSUER, subject: 'ada', verifiedEmail: null });
    expect(found.map(({ orgSlug, role, bound }) => ({ orgSlug, role, bound }))).toEqual(
      orgs
        .map(({ slug }) => ({ orgSlug: slug, role: 'owner', bound: true }))
        .sort((a, b) => (a.orgSlug < b.orgSlug ? -1 : 1)),
    );
  });

  it('finds an invitation by its verified address, whatever the case, until a subject is bound', async () => {
    const { id } = await createOrganisation(test.platform);
    const member = await withOrg(test.db, id, (tx) =>
      createMember(tx, id, { subject: null, email: 'sam@example.com' }),
    );
    const sam = { issuer: ISSUER, subject: 'sam-1', verifiedEmail: 'Sam@Example.com' };
    expect(await listMemberships(test.db, sam)).toMatchObject([{ orgId: id, memberId: member.id, bound: false }]);
    await withOrg(test.db, id, (tx) => tx.updateTable('members').set({ subject: 'sam-1' }).execute());
    expect(await listMemberships(test.db, sam)).toMatchObject([{ orgId: id, bound: true }]);
    expect(await listMemberships(test.db, { ...sam, subject: 'somebody-else' })).toEqual([]);
  });

  it('finds nothing for another issuer, or for an address nobody vouches for', async () => {
    const { id } = await createOrganisation(test.platform);
    await withOrg(test.db, id, (tx) => createMember(tx, id, { subject: null, email: 'noor@example.com' }));
    const noor = { issuer: ISSUER, subject: 'noor', verifiedEmail: 'noor@example.com' };
    expect(await listMemberships(test.db, { ...noor, issuer: 'https://evil.example' })).toEqual([]);
    expect(await listMemberships(test.db, { ...noor, verifiedEmail: null })).toEqual([]);
  });
});

describe('listGatewayOrgs', () => {
  it('gives a gateway the organisations it serves, and nothing to an unknown one', async () => {
    const [mine, other] = await Promise.all([createOrganisation(test.platform), createOrganisation(test.platform)]);
    await asPlatform(test.platform, 'test', (tx) =>
      tx
        .insertInto('gateways')
        .values([
          { id: 'gw-all', token_hash: 'a'.repeat(64) },
          { id: 'gw-one', token_hash: 'b'.repeat(64), org_ids: [mine.id] },
        ])
        .execute(),
    );
    expect(await listGatewayOrgs(test.db, 'gw-one')).toEqual([
      { orgId: mine.id, orgSlug: mine.slug, snapshotVersion: 0 },
    ]);
    const all = (await listGatewayOrgs(test.db, 'gw-all')).map(({ orgId }) => orgId);
    expect(all).toEqual(expect.arrayContaining([mine.id, other.id]));
    expect(await listGatewayOrgs(test.db, 'gw-unknown')).toEqual([]);
  });
});

describe('the role the look-ups run as', () => {
  it('sees no column that no look-up needs', async () => {
    const columns = await test.asOwner<{ column: string }>(
      `select table_name || '.' || column_name as column from information_schema.column_privileges
       where grantee = 'sallyport_lookup' order by 1`,
    );
    expect(columns.map(({ column }) => column)).toEqual([
      'gateways.id',
      'gateways.org_ids',
      'members.email',
      'members.id',
      'members.issuer',
      'members.name',
      'members.org_id',
      'members.role',
      'members.subject',
      'org_directory.org_id',
      'org_directory.slug',
      'organisations.name',
      'organisations.org_id',
      'organisations.snapshot_version',
      'service_account_tokens.expires_at',
      'service_account_tokens.hash',
      'service_account_tokens.issuer_role',
      'service_account_tokens.org_id',
      'service_account_tokens.revoked_at',
      'service_account_tokens.service_account_id',
      'service_accounts.disabled',
      'service_accounts.id',
      'service_accounts.name',
      'service_accounts.org_id',
      'service_accounts.role',
    ]);
  });

  it('resolves names in its own schemas whatever the caller puts into the search path', async () => {
    const { id, slug } = await createOrganisation(test.platform);
    const found = await test.db.connection().execute(async (connection) => {
      await sql`create temporary table org_directory (slug text, org_id text)`.execute(connection);
      await sql`insert into org_directory values (${slug}, 'org_forged')`.execute(connection);
      await sql`set search_path = pg_temp, public`.execute(connection);
      return sql<{ id: string }>`select public.find_org_by_slug(${slug}) as id`.execute(connection);
    });
    expect(found.rows).toEqual([{ id }]);
  });
});
