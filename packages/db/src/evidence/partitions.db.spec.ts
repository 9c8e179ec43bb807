import type { OrgId } from '@sallyport/contracts';
import {
  createCall,
  createOrganisation,
  createRecord,
  createTestDatabase,
  type TestDatabase,
} from '@sallyport/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPlatform, ensurePartitions, withOrg } from '../index.js';

let test: TestDatabase;
let org: OrgId;

beforeAll(async () => {
  test = await createTestDatabase();
  org = (await createOrganisation(test.platform)).id;
});
afterAll(() => test.drop());

const partitionsOf = async (table: 'records' | 'calls', at: string): Promise<string[]> => {
  const rows = await test.asOwner<{ partition: string }>(
    `select tableoid::regclass::text as partition from ${table} where org_id = $1 and at = $2`,
    [org, at],
  );
  return rows.map(({ partition }) => partition);
};

const store = (at: string) =>
  withOrg(test.db, org, async (tx) => {
    await createRecord(tx, org, { at: new Date(at) });
    await createCall(tx, org, { at: new Date(at) });
  });

describe('ensurePartitions', () => {
  it('makes a month once, for records and calls', async () => {
    const made = await ensurePartitions(test.platform, new Date('2031-03-15T00:00:00Z'), 2);
    expect(made.sort()).toEqual(['calls_2031_03', 'calls_2031_04', 'records_2031_03', 'records_2031_04']);
    expect(await ensurePartitions(test.platform, new Date('2031-03-31T23:59:59Z'), 2)).toEqual([]);
  });

  it('has two at once agree', async () => {
    const from = new Date('2032-01-01T00:00:00Z');
    const made = await Promise.all([1, 2, 3, 4].map(() => ensurePartitions(test.platform, from, 3)));
    expect(made.flat().sort()).toEqual(
      ['calls', 'records'].flatMap((table) => ['01', '02', '03'].map((month) => `${table}_2032_${month}`)),
    );
  });

  it.each([0, 37, -1])('refuses %i months', async (months) => {
    await expect(ensurePartitions(test.platform, new Date(), months)).rejects.toMatchObject({ code: 'internal' });
  });

  it('is not for the application role', async () => {
    const attempt = sql`select ensure_partitions(now(), 1)`.execute(test.db);
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a row', () => {
  it.each([
    { at: '2031-03-31T23:59:59.999Z', month: '2031_03' },
    { at: '2031-04-01T00:00:00.000Z', month: '2031_04' },
  ])('of $at lies in the month of UTC', async ({ at, month }) => {
    await ensurePartitions(test.platform, new Date('2031-03-01T00:00:00Z'), 2);
    await store(at);
    expect(await partitionsOf('records', at)).toEqual([`part.records_${month}`]);
    expect(await partitionsOf('calls', at)).toEqual([`part.calls_${month}`]);
  });

  it('without a partition is kept, and moves into it later', async () => {
    const at = '2040-07-04T12:00:00.000Z';
    await store(at);
    expect(await partitionsOf('records', at)).toEqual(['part.records_default']);
    await ensurePartitions(test.platform, new Date(at), 1);
    expect(await partitionsOf('records', at)).toEqual(['part.records_2040_07']);
    expect(await partitionsOf('calls', at)).toEqual(['part.calls_2040_07']);
  });

  it.each(['records_2031_03', 'records_default', 'calls_default'])(
    'cannot be read through its partition %s',
    async (name) => {
      await ensurePartitions(test.platform, new Date('2031-03-01T00:00:00Z'), 1);
      const read = sql`select * from ${sql.table(`part.${name}`)}`;
      await expect(withOrg(test.db, org, (tx) => read.execute(tx))).rejects.toMatchObject({ cause: { code: '42501' } });
      await expect(asPlatform(test.platform, 'test', (tx) => read.execute(tx))).rejects.toMatchObject({
        cause: { code: '42501' },
      });
    },
  );

  it('in a partition is closed even to a role that was given the partition by mistake', async () => {
    const scratch = await createTestDatabase();
    try {
      const other = await createOrganisation(scratch.platform);
      await withOrg(scratch.db, other.id, (tx) => createRecord(tx, other.id, { at: new Date('2050-01-01T00:00:00Z') }));
      await scratch.asOwner('grant usage on schema part to sallyport_app');
      await scratch.asOwner('grant select on part.records_default to sallyport_app');
      const read = sql`select * from part.records_default`;
      expect((await withOrg(scratch.db, other.id, (tx) => read.execute(tx))).rows).toEqual([]);
      expect((await withOrg(scratch.db, other.id, (tx) => tx.selectFrom('records').selectAll().execute())).length).toBe(
        1,
      );
    } finally {
      await scratch.drop();
    }
  });
});
