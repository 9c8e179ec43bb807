import { type DestinationStream, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';
import { REDACTION_CENSOR, REDACTION_PATHS } from './redaction.js';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  /** Name of the process: `api`, `worker`, `gateway`. */
  readonly name: string;
  readonly level: LogLevel;
  /** Where lines go; standard output unless given. */
  readonly destination?: DestinationStream;
}

/** A logger that writes one JSON object a line, times in ISO 8601, sensitive members redacted (`redaction.ts`). */
export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  const options = {
    name,
    level,
    base: { name },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.err, error: stdSerializers.err },
    redact: { paths: [...REDACTION_PATHS], censor: REDACTION_CENSOR },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
