import { createTestDatabase, inspectCatalogue, type ReviewedLists, type TestDatabase } from '@sallyport/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Add to these only what a second person has looked at. */
const REVIEWED: ReviewedLists = {
  platformTables: ['gateways', 'ingest_cursors', 'org_directory', 'quarantined_records', 'schema_migrations'],
  definers: {
    'public.ensure_partitions(timestamp with time zone, integer)': 'owner',
    'public.find_memberships(text, text, text)': 'sallyport_lookup',
    'public.find_org_by_slug(text)': 'sallyport_lookup',
    'public.find_service_token(text)': 'sallyport_lookup',
    'public.list_gateway_orgs(text)': 'sallyport_lookup',
  },
};

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe('the wall between organisations', () => {
  it('has no hole in the migrated database', async () => {
    expect(await inspectCatalogue(test.ownerUrl, REVIEWED)).toEqual([]);
  });

  it('keeps the application role from becoming anybody else', async () => {
    const client = new pg.Client({ connectionString: test.appUrl });
    await client.connect();
    const { rows } = await client.query<{ rolname: string }>(
      'select rolname from pg_roles where rolname <> current_user',
    );
    for (const { rolname } of rows) {
      await expect(client.query(`set role ${client.escapeIdentifier(rolname)}`)).rejects.toMatchObject({
        code: '42501',
      });
    }
    await expect(client.query('set session authorization sallyport_platform')).rejects.toMatchObject({ code: '42501' });
    await expect(client.query('set row_security = off; select * from members')).rejects.toMatchObject({
      code: '42501',
    });
    await client.end();
  });
});

/** Each is a mistake a migration could make, and what the inspection must say about it. */
const MISTAKES: readonly { name: string; sql: string; problems: RegExp[] }[] = [
  {
    name: 'a tenant table without any policy',
    sql: 'create table notes (org_id text not null, id text, primary key (org_id, id))',
    problems: [
      /^notes: row security is not enabled and forced$/,
      /^notes: no policy binds the verb r /,
      /verb a /,
      /verb w /,
      /verb d /,
    ],
  },
  {
    name: 'a table without an organisation that is not on the platform list',
    sql: 'create table notes (id text primary key)',
    problems: [/^notes: has no org_id/, /^notes: key notes_pkey does not begin with org_id$/],
  },
  {
    name: 'row security that is not forced',
    sql: 'alter table servers no force row level security',
    problems: [/^servers: row security is not enabled and forced$/],
  },
  {
    name: 'a policy that does not check what is written',
    sql: `drop policy tenant on servers;
          create policy tenant on servers using (org_id = current_setting('app.org_id', true)) with check (true)`,
    problems: [/^servers: no policy binds the verb a /, /^servers: no policy binds the verb w /],
  },
  {
    name: 'a second policy that lets the application see everything',
    sql: 'create policy helpful on servers for select to sallyport_app using (true)',
    problems: [/^servers: policy helpful opens more than the organisation$/],
  },
  {
    name: 'a second policy that lets the application write for anybody',
    sql: 'create policy helpful on servers for insert to sallyport_app with check (true)',
    problems: [/^servers: policy helpful opens more than the organisation$/],
  },
  {
    name: 'a unique key that would tell what other organisations have',
    sql: 'alter table servers add unique (slug)',
    problems: [/^servers: key servers_slug_key does not begin with org_id$/, /^servers: unique index servers_slug_key/],
  },
  {
    name: 'a foreign key across organisations',
    sql: 'alter table service_accounts add unique (id); alter table servers add owner_id text references service_accounts (id)',
    problems: [/^servers: key servers_owner_id_fkey does not begin with org_id$/],
  },
  {
    name: 'a grant on a partition',
    sql: 'grant select on part.calls_default to sallyport_app',
    problems: [/^part\.calls_default: the partition has a grant to sallyport_app$/],
  },
  {
    name: 'a partition without row security',
    sql: 'alter table part.records_default disable row level security',
    problems: [/^part\.records_default: row security of the partition is not enabled$/],
  },
  {
    name: 'a grant on a table of the platform',
    sql: 'grant select on gateways to sallyport_app',
    problems: [/^gateways: sallyport_app has a grant/],
  },
  {
    name: 'a view that runs as its owner',
    sql: 'create view all_servers as select * from servers',
    problems: [/^all_servers: the view does not run as its caller$/],
  },
  {
    name: 'a SECURITY DEFINER function nobody reviewed',
    sql: "create function peek() returns bigint language sql security definer as 'select count(*) from public.members'",
    problems: [
      /^public\.peek\(\): runs as owner and is not on the reviewed list$/,
      /^public\.peek\(\): its search_path is not pinned$/,
    ],
  },
  {
    name: 'a function that everybody may call',
    sql: "create function one() returns integer language sql as 'select 1'; grant execute on function one() to public",
    problems: [/^one\(\): everybody may call it$/],
  },
  {
    name: 'a table that belongs to the application',
    sql: 'alter table outbox owner to sallyport_app',
    problems: [/^sallyport_app: owns outbox$/],
  },
];

describe('the inspection', () => {
  it.each(MISTAKES)('finds $name', async ({ sql, problems }) => {
    const scratch = await createTestDatabase();
    try {
      await scratch.asOwner(sql);
      const found = await inspectCatalogue(scratch.ownerUrl, REVIEWED);
      for (const problem of problems) expect(found).toContainEqual(expect.stringMatching(problem));
    } finally {
      await scratch.drop();
    }
  });
});
