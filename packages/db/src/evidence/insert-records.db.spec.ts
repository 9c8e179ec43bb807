import type { OrgId } from '@sallyport/contracts';
import {
  completedRecord,
  createCall,
  createOrganisation,
  createTestDatabase,
  decidedRecord,
  recordRow,
  type TestDatabase,
} from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callTargetMatches, insertRecords, storableText, toJson, withOrg } from '../index.js';

let test: TestDatabase;
let org: OrgId;

beforeAll(async () => {
  test = await createTestDatabase();
  org = (await createOrganisation(test.platform)).id;
});
afterAll(() => test.drop());

const insert = (rows: ReturnType<typeof recordRow>[]) => withOrg(test.db, org, (tx) => insertRecords(tx, rows));

describe('insertRecords', () => {
  it('stores a batch of the largest size, and tells what is new when it is sent again with more', async () => {
    const rows = Array.from({ length: 1000 }, () => recordRow(decidedRecord(org)));
    const later = recordRow(decidedRecord(org));
    expect((await insert(rows)).size).toBe(1000);
    expect([...(await insert([...rows, later]))]).toEqual([`1:${later.sequence}`]);
  });

  it('gives a record back exactly as it was digested', async () => {
    const decided = decidedRecord(org, { target: { kind: 'tool', name: 'nul \0 and lone \ud800' } });
    const body = `{"z":1e21,"a":1.0,"text":${JSON.stringify(decided.target.name)}}`;
    const row = recordRow(decided, { body });
    await insert([row]);
    const [stored] = await test.asOwner<{ body: string }>('select body::text from records where sequence = $1', [
      row.sequence,
    ]);
    expect(stored?.body).toBe(body);
  });

  it('reads numbers and times as numbers and dates', async () => {
    const decided = decidedRecord(org);
    const row = recordRow(completedRecord(decided), { epoch: 1_766_000_000_000 });
    await insert([row]);
    const read = await withOrg(test.db, org, (tx) =>
      tx
        .selectFrom('records')
        .select(['at', 'epoch', 'sequence', 'body'])
        .where('sequence', '=', row.sequence)
        .executeTakeFirstOrThrow(),
    );
    expect(read).toEqual({ at: row.at, epoch: row.epoch, sequence: row.sequence, body: JSON.parse(row.body) });
  });

  it('refuses a row of another organisation, and the whole batch with it', async () => {
    const other = await createOrganisation(test.platform);
    const mine = recordRow(decidedRecord(org));
    await expect(insert([mine, recordRow(decidedRecord(other.id))])).rejects.toMatchObject({
      cause: { code: '42501' },
    });
    expect((await insert([mine])).size).toBe(1);
  });

  it('does nothing for an empty batch', async () => {
    expect((await insert([])).size).toBe(0);
  });
});

describe('calls', () => {
  const find = (pattern: string) =>
    withOrg(test.db, org, async (tx) => {
      const rows = await tx.selectFrom('calls').select('target_name').where(callTargetMatches(pattern)).execute();
      return rows.map((row) => row.target_name).sort();
    });

  it('hold a target of 1024 characters of four bytes, which no index entry could', async () => {
    const name = Array.from({ length: 512 }, (_, i) => String.fromCodePoint(0x20000 + ((i * 7919) % 40_000))).join('');
    await withOrg(test.db, org, (tx) => createCall(tx, org, { target_name: name }));
    expect(await find(name)).toEqual([name]);
    expect(await find(`${name.slice(0, 1000)}*`)).toEqual([name]);
  });

  it('are found by exact name or prefix, with nothing in a name taken as a wildcard', async () => {
    for (const target_name of ['read_file', 'readXfile', 'read_file_2', '100%', '1000']) {
      await withOrg(test.db, org, (tx) => createCall(tx, org, { target_name }));
    }
    expect(await find('read_file')).toEqual(['read_file']);
    expect(await find('read_*')).toEqual(['read_file', 'read_file_2']);
    expect(await find('100%*')).toEqual(['100%']);
  });

  it('hold what a hostile name or result contains, once it is made storable', async () => {
    const hostile = 'nul \0 lone \ud800 pair \u{1F600}';
    const shown = 'nul \ufffd lone \ufffd pair \u{1F600}';
    const phase = { at: new Date(0).toISOString(), effect: 'deny' as const, reasons: [], rules: [], findings: [] };
    await withOrg(test.db, org, (tx) =>
      createCall(tx, org, { target_name: storableText(hostile), decided: toJson({ ...phase, at: hostile }) }),
    );
    expect(await find(shown)).toEqual([shown]);
  });
});
