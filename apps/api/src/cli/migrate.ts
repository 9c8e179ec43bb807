import { applyMigrations, ensureRoles } from '@sallyport/db';
import { loadConfig, secret } from '@sallyport/service-kit';
import { z } from 'zod';

const password = () => secret({ lengthMin: 12 });

const configSchema = z.object({
  MIGRATION_DATABASE_URL: secret().describe('connection string of the owner'),
  APP_PASSWORD: password().describe('password of the role sallyport_app'),
  PLATFORM_PASSWORD: password().describe('password of the role sallyport_platform'),
  QUEUE_PASSWORD: password().describe('password of the role sallyport_queue'),
});

/** Brings a database up to this version: roles, then migrations. Idempotent; safe when two run at once. */
const migrate = async (): Promise<void> => {
  const config = loadConfig(configSchema, process.env);
  const ownerUrl = config.MIGRATION_DATABASE_URL.reveal();
  await ensureRoles(ownerUrl, {
    app: config.APP_PASSWORD.reveal(),
    platform: config.PLATFORM_PASSWORD.reveal(),
    queue: config.QUEUE_PASSWORD.reveal(),
  });
  const applied = await applyMigrations(ownerUrl);
  process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'already up to date\n');
};

migrate().catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
  process.exit(1);
});
