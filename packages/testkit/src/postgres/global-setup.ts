import { randomBytes } from 'node:crypto';
import { applyMigrations, ensureRoles } from '@sallyport/db';
import { startTemporaryPostgres } from '@sallyport/local/postgres';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { TEMPLATE_DATABASE, urlsOf } from './urls.js';

/**
 * For `globalSetup` of vitest: one Postgres for the run, with the roles of the product and a migrated template database.
 * Specs copy the template with `createTestDatabase()`.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTemporaryPostgres({ flags: { max_connections: 300 } });
  try {
    const passwords = { app: newPassword(), platform: newPassword(), queue: newPassword() };
    const urls = urlsOf(postgres.ownerUrl, passwords);
    await ensureRoles(urls.ownerUrl, passwords);
    await query(urls.ownerUrl, `create database ${TEMPLATE_DATABASE}`);
    await applyMigrations(urls.forDatabase(TEMPLATE_DATABASE).ownerUrl);
    await query(urls.ownerUrl, `alter database ${TEMPLATE_DATABASE} with is_template true allow_connections false`);
    project.provide('postgres', { ownerUrl: postgres.ownerUrl, passwords });
  } catch (err) {
    await postgres.stop();
    throw err;
  }
  return () => postgres.stop();
}

const newPassword = (): string => randomBytes(18).toString('base64url');

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
