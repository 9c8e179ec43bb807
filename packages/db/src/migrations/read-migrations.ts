import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OWN_DIRECTORY = fileURLToPath(new URL('../../migrations', import.meta.url));
const NO_TRANSACTION = '-- sallyport: no-transaction';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** Hexadecimal SHA-256 of the file. */
  readonly checksum: string;
  readonly transactional: boolean;
  /** Set apart by a semicolon at the end of a line; used only outside a transaction. */
  readonly statements: readonly string[];
}

/** Migrations of a folder in the order in which they apply. */
export async function readMigrations(directory: string = OWN_DIRECTORY): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(directory, name)));
}

async function readMigration(directory: string, name: string): Promise<Migration> {
  const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
  return {
    name,
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
    transactional: !sql.startsWith(NO_TRANSACTION),
    statements: sql
      .split(/;\s*\n/)
      .map((statement) => statement.trim())
      .filter((statement) => statement.length > 0),
  };
}
