import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { typeParsers } from './pg-types.js';
import type { DB as Database } from './schema.generated.js';

/** A pool of connections with typed queries. Tenant tables show nothing through it; use {@link withOrg}. */
export type Db = Kysely<Database>;

export interface CreateDatabaseOptions {
  readonly connectionString: string;
  /** Most connections at once. */
  readonly poolMax: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** Longest a statement may run; 30 s by default. */
  readonly statementTimeoutMs?: number;
  /** Called when an idle connection breaks; the pool has replaced it already. */
  readonly onConnectionLost?: (err: Error) => void;
}

const STATEMENT_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens a pool; connections are made when they are needed. `timestamptz` arrives as Date, `int8` as number (a value beyond
 * 2^53 throws), `numeric` as string. Close with `db.destroy()`.
 */
export function createDatabase(options: CreateDatabaseOptions): Db {
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.poolMax,
    application_name: options.applicationName ?? 'sallyport',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    // A transaction whose owner hangs would hold its locks for ever.
    idle_in_transaction_session_timeout: statementTimeoutMs,
    types: typeParsers,
  });
  pool.on('error', (err) => options.onConnectionLost?.(err));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
