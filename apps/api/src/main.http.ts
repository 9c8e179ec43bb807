import { setTimeout as sleep } from 'node:timers/promises';
import { seconds } from '@sallyport/contracts';
import { createLogger, createShutdown, exitOnSignals, loadConfig } from '@sallyport/service-kit';
import { httpConfigSchema } from './config.js';
import { createCore } from './core.js';
import { createApp } from './create-app.js';

/** In-flight requests get this long; streams are ended at once. */
const DRAIN_MS = seconds(3);

const start = async (): Promise<void> => {
  const config = loadConfig(httpConfigSchema, process.env);
  const logger = createLogger({ name: 'api', level: config.LOG_LEVEL });
  const shutdown = createShutdown(logger);
  exitOnSignals(shutdown);
  const app = await createApp(createCore(config, logger, shutdown));
  shutdown.register('http', async () => {
    const late = sleep(DRAIN_MS, undefined, { ref: false }).then(() => app.getHttpServer().closeAllConnections());
    await Promise.race([app.close(), late]);
  });
  await app.listen(config.API_PORT, config.API_HOST);
  logger.info({ host: config.API_HOST, port: config.API_PORT }, 'api listens');
};

start().catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
  process.exit(1);
});
