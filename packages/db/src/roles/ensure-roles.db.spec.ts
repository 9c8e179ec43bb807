import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@sallyport/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ensureRoles } from '../index.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('ensureRoles', () => {
  it('can run again, and twice at once', async () => {
    const { passwords } = inject('postgres');
    await Promise.all([ensureRoles(test.ownerUrl, passwords), ensureRoles(test.ownerUrl, passwords)]);
    const [row] = await as(test.appUrl, async (client) => (await client.query('select current_user as name')).rows);
    expect(row).toEqual({ name: 'sallyport_app' });
  });

  it('takes away what a role should not have', async () => {
    await test.asOwner('alter role sallyport_queue with createdb createrole');
    await ensureRoles(test.ownerUrl, inject('postgres').passwords);
    const roles = await test.asOwner(
      "select rolcreatedb, rolcreaterole from pg_roles where rolname = 'sallyport_queue'",
    );
    expect(roles).toEqual([{ rolcreatedb: false, rolcreaterole: false }]);
  });

  it('lets no role but its own into a database', async () => {
    const { passwords } = inject('postgres');
    await ensureRoles(test.ownerUrl, passwords);
    const guest = `guest_${randomBytes(4).toString('hex')}`;
    await test.asOwner(`create role ${guest} login password 'x'`);
    const url = new URL(test.ownerUrl);
    url.username = guest;
    url.password = 'x';
    await expect(as(url.href, (client) => client.query('select 1'))).rejects.toMatchObject({ code: '42501' });
    await test.asOwner(`drop role ${guest}`);
  });
});

describe('the role of the queue', () => {
  it('makes its tables in its own schema, as BullMQ does at each start', async () => {
    await as(test.queueUrl, async (client) => {
      await client.query('create schema if not exists "bullmq"');
      await client.query('create table bullmq.job (id text primary key)');
      await client.query("insert into bullmq.job values ('1')");
    });
    expect(await test.asOwner('select id from bullmq.job')).toEqual([{ id: '1' }]);
  });

  it('reaches nothing else', async () => {
    for (const table of ['public.members', 'public.org_directory', 'public.schema_migrations', 'part.calls_default']) {
      await expect(as(test.queueUrl, (client) => client.query(`select 1 from ${table}`))).rejects.toMatchObject({
        code: '42501',
      });
    }
  });
});
