import { AppError, type OrgId } from '@sallyport/contracts';
import {
  CREATE_TENANT_ROW,
  createOrganisation,
  createServer,
  createServiceAccount,
  createTestDatabase,
  newId,
  type TenantTable,
  type TestDatabase,
} from '@sallyport/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrgTx, withOrg } from './index.js';

const TABLES = ['organisations', ...Object.keys(CREATE_TENANT_ROW)] as TenantTable[];

/** Verbs the application may not use at all, not even on its own rows. */
const REFUSED: Partial<Record<TenantTable, readonly string[]>> = {
  organisations: ['delete'],
  access_requests: ['delete'],
  admin_changes: ['update', 'delete'],
  calls: ['delete'],
  policy_drafts: ['delete'],
  policy_draft_reviews: ['update', 'delete'],
  policy_versions: ['update', 'delete'],
  records: ['update', 'delete'],
  snapshot_history: ['update'],
  snapshot_parts: ['update'],
  snapshots: ['update'],
};

let test: TestDatabase;
let owner: OrgId;
let stranger: OrgId;

beforeAll(async () => {
  test = await createTestDatabase();
  const orgs = await Promise.all([createOrganisation(test.platform), createOrganisation(test.platform)]);
  [owner, stranger] = orgs.map(({ id }) => id) as [OrgId, OrgId];
  for (const create of Object.values(CREATE_TENANT_ROW)) await withOrg(test.db, owner, (tx) => create(tx, owner));
});
afterAll(() => test.drop());

const asStranger = <T>(work: (tx: OrgTx) => Promise<T>): Promise<T> => withOrg(test.db, stranger, work);

/** Everything the owner has in a table, as the superuser sees it. */
async function contentOf(table: TenantTable): Promise<string[]> {
  const rows = await test.asOwner<{ row: string }>(
    `select to_json(t)::text as row from ${table} t where org_id = $1 order by 1`,
    [owner],
  );
  expect(rows.length).toBeGreaterThan(0);
  return rows.map(({ row }) => row);
}

async function writableColumns(table: TenantTable): Promise<string> {
  const rows = await test.asOwner<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  return rows.map(({ name }) => name).join(', ');
}

async function refusalOf(attempt: Promise<unknown>): Promise<AppError> {
  const outcome = await attempt.catch((err: unknown) => err);
  if (outcome instanceof AppError) return outcome;
  throw new Error('was not refused');
}

describe.each(TABLES)('another organisation and %s', (table) => {
  const rows = sql.table(table);

  it('sees no row', async () => {
    await contentOf(table);
    const seen = await asStranger((tx) => sql`select 1 from ${rows} where org_id = ${owner}`.execute(tx));
    expect(seen.rows).toEqual([]);
  });

  it('changes and removes no row', async () => {
    const before = await contentOf(table);
    const attempts = {
      update: sql`update ${rows} set org_id = org_id where org_id = ${owner}`,
      delete: sql`delete from ${rows} where org_id = ${owner}`,
    };
    for (const [verb, statement] of Object.entries(attempts)) {
      const attempt = asStranger((tx) => statement.execute(tx));
      if (REFUSED[table]?.includes(verb)) await expect(attempt).rejects.toMatchObject({ cause: { code: '42501' } });
      else expect(await attempt).toMatchObject({ numAffectedRows: 0n });
    }
    expect(await contentOf(table)).toEqual(before);
  });

  it('cannot put a row there, and learns nothing from the refusal', async () => {
    const before = await contentOf(table);
    const [existing] = before as [string];
    const absent = existing.replaceAll(/_[0-9a-hjkmnp-tv-z]{26}/g, (id) =>
      id === owner.slice(3) ? id : `_${newId('org').slice(4)}`,
    );
    const columns = sql.raw(await writableColumns(table));
    const refusals: AppError[] = [];
    for (const row of [existing, absent]) {
      const insert = sql`insert into ${rows} (${columns}) select ${columns} from json_populate_record(null::${rows}, ${row}::json)`;
      refusals.push(await refusalOf(asStranger((tx) => insert.execute(tx))));
    }
    const [first, second] = refusals as [AppError, AppError];
    expect(first).toMatchObject({ code: 'internal', cause: { code: '42501' } });
    expect(second.message).toBe(first.message);
    expect((second.cause as Error).message).toBe((first.cause as Error).message);
    expect(await contentOf(table)).toEqual(before);
  });

  it('is found through an index on the organisation', async () => {
    const plan = await asStranger(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      await sql`set local enable_bitmapscan = off`.execute(tx);
      return sql<{ 'QUERY PLAN': string }>`explain select * from ${rows}`.execute(tx);
    });
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index Cond: \(org_id = current_setting\('app\.org_id'::text, true\)\)/);
  });
});

describe('an organisation', () => {
  it.each(Object.entries(REFUSED).flatMap(([table, verbs]) => verbs.map((verb) => ({ table, verb }))))(
    'cannot $verb its own $table',
    async ({ table, verb }) => {
      const rows = sql.table(table);
      const statement = verb === 'update' ? sql`update ${rows} set org_id = org_id` : sql`delete from ${rows}`;
      const before = await contentOf(table as TenantTable);
      await expect(withOrg(test.db, owner, (tx) => statement.execute(tx))).rejects.toMatchObject({
        cause: { code: '42501' },
      });
      expect(await contentOf(table as TenantTable)).toEqual(before);
    },
  );

  it('cannot hand a row to another one', async () => {
    const attempt = withOrg(test.db, owner, (tx) => tx.updateTable('servers').set({ org_id: stranger }).execute());
    await expect(attempt).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('cannot empty a table', async () => {
    const attempt = withOrg(test.db, owner, (tx) => sql`truncate servers cascade`.execute(tx));
    await expect(attempt).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('gets the same answer for the parent of another organisation as for one that does not exist', async () => {
    const { account, server } = await withOrg(test.db, owner, async (tx) => ({
      account: await createServiceAccount(tx, owner),
      server: await createServer(tx, owner),
    }));
    const token = (id: typeof account.id) => ({
      org_id: stranger,
      id: newId('token'),
      service_account_id: id,
      hash: 'a'.repeat(64),
      hint: 'aaaa',
    });
    for (const id of [account.id, newId('serviceAccount')]) {
      const attempt = asStranger((tx) => tx.insertInto('service_account_tokens').values(token(id)).execute());
      await expect(attempt).rejects.toMatchObject({ code: 'service_account.not_found' });
    }
    for (const id of [server.id, newId('server')]) {
      const state = { org_id: stranger, server_id: id, gateway_id: 'gw-test', state: 'up' as const };
      const attempt = asStranger((tx) => tx.insertInto('server_states').values(state).execute());
      await expect(attempt).rejects.toMatchObject({ code: 'server.not_found' });
    }
  });

  it('may use a name that another one uses', async () => {
    await withOrg(test.db, owner, (tx) => createServer(tx, owner, { slug: 'postgres-prod' }));
    await asStranger((tx) => createServer(tx, stranger, { slug: 'postgres-prod' }));
    const again = asStranger((tx) => createServer(tx, stranger, { slug: 'postgres-prod' }));
    await expect(again).rejects.toMatchObject({ code: 'server.slug_taken' });
  });
});
