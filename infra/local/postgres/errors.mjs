import { PlainError } from '../stack/plain-error.mjs';

/**
 * @typedef {'port_taken' | 'disk_full' | 'data_dir_unusable' | 'already_running' | 'version_mismatch' | 'password_missing' | 'platform_unsupported' | 'start_failed'} PostgresFault
 */

/** Why the embedded Postgres does not run; the message is one sentence for a person that says what to do. */
export class PostgresError extends PlainError {
  /**
   * @param {PostgresFault} code
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = 'PostgresError';
    this.code = code;
  }
}

/**
 * Turns what `initdb` or `postgres` printed before giving up into a sentence.
 * @param {string} output
 * @param {{ dataDir: string, port: number }} where
 * @returns {PostgresError}
 */
export function explainFailure(output, { dataDir, port }) {
  if (/no space left on device|disk quota exceeded/i.test(output)) {
    return new PostgresError(
      'disk_full',
      `The disk that holds ${dataDir} is full: free some space there and start again.`,
    );
  }
  if (/address already in use|could not bind/i.test(output)) {
    return new PostgresError(
      'port_taken',
      `Port ${port} is taken by another program: stop it, or choose another port for Postgres.`,
    );
  }
  if (/permission denied|read-only file system/i.test(output)) {
    return new PostgresError(
      'data_dir_unusable',
      `Postgres may not write to ${dataDir}: give this folder to the user that starts it, or choose another data folder.`,
    );
  }
  const lines = output.trim().split('\n');
  const reason = lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  return new PostgresError('start_failed', `Postgres did not start in ${dataDir}: ${reason.trim()}`);
}
