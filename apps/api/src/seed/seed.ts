import { createLogger, createShutdown, loadConfig } from '@sallyport/service-kit';
import { createCore } from '../core.js';
import { type DemoSeed, seedDemo } from './demo.js';
import { demoConfigSchema } from './demo-config.js';
import { withSeedTools } from './seed-tools.js';

export const SCENARIOS = ['demo'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/**
 * Writes a scenario into a migrated database. Idempotent: what is there already stays as people made it, except where it has
 * to follow this machine (ports, folders, the gateway's token).
 * @param env  configuration of the api and of the scenario; see `.env.example`
 * @throws ConfigError when something is missing
 */
export const seed = async (
  scenario: Scenario,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<DemoSeed> => {
  const config = loadConfig(demoConfigSchema, env);
  const logger = createLogger({ name: `seed-${scenario}`, level: 'warn' });
  const shutdown = createShutdown({ info: () => undefined, error: logger.error.bind(logger) });
  try {
    return await withSeedTools(createCore(config, logger, shutdown), (tools) => seedDemo(tools, config));
  } finally {
    await shutdown.run('done');
  }
};
