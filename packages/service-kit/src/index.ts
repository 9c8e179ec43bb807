export { envBoolean, envHttpUrl, envInteger, envList, envPort } from './config/env-types.js';
export { ConfigError, type ConfigProblem, loadConfig } from './config/load-config.js';
export {
  type Coordination,
  KEY_LENGTH_MAX,
  type MessageHandler,
  REMEMBERED_LENGTH_MAX,
  type Unsubscribe,
  type Withdraw,
} from './coordination/coordination.js';
export { createMemoryCoordination, type MemoryCoordinationOptions } from './coordination/memory-coordination.js';
export { createIdFactory, type IdFactory } from './ids.js';
export { createLogger, LOG_LEVELS, type Logger, type LoggerOptions, type LogLevel } from './logging/logger.js';
export {
  type Backoff,
  backoffMs,
  createRetryBudget,
  type RetryBudget,
  type RetryPolicy,
  retry,
} from './retry.js';
export { Secret, type SecretRule, secret } from './secret.js';
export { createShutdown, exitOnSignals, SHUTDOWN_STEP_TIMEOUT_MS, type Shutdown } from './shutdown.js';
