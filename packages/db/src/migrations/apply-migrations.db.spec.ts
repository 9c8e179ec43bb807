import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@sallyport/testkit';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { applyMigrations, ensureRoles } from '../index.js';
import { readMigrations } from './read-migrations.js';

let test: TestDatabase;
let directory: string;

beforeEach(async () => {
  test = await createTestDatabase({ migrated: false });
  directory = await mkdtemp(path.join(tmpdir(), 'sallyport-migrations-'));
});
afterEach(async () => {
  await test.drop();
  await rm(directory, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, 'migration.sql'), sql);
}

const apply = () => applyMigrations(test.ownerUrl, { directory });
const tables = async (): Promise<string[]> => {
  const rows = await test.asOwner<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  );
  return rows.map(({ name }) => name).filter((name) => name !== 'schema_migrations');
};

describe('applyMigrations', () => {
  it('applies in the order of the names, once', async () => {
    await write('0002_b', 'alter table a add column n integer');
    await write('0001_a', 'create table a ()');
    expect(await apply()).toEqual(['0001_a', '0002_b']);
    expect(await apply()).toEqual([]);
  });

  it('keeps nothing of a migration that fails, and resumes there once it is right', async () => {
    await write('0001_a', 'create table a ()');
    await write('0002_b', 'create table b (); select 1 / 0;');
    await write('0003_c', 'create table c ()');
    await expect(apply()).rejects.toThrow('Migration 0002_b failed: division by zero');
    expect(await tables()).toEqual(['a']);
    await write('0002_b', 'create table b ()');
    expect(await apply()).toEqual(['0002_b', '0003_c']);
    expect(await tables()).toEqual(['a', 'b', 'c']);
  });

  it('lets two that start at once do the work once', async () => {
    await write('0001_a', 'create table a (); select pg_sleep(0.05)');
    await write('0002_b', 'create table b ()');
    const both = await Promise.all([apply(), apply()]);
    expect(both.flat().sort()).toEqual(['0001_a', '0002_b']);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await write('0001_a', 'create table a ()');
    await apply();
    await write('0001_a', 'create table a (n integer)');
    await expect(apply()).rejects.toThrow('0001_a was edited');
  });

  it('refuses a database that is newer than the code', async () => {
    await write('0001_a', 'create table a ()');
    await write('0002_b', 'create table b ()');
    await apply();
    await rm(path.join(directory, '0002_b'), { recursive: true });
    await expect(apply()).rejects.toThrow('0002_b, which this version does not know');
  });

  it('runs a marked migration outside a transaction', async () => {
    await write('0001_a', 'create table a (n integer)');
    await write(
      '0002_index',
      '-- sallyport: no-transaction\ncreate index concurrently if not exists a_n on a (n);\ncreate index concurrently if not exists a_n2 on a (n desc);\n',
    );
    expect(await apply()).toEqual(['0001_a', '0002_index']);
    expect(await test.asOwner("select 1 from pg_indexes where tablename = 'a'")).toHaveLength(2);
  });

  it('reports each migration as it is applied', async () => {
    await write('0001_a', 'create table a ()');
    const seen: string[] = [];
    await applyMigrations(test.ownerUrl, { directory, onApplied: (name) => seen.push(name) });
    expect(seen).toEqual(['0001_a']);
  });
});

describe("the product's own migrations", () => {
  it('bring an empty database up, and do nothing the second time', async () => {
    const names = (await readMigrations()).map(({ name }) => name);
    expect(await applyMigrations(test.ownerUrl)).toEqual(names);
    expect(await applyMigrations(test.ownerUrl)).toEqual([]);
  });

  it('resume after every one of them', async () => {
    const own = await readMigrations();
    for (const { name, sql } of own) {
      await write(name, sql);
      expect(await apply()).toEqual([name]);
    }
    expect(await applyMigrations(test.ownerUrl)).toEqual([]);
  });

  it('are numbered without a gap', async () => {
    const numbers = (await readMigrations()).map(({ name }) => Number(/^(\d{4})_[a-z0-9_]+$/.exec(name)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe('an owner that is no superuser', () => {
  const owner = `owner_${process.pid}`;
  let ownerUrl: string;

  beforeAll(async () => {
    const admin = await createTestDatabase({ migrated: false });
    await admin.asOwner(`create role ${owner} login createrole password 'x'`);
    await admin.drop();
  });
  beforeEach(async () => {
    await test.asOwner(`alter database ${test.name} owner to ${owner}`);
    for (const role of ['app', 'platform', 'queue', 'lookup']) {
      await test.asOwner(`grant sallyport_${role} to ${owner} with admin option, inherit false, set true`);
    }
    const url = new URL(test.ownerUrl);
    url.username = owner;
    url.password = 'x';
    ownerUrl = url.href;
  });
  afterAll(async () => {
    const admin = await createTestDatabase({ migrated: false });
    await admin.asOwner(`drop owned by ${owner}`).then(() => admin.asOwner(`drop role ${owner}`));
    await admin.drop();
  });

  it('can make roles and migrate, and is bound by row security itself', async () => {
    await ensureRoles(ownerUrl, inject('postgres').passwords);
    await applyMigrations(ownerUrl);
    await test.asOwner(
      "insert into organisations (org_id, slug, name) values ('org_00000000000000000000000000', 'a', 'A')",
    );
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    expect((await client.query('select * from organisations')).rows).toEqual([]);
    expect((await client.query("select * from ensure_partitions('2033-01-01', 1)")).rowCount).toBe(2);
    await client.end();
    expect((await test.asOwner<{ id: string }>("select find_org_by_slug('a') as id"))[0]).toEqual({ id: null });
  });
});
