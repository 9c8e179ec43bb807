import { appendFile, cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type AuditRecord } from '@sallyport/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failingFiles } from './failing-files.fixture.js';
import { numberedRecord, numberOf } from './records.fixture.js';
import { openSpool, type RecordSpool, type ShippableSpool, type SpoolOptions } from './spool.js';

type Spool = RecordSpool & ShippableSpool;
const quiet = () => ({ info: vi.fn(), warn: vi.fn(), error: vi.fn() });
const isNoSocket = (path: string): boolean => !path.endsWith('lock');
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the spool on a failing disk', () => {
  let dataDir: string;
  let open: Spool[];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'spool-'));
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((spool) => spool.close()));
    await rm(dataDir, { recursive: true });
  });

  const start = async (options: Partial<SpoolOptions> = {}): Promise<Spool> => {
    const spool = await openSpool({
      dataDir,
      logger: quiet(),
      ...options,
      limits: { probeIntervalMs: 10, ...options.limits },
    });
    open.push(spool);
    return spool;
  };
  const stop = async (spool: Spool): Promise<void> => {
    open.splice(open.indexOf(spool), 1);
    await spool.close();
  };
  const shipped = async (spool: Spool): Promise<{ sequence: number; number: number }[]> => {
    const all = [];
    for (let batch = await spool.next(); batch !== null; batch = await spool.next()) {
      const items = JSON.parse(`[${batch.body}]`) as { sequence: number; record: AuditRecord }[];
      all.push(...items.map(({ sequence, record }) => ({ sequence, number: numberOf(record) })));
      spool.acknowledge(batch, batch.lastSequence);
    }
    return all;
  };
  const segmentsOf = async (epoch: number): Promise<string[]> => {
    const folder = join(dataDir, 'spool', String(epoch));
    return (await readdir(folder)).filter((name) => name.endsWith('.seg')).map((name) => join(folder, name));
  };

  it('full in the middle of a write: closed at once, nothing torn, and all of it written when space returns', async () => {
    const { files, faults } = failingFiles();
    const spool = await start({ files });
    for (const n of numbers(1, 20)) await spool.appendDurable(numberedRecord(n));
    faults.freeBytes = 1500;
    for (const n of numbers(21, 30)) spool.append(numberedRecord(n));
    await spool.flushed();
    expect(spool.writable).toBe(false);
    expect(spool.status.writable).toBe(false);
    await expect(spool.appendDurable(numberedRecord(999))).rejects.toMatchObject({ code: 'gateway.spool_unavailable' });
    // Calls under way when the disk filled up still leave their records, in memory for now.
    for (const n of numbers(31, 35)) spool.append(numberedRecord(n));
    expect((await shipped(spool)).map(({ number }) => number)).toEqual(numbers(1, 20));
    // The shipped segment must be let go of: while it is open its space is not free.
    expect([...faults.open]).toEqual([]);

    faults.freeBytes = Number.POSITIVE_INFINITY;
    await vi.waitFor(() => expect(spool.writable).toBe(true));
    await spool.flushed();
    const rest = await shipped(spool);
    expect(rest.map(({ number }) => number)).toEqual(numbers(21, 35));
    expect(rest.map(({ sequence }) => sequence)).toEqual(numbers(21, 35));
  });

  it('full, and the process killed before space returns: the next finds whole records only, without a gap', async () => {
    const { files, faults } = failingFiles();
    const spool = await start({ files, limits: { probeIntervalMs: 60_000 } });
    for (const n of numbers(1, 20)) await spool.appendDurable(numberedRecord(n));
    faults.freeBytes = 700;
    for (const n of numbers(21, 25)) spool.append(numberedRecord(n));
    await spool.flushed();
    await stop(spool);
    const next = await start();
    expect((await shipped(next)).map(({ sequence }) => sequence)).toEqual(numbers(1, 20));
  });

  it('full, and what a failed write left cannot be cut off: a later crash still gives out every record once', async () => {
    const { files, faults } = failingFiles();
    const spool = await start({ files });
    for (const n of numbers(1, 20)) await spool.appendDurable(numberedRecord(n));
    faults.truncateFails = true;
    faults.freeBytes = 3000;
    for (const n of numbers(21, 25)) spool.append(numberedRecord(n));
    await spool.flushed();
    faults.freeBytes = Number.POSITIVE_INFINITY;
    await vi.waitFor(() => expect(spool.writable).toBe(true));
    await spool.appendDurable(numberedRecord(26));
    // What a killed process leaves is what the files hold at that moment.
    await cp(join(dataDir, 'spool'), join(dataDir, 'crashed', 'spool'), { recursive: true, filter: isNoSocket });
    const next = await start({ dataDir: join(dataDir, 'crashed') });
    expect((await shipped(next)).map(({ sequence }) => sequence)).toEqual(numbers(1, 26));
    expect((await shipped(spool)).map(({ number }) => number)).toEqual(numbers(1, 26));
  });

  it('failing to sync: the waiting call is refused, the file is never touched again, and a new segment goes on', async () => {
    const { files, faults } = failingFiles();
    const spool = await start({ files });
    await spool.appendDurable(numberedRecord(1));
    faults.syncFailures = 1;
    await expect(spool.appendDurable(numberedRecord(2))).rejects.toMatchObject({ code: 'gateway.spool_unavailable' });
    expect(spool.writable).toBe(false);
    await vi.waitFor(() => expect(spool.writable).toBe(true));
    await spool.appendDurable(numberedRecord(3));
    expect(faults.touchedAfterFailure).toEqual([]);
    expect(await segmentsOf(spool.status.epoch)).toHaveLength(2);
    expect((await shipped(spool)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('away for long: takes records up to its memory bound, then refuses them aloud', async () => {
    const { files, faults } = failingFiles();
    const spool = await start({ files, limits: { probeIntervalMs: 10, pendingBytesMax: 50_000 } });
    await spool.appendDurable(numberedRecord(1));
    faults.freeBytes = 0;
    let taken = 1;
    const fill = (): void => {
      for (;;) {
        spool.append(numberedRecord(taken + 1));
        taken += 1;
        if (taken > 10_000) throw new Error('memory is not bounded');
      }
    };
    expect(fill).toThrow(AppError);
    await vi.waitFor(() => expect(spool.writable).toBe(false));
    faults.freeBytes = Number.POSITIVE_INFINITY;
    await vi.waitFor(() => expect(spool.writable).toBe(true));
    await spool.flushed();
    expect((await shipped(spool)).map(({ number }) => number)).toEqual(numbers(1, taken));
  });

  it('recovers whatever prefix of the last segment a crash left, cutting off the torn end', async () => {
    const first = await start();
    for (const n of numbers(1, 9)) first.append(numberedRecord(n));
    await first.flushed();
    const { epoch } = first.status;
    const [path = ''] = await segmentsOf(epoch);
    const whole = await readFile(path);
    await stop(first);
    const frameBytes = whole.length / 9;
    for (const cut of [1, 7, 8, 9, frameBytes, frameBytes + 4, whole.length - 1]) {
      await writeFile(path, whole);
      await truncate(path, whole.length - cut);
      const logger = quiet();
      const spool = await openSpool({ dataDir, logger });
      const expected = Math.floor((whole.length - cut) / frameBytes);
      const batch = expected === 0 ? null : await spool.next();
      expect(batch?.lastSequence ?? 0, `cut ${cut}`).toBe(expected);
      await spool.close();
      if (expected > 0) expect(await readFile(path)).toHaveLength(expected * frameBytes);
      const torn = (whole.length - cut) % frameBytes !== 0;
      expect(logger.warn.mock.calls.length, `cut ${cut}`).toBe(torn ? 1 : 0);
      expect(logger.error).not.toHaveBeenCalled();
    }
  });

  it('cuts off a hole of zeros that a power cut left at the end', async () => {
    const first = await start();
    for (const n of numbers(1, 3)) await first.appendDurable(numberedRecord(n));
    const [path = ''] = await segmentsOf(first.status.epoch);
    await stop(first);
    await appendFile(path, Buffer.alloc(4096));
    expect((await shipped(await start())).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('damaged in the middle: says so, gives out what is whole, and keeps the damaged file', async () => {
    const first = await start();
    for (const n of numbers(1, 9)) await first.appendDurable(numberedRecord(n));
    const { epoch } = first.status;
    const [path = ''] = await segmentsOf(epoch);
    await stop(first);
    const bytes = await readFile(path);
    bytes.fill('X', Math.floor((bytes.length / 9) * 4) + 40, Math.floor((bytes.length / 9) * 4) + 50);
    await writeFile(path, bytes);
    const logger = quiet();
    const second = await start({ logger });
    expect((await shipped(second)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
    expect(logger.error).toHaveBeenCalledWith(expect.objectContaining({ path }), expect.stringContaining('damaged'));
    await stop(second);
    expect(await readFile(join(dataDir, 'spool', `damaged-${epoch}-000000000001.seg`))).toEqual(bytes);
  });
});
