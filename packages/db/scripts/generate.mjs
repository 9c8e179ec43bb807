// Rewrites src/schema.generated.ts from a freshly migrated database: pnpm --filter @sallyport/db generate
// Build first; the migrations are applied by the package's own code.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { startTemporaryPostgres } from '@sallyport/local/postgres';
import { applyMigrations } from '../dist/migrations/apply-migrations.js';
import { ensureRoles } from '../dist/roles/ensure-roles.js';
import { schemaTypes } from './schema-types.mjs';

const postgres = await startTemporaryPostgres();
try {
  const password = () => randomBytes(18).toString('base64url');
  await ensureRoles(postgres.ownerUrl, { app: password(), platform: password(), queue: password() });
  await applyMigrations(postgres.ownerUrl);
  writeFileSync(new URL('../src/schema.generated.ts', import.meta.url), await schemaTypes(postgres.ownerUrl));
} finally {
  await postgres.stop();
}
