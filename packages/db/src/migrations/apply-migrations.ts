import pg from 'pg';
import { type Migration, readMigrations } from './read-migrations.js';

/** Holds back a second start that migrates the same database at the same time. */
const ADVISORY_LOCK = 7_261_952_813;

const LEDGER = `
  create table if not exists schema_migrations (
    name text not null primary key,
    checksum text not null,
    applied_at timestamptz not null default now(),
    duration_ms integer not null
  )`;

export interface ApplyMigrationsOptions {
  /** Folder of `<name>/migration.sql`; the package's own by default. */
  readonly directory?: string;
  readonly onApplied?: (name: string, durationMs: number) => void;
}

/**
 * Brings a database up to date, in the order of the names. Each migration and its ledger row are one transaction, so what
 * was cut off is as if it had never begun and the next run resumes there. A migration whose first line is
 * `-- sallyport: no-transaction` (for `create index concurrently`) runs statement by statement and must be repeatable.
 * @param ownerUrl connection string of the role that owns the schema; roles exist already (ensureRoles)
 * @returns names that were applied now; empty when there was nothing to do
 * @throws Error when an applied migration was edited or is no longer there, or when one fails (nothing of it is kept)
 */
export async function applyMigrations(ownerUrl: string, options: ApplyMigrationsOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.directory);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sallyport-migrations' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query('set client_min_messages = warning');
    await client.query(LEDGER);
    const pending = pendingOf(migrations, await appliedChecksums(client));
    for (const migration of pending) {
      const startedAt = performance.now();
      await applyOne(client, migration, startedAt);
      options.onApplied?.(migration.name, Math.round(performance.now() - startedAt));
    }
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations',
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function pendingOf(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  const foreign = [...applied.keys()].find((name) => !known.has(name));
  if (foreign)
    throw new Error(
      `The database has migration ${foreign}, which this version does not know: use the version that made it, or a newer one.`,
    );
  const edited = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (edited)
    throw new Error(
      `Migration ${edited.name} was edited after it was applied: put it back and write a new migration instead.`,
    );
  return migrations.filter(({ name }) => !applied.has(name));
}

async function applyOne(client: pg.Client, migration: Migration, startedAt: number): Promise<void> {
  const note = async () => {
    const values = [migration.name, migration.checksum, Math.round(performance.now() - startedAt)];
    await client.query('insert into schema_migrations (name, checksum, duration_ms) values ($1, $2, $3)', values);
  };
  try {
    if (!migration.transactional) {
      for (const statement of migration.statements) await client.query(statement);
      await note();
      return;
    }
    await client.query('begin');
    await client.query(migration.sql);
    await note();
    await client.query('commit');
  } catch (err) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed: ${err instanceof Error ? err.message : String(err)}`, {
      cause: err,
    });
  }
}
