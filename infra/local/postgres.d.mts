export interface PostgresOptions {
  /** Made on the first start. The password is kept in `<dataDir>.password`, mode 0600. */
  dataDir: string;
  /** 0 chooses a free one. */
  port: number;
  /** Server settings, such as `{ fsync: 'off' }`. */
  flags?: Record<string, string | number>;
  /** Receives what the server prints, line by line. */
  log?: (line: string) => void;
}

export interface RunningPostgres {
  /** Connection string of the owner role and the database `sallyport`. */
  ownerUrl: string;
  port: number;
  pid: number;
  /** Where the data really is. */
  dataDir: string;
  /** Fast shutdown; resolves when the process has ended. */
  stop(): Promise<void>;
}

export type PostgresFault =
  | 'port_taken'
  | 'disk_full'
  | 'data_dir_unusable'
  | 'already_running'
  | 'version_mismatch'
  | 'password_missing'
  | 'platform_unsupported'
  | 'start_failed';

/** Why the embedded Postgres does not run; the message is one sentence for a person that says what to do. */
export class PostgresError extends Error {
  constructor(code: PostgresFault, message: string, cause?: unknown);
  readonly code: PostgresFault;
}

export function startPostgres(options: PostgresOptions): Promise<RunningPostgres>;
export function startTemporaryPostgres(options?: Pick<PostgresOptions, 'flags' | 'log'>): Promise<RunningPostgres>;
