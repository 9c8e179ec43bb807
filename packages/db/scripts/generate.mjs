// Rewrites src/schema.generated.ts from a freshly migrated database: pnpm --filter @sallyport/db generate
// Build first; the migrations are applied by the package's own code.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '../../../infra/local/postgres.mjs';
import { applyMigrations } from '../dist/migrations/apply-migrations.js';
import { ensureRoles } from '../dist/roles/ensure-roles.js';
import { schemaTypes } from './schema-types.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'sallyport-generate-'));
try {
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres'), port: 0, flags: { fsync: 'off' } });
  try {
    const password = () => randomBytes(18).toString('base64url');
    await ensureRoles(postgres.ownerUrl, { app: password(), platform: password(), queue: password() });
    await applyMigrations(postgres.ownerUrl);
    writeFileSync(new URL('../src/schema.generated.ts', import.meta.url), await schemaTypes(postgres.ownerUrl));
  } finally {
    await postgres.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
