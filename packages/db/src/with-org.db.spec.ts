import type { OrgId } from '@sallyport/contracts';
import { createGroup, createOrganisation, createTestDatabase, type TestDatabase } from '@sallyport/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPlatform, createDatabase, type Db, withOrg } from './index.js';

describe('withOrg', () => {
  let test: TestDatabase;
  let orgs: OrgId[];

  beforeAll(async () => {
    test = await createTestDatabase();
    orgs = (await Promise.all([createOrganisation(test.platform), createOrganisation(test.platform)])).map(
      ({ id }) => id,
    );
    await Promise.all(orgs.map((id) => withOrg(test.db, id, (tx) => createGroup(tx, id, { name: id }))));
  });
  afterAll(() => test.drop());

  it('shows no row to a query outside of it', async () => {
    expect(await test.db.selectFrom('groups').selectAll().execute()).toEqual([]);
  });

  it('refuses an insert outside of it', async () => {
    await expect(test.db.transaction().execute((tx) => createGroup(tx, orgs[0] as OrgId))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('rolls back what a failing unit of work wrote, and passes its error through', async () => {
    const [org] = orgs as [OrgId];
    const failure = new Error('from the work');
    const attempt = withOrg(test.db, org, async (tx) => {
      await createGroup(tx, org, { name: 'never kept' });
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    const names = await withOrg(test.db, org, (tx) => tx.selectFrom('groups').select('name').execute());
    expect(names).toEqual([{ name: org }]);
  });

  it('carries nothing over on one connection through thousands of turns with failures in between', async () => {
    const one = createDatabase({ connectionString: test.appUrl, poolMax: 1 });
    let leaks = 0;
    for (let turn = 0; turn < 4000; turn += 1) {
      const org = orgs[turn % 2] as OrgId;
      leaks += await countForeignRows(one, org, turn);
    }
    await one.destroy();
    expect(leaks).toBe(0);
  });

  /** Every way a unit of work can end badly, in turn; then what the very same connection shows. */
  async function countForeignRows(db: Db, org: OrgId, turn: number): Promise<number> {
    const work = withOrg(db, org, async (tx) => {
      const rows = await tx.selectFrom('groups').select('org_id').execute();
      if (turn % 7 === 3) throw new Error('thrown by the work');
      if (turn % 7 === 5) await sql`select 1 / 0`.execute(tx);
      if (turn % 500 === 250) await sql`set local statement_timeout = 1`.execute(tx);
      if (turn % 500 === 250) await sql`select pg_sleep(1)`.execute(tx);
      return rows.filter((row) => row.org_id !== org).length + (rows.length === 1 ? 0 : 1);
    });
    const foreign = await work.catch(() => 0);
    const stray = turn % 3 === 0 ? await db.selectFrom('groups').select('org_id').execute() : [];
    return foreign + stray.length;
  }
});

describe('asPlatform', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('leaves an entry with its reason in the trail of the organisation it wrote to', async () => {
    const { id } = await createOrganisation(test.platform);
    await asPlatform(test.platform, 'rename on request 4711', (tx) =>
      tx.updateTable('organisations').set({ name: 'Renamed' }).where('org_id', '=', id).execute(),
    );
    const trail = await withOrg(test.db, id, (tx) =>
      tx.selectFrom('admin_changes').selectAll().orderBy('id').execute(),
    );
    expect(trail.map(({ actor, action, target, detail }) => ({ actor, action, target, detail }))).toEqual([
      {
        actor: 'platform',
        action: 'platform.accessed',
        target: 'organisations',
        detail: { operation: 'insert', reason: 'test' },
      },
      {
        actor: 'platform',
        action: 'platform.accessed',
        target: 'organisations',
        detail: { operation: 'update', reason: 'rename on request 4711' },
      },
    ]);
  });

  it('gives entries ids of the form every other id has', async () => {
    const { id } = await createOrganisation(test.platform);
    const [entry] = await withOrg(test.db, id, (tx) => tx.selectFrom('admin_changes').select(['id', 'at']).execute());
    expect(entry?.id).toMatch(/^chg_[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it('shows no tenant row and refuses every write to the platform role outside of it', async () => {
    const { id } = await createOrganisation(test.platform);
    expect(await test.platform.selectFrom('organisations').select('org_id').execute()).toEqual([]);
    const update = await test.platform
      .updateTable('organisations')
      .set({ name: 'x' })
      .where('org_id', '=', id)
      .execute();
    expect(update[0]?.numUpdatedRows).toBe(0n);
    expect(await test.platform.deleteFrom('outbox').executeTakeFirst()).toMatchObject({ numDeletedRows: 0n });
  });

  it.each(['members', 'servers', 'records', 'calls', 'service_account_tokens', 'org_data_keys'] as const)(
    'cannot read %s at all',
    async (table) => {
      const attempt = asPlatform(test.platform, 'test', (tx) => tx.selectFrom(table).select('org_id').execute());
      await expect(attempt).rejects.toMatchObject({ code: 'internal', cause: { code: '42501' } });
    },
  );

  it('insists on a reason', async () => {
    await expect(asPlatform(test.platform, '', async () => 1)).rejects.toThrow('needs a reason');
  });
});
