import type { AuditRecord, Heartbeat } from '@sallyport/contracts';

/** Where the spool stands, as the heartbeat reports it. `bytes` are unshipped; `acknowledged` belongs to `epoch`. */
export type SpoolStatus = Heartbeat['spool'];

/** Where records go on their way to the api: framed, sequenced, on the gateway's own disk. */
export interface RecordSpool {
  /**
   * Takes a record: numbered and framed at once, written within 5 ms or 256 records, on stable storage within a second.
   * What is written survives a kill of the process. Costs about 2 µs beside its serialisation.
   * @throws AppError `gateway.spool_unavailable` when the disk fails and the memory kept for its return is full, or closed
   */
  append(record: AuditRecord): void;
  /** {@link append} for a record that is JSON text already; the text has to be one record and nothing else. */
  appendSerialized(json: string): void;
  /**
   * Takes a record and resolves when it is on stable storage. Joins the commit that is due next: one `fdatasync` serves
   * every record that waits.
   * @throws AppError `gateway.spool_unavailable` when it cannot be made durable; the call it describes must not go on
   */
  appendDurable(record: AuditRecord): Promise<void>;
  /** {@link appendDurable} for a record that is JSON text already. */
  appendDurableSerialized(json: string): Promise<void>;
  /**
   * Whether new calls may be accepted: the disk takes writes, and neither too much nor too old a record waits for the api.
   * While false, records of calls already in flight are still taken.
   */
  readonly writable: boolean;
  readonly status: SpoolStatus;
  /** Writes and syncs what was taken, then gives the folder back. */
  close(): Promise<void>;
}
