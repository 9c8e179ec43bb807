import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AppError,
  type AuditRecord,
  type CompletedRecord,
  type DecidedRecord,
  recordSchema,
} from '@sallyport/contracts';
import { recordText } from '../../src/spool/records.fixture.js';
import { openSpool, type RecordSpool } from '../../src/spool/spool.js';

export interface RecordedCall {
  readonly decided: DecidedRecord;
  readonly completed: CompletedRecord | undefined;
}

/** The real spool in a temporary folder, that also tells what went through it and can be made to refuse. */
export interface RecordingSpool extends RecordSpool {
  readonly records: readonly AuditRecord[];
  /** `decided` and `completed` in the order they were taken, with the times at which durable ones were acknowledged. */
  readonly events: readonly string[];
  calls(): RecordedCall[];
  /** Waits for a call that fits and is completed. */
  waitFor(fits: (call: RecordedCall) => boolean): Promise<Required<RecordedCall> & { completed: CompletedRecord }>;
  refuse(): void;
  readonly dataDir: string;
}

export const openRecordingSpool = async (onEvent: (event: string) => void): Promise<RecordingSpool> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-gateway-'));
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const spool = await openSpool({ dataDir, logger });
  const records: AuditRecord[] = [];
  const events: string[] = [];
  let refusing = false;
  const assertTaking = (): void => {
    if (refusing) throw new AppError('gateway.spool_unavailable');
  };
  const note = (record: AuditRecord, event: string, argumentsText: Buffer | null): void => {
    const text = recordText(record);
    if (recordText(record, argumentsText) !== text)
      throw new Error(`the record of ${record.callId} has other arguments`);
    // What the api would refuse to store must not pass a test.
    records.push(recordSchema.parse(JSON.parse(text)));
    events.push(event);
    onEvent(event);
  };
  const calls = (): RecordedCall[] =>
    records
      .filter((record): record is DecidedRecord => record.stage === 'decided')
      .map((decided) => ({
        decided,
        completed: records.find(
          (record): record is CompletedRecord => record.stage === 'completed' && record.callId === decided.callId,
        ),
      }));
  return {
    records,
    events,
    dataDir,
    calls,
    append: (record, argumentsText = null) => {
      assertTaking();
      spool.append(record, argumentsText);
      note(record, record.stage, argumentsText);
    },
    appendDurable: async (record, argumentsText = null) => {
      assertTaking();
      const durable = spool.appendDurable(record, argumentsText);
      note(record, `${record.stage} taken`, argumentsText);
      await durable;
      events.push(`${record.stage} durable`);
      onEvent(`${record.stage} durable`);
    },
    get writable() {
      return !refusing && spool.writable;
    },
    get status() {
      return spool.status;
    },
    refuse: () => {
      refusing = true;
    },
    waitFor: async (fits) => {
      for (let i = 0; i < 200; i++) {
        const found = calls().find((call) => call.completed !== undefined && fits(call));
        if (found?.completed !== undefined) return { decided: found.decided, completed: found.completed };
        await new Promise((wake) => setTimeout(wake, 10));
      }
      throw new Error(`no such call among ${JSON.stringify(calls().map(({ decided }) => decided.method))}`);
    },
    close: async () => {
      await spool.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
