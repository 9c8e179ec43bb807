import { randomBytes } from 'node:crypto';
import { createDatabase, type Db } from '@sallyport/db';
import pg from 'pg';
import { inject } from 'vitest';
import { type DatabaseUrls, TEMPLATE_DATABASE, urlsOf } from './urls.js';

export interface TestDatabase extends DatabaseUrls {
  readonly name: string;
  /** Pool of `sallyport_app`. */
  readonly db: Db;
  /** Pool of `sallyport_platform`. */
  readonly platform: Db;
  /** Runs SQL as the owner, who is a superuser here: to look at what happened, not to do it. */
  asOwner<Row extends pg.QueryResultRow>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Closes the pools and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Connections of each pool; 4 by default. */
  readonly poolMax?: number;
  /** False gives an empty database, without migrations. */
  readonly migrated?: boolean;
}

/**
 * A database of its own for a test file, copied from the migrated template in some 30 ms. Needs the global setup
 * `packages/testkit/src/postgres/global-setup.ts`. Call `drop()` in `afterAll`.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { ownerUrl: serverUrl, passwords } = inject('postgres');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = options.migrated === false ? 'template0' : TEMPLATE_DATABASE;
  await run(serverUrl, `create database ${name} template ${template}`);
  // Grants on a database are not copied with it.
  await run(serverUrl, `grant create on database ${name} to sallyport_queue`);

  const urls = urlsOf(serverUrl, passwords).forDatabase(name);
  const poolMax = options.poolMax ?? 4;
  const db = createDatabase({ connectionString: urls.appUrl, poolMax });
  const platform = createDatabase({ connectionString: urls.platformUrl, poolMax });
  return {
    ...urls,
    name,
    db,
    platform,
    asOwner: (statement, values) => run(urls.ownerUrl, statement, values),
    drop: async () => {
      await Promise.all([db.destroy(), platform.destroy()]);
      await run(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function run<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  // Dropping a database ends the connections of others to it.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(statement, values && [...values])).rows;
  } finally {
    await client.end();
  }
}
