import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { createLogger, createShutdown, exitOnSignals, loadConfig } from '@sallyport/service-kit';
import { workerConfigSchema } from './config.js';
import { createCore } from './core.js';
import { startJobs } from './start-jobs.js';
import { workerModule } from './worker.module.js';

const start = async (): Promise<void> => {
  const config = loadConfig(workerConfigSchema, process.env);
  const logger = createLogger({ name: 'worker', level: config.LOG_LEVEL });
  const shutdown = createShutdown(logger);
  exitOnSignals(shutdown);
  const core = createCore(config, logger, shutdown);
  const app = await NestFactory.createApplicationContext(workerModule(core), { logger: false, abortOnError: false });
  shutdown.register('application', () => app.close());
  await startJobs(app, core);
  logger.info('worker runs');
};

start().catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
  process.exit(1);
});
