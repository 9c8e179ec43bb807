import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type AuditRecord } from '@sallyport/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failingFiles } from './failing-files.fixture.js';
import { aDecidedRecord, numberedRecord, numberOf } from './records.fixture.js';
import { openSpool, type RecordSpool, type ShippableSpool, type SpoolOptions } from './spool.js';

type Spool = RecordSpool & ShippableSpool;
interface Shipped {
  readonly epoch: number;
  readonly sequence: number;
  readonly number: number;
}

const quiet = () => ({ info: vi.fn(), warn: vi.fn(), error: vi.fn() });

describe('the spool', () => {
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
    const spool = await openSpool({ dataDir, logger: quiet(), ...options });
    open.push(spool);
    return spool;
  };
  const stop = async (spool: Spool): Promise<void> => {
    open.splice(open.indexOf(spool), 1);
    await spool.close();
  };
  /** Ships everything, as an api that takes all would. */
  const shipAll = async (spool: Spool): Promise<Shipped[]> => {
    const shipped: Shipped[] = [];
    for (let batch = await spool.next(); batch !== null; batch = await spool.next()) {
      const items = JSON.parse(`[${batch.body}]`) as { sequence: number; record: AuditRecord }[];
      expect(items).toHaveLength(batch.records);
      shipped.push(
        ...items.map(({ sequence, record }) => ({ epoch: batch.epoch.epoch, sequence, number: numberOf(record) })),
      );
      spool.acknowledge(batch, batch.lastSequence);
    }
    return shipped;
  };
  const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const segmentNames = async (spool: Spool): Promise<string[]> =>
    (await readdir(join(dataDir, 'spool', String(spool.status.epoch)))).filter((name) => name.endsWith('.seg'));

  it('gives out in order, numbered from one without a gap, what it took', async () => {
    const spool = await start();
    for (const n of numbers(1, 3000)) spool.append(numberedRecord(n));
    await spool.flushed();
    expect(spool.status).toMatchObject({ lastSequence: 3000, acknowledged: 0, writable: true });
    const shipped = await shipAll(spool);
    expect(shipped.map(({ sequence }) => sequence)).toEqual(numbers(1, 3000));
    expect(shipped.map(({ number }) => number)).toEqual(numbers(1, 3000));
    expect(spool.status).toMatchObject({ lastSequence: 3000, acknowledged: 3000, bytes: 0 });
  });

  it('takes records of every size, and of those that are none keeps nothing', async () => {
    const spool = await start({ limits: { segmentBytes: 500_000 } });
    for (const n of numbers(1, 300)) {
      expect(() => spool.append({ ...numberedRecord(n), argumentsBytes: -1 })).toThrow(RangeError);
      spool.append({ ...numberedRecord(n), arguments: { text: 'é'.repeat((n * 97) % 9000) } });
    }
    expect(() => spool.append({ ...numberedRecord(1), arguments: 'x'.repeat(1024 * 1024) })).toThrow(RangeError);
    await spool.flushed();
    const shipped = await shipAll(spool);
    expect(shipped.map(({ sequence }) => sequence)).toEqual(numbers(1, 300));
    expect(shipped.map(({ number }) => number)).toEqual(numbers(1, 300));
  });

  it('writes within a few milliseconds without being asked, and at once when many records wait', async () => {
    const spool = await start({ limits: { flushDelayMs: 60_000, flushRecords: 10 } });
    for (const n of numbers(1, 9)) spool.append(numberedRecord(n));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await spool.next()).toBeNull();
    spool.append(numberedRecord(10));
    await vi.waitFor(async () => expect((await spool.next())?.lastSequence).toBe(10));

    const prompt = await start({ dataDir: join(dataDir, 'prompt') });
    prompt.append(numberedRecord(1));
    await vi.waitFor(async () => expect((await prompt.next())?.lastSequence).toBe(1), { interval: 1, timeout: 200 });
  });

  it('keeps files and folders from other users of the machine', async () => {
    const spool = await start();
    await spool.appendDurable(numberedRecord(1));
    const folder = join(dataDir, 'spool', String(spool.status.epoch));
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await stat(join(folder, '000000000001.seg'))).mode & 0o777).toBe(0o600);
  });

  it('serves many durable appends with few syncs, and resolves none before its sync', async () => {
    const { files, faults } = failingFiles();
    const spool = await start({ files, limits: { syncIntervalMs: 60_000 } });
    const before = faults.syncs;
    let resolved = 0;
    const appends = numbers(1, 500).map((n) => spool.appendDurable(numberedRecord(n)).then(() => resolved++));
    expect(resolved).toBe(0);
    await Promise.all(appends);
    expect(faults.syncs - before).toBeGreaterThan(0);
    expect(faults.syncs - before).toBeLessThan(10);
    expect((await shipAll(spool)).map(({ number }) => number)).toEqual(numbers(1, 500));
  });

  it('syncs what nobody waits for within the interval, and then leaves the disk alone', async () => {
    const { files, faults } = failingFiles();
    const spool = await start({ files, limits: { syncIntervalMs: 20 } });
    const before = faults.syncs;
    spool.append(numberedRecord(1));
    await vi.waitFor(() => expect(faults.syncs).toBe(before + 1));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(faults.syncs).toBe(before + 1);
  });

  it('goes on in a new segment when one is full, and deletes those the api has', async () => {
    const spool = await start({ limits: { segmentBytes: 20_000 } });
    for (const n of numbers(1, 400)) {
      spool.append(numberedRecord(n));
      if (n % 20 === 0) await spool.flushed();
    }
    const segments = await segmentNames(spool);
    expect(segments.length).toBeGreaterThan(5);
    expect((await shipAll(spool)).map(({ number }) => number)).toEqual(numbers(1, 400));
    await vi.waitFor(async () => expect(await segmentNames(spool)).toEqual([segments.at(-1)]));
  });

  it('ships what an earlier process left first, under its own epoch, and then forgets it', async () => {
    const first = await start();
    for (const n of numbers(1, 10)) first.append(numberedRecord(n));
    await first.flushed();
    const batch = await first.next();
    if (batch !== null) first.acknowledge(batch, 4);
    const { epoch } = first.status;
    await stop(first);

    const second = await start();
    second.append(numberedRecord(11));
    await second.flushed();
    expect(second.status.epoch).toBeGreaterThan(epoch);
    expect(second.status.lastSequence).toBe(1);
    const shipped = await shipAll(second);
    expect(shipped.map(({ number }) => number)).toEqual(numbers(5, 11));
    expect(shipped.map(({ sequence }) => sequence)).toEqual([5, 6, 7, 8, 9, 10, 1]);
    await stop(second);
    expect((await readdir(join(dataDir, 'spool'))).filter((name) => /^\d+$/.test(name))).toEqual([]);
  });

  it('starts a higher epoch even when the clock went back', async () => {
    const first = await start({ now: () => 5000 });
    await first.appendDurable(numberedRecord(1));
    await stop(first);
    const second = await start({ now: () => 1000 });
    expect(second.status.epoch).toBe(5001);
  });

  it('keeps a second process off its folder, and lets the next in when it is done', async () => {
    const first = await start();
    const refused = openSpool({ dataDir, logger: quiet() });
    await expect(refused).rejects.toMatchObject({ code: 'gateway.spool_unavailable' });
    await expect(refused).rejects.toThrow(/Another gateway process/);
    await stop(first);
    await start();
  });

  it('works under a path too long for a socket beside the data', async () => {
    const deep = join(dataDir, 'd'.repeat(120));
    const spool = await start({ dataDir: deep });
    await expect(openSpool({ dataDir: deep, logger: quiet() })).rejects.toThrow(/Another gateway process/);
    await spool.appendDurable(numberedRecord(1));
  });

  it('says in one sentence what to do when its folder cannot be written', async () => {
    const { files, faults } = failingFiles();
    faults.freeBytes = 0;
    const opening = openSpool({ dataDir, logger: quiet(), files });
    await expect(opening).rejects.toBeInstanceOf(AppError);
    await expect(opening).rejects.toThrow(/Check free space and permissions/);
    await start();
  });

  it('refuses new calls while too many bytes wait for the api, and takes them again when it has caught up', async () => {
    const spool = await start({ limits: { unshippedBytesMax: 50_000, syncIntervalMs: 10 } });
    let n = 0;
    while (spool.writable && n < 1000) {
      spool.append(numberedRecord(++n));
      await spool.flushed();
    }
    expect(spool.status.bytes).toBeGreaterThanOrEqual(50_000);
    expect(n).toBeLessThan(1000);
    // A call that was under way when the bound was reached still leaves its record.
    spool.append(numberedRecord(++n));
    await spool.flushed();
    expect(await shipAll(spool)).toHaveLength(n);
    expect(spool.writable).toBe(true);
  });

  it('refuses new calls while a record has waited too long, and never because the last one was long ago', async () => {
    let now = 1_000_000;
    const spool = await start({ now: () => now, limits: { unshippedAgeMsMax: 60_000, syncIntervalMs: 5 } });
    now += 3_600_000;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(spool.writable).toBe(true);
    // Steady traffic that the api keeps up with, for ten times the limit.
    for (let second = 1; second <= 600; second += 1) {
      now += 1000;
      spool.append(aDecidedRecord());
      await spool.flushed();
      const batch = await spool.next();
      if (batch !== null) spool.acknowledge(batch, batch.lastSequence);
      expect(spool.writable).toBe(true);
    }
    spool.append(aDecidedRecord());
    await spool.flushed();
    now += 59_000;
    spool.append(aDecidedRecord());
    await spool.flushed();
    expect(spool.writable).toBe(true);
    now += 2_000;
    await vi.waitFor(() => expect(spool.writable).toBe(false));
    await shipAll(spool);
    expect(spool.writable).toBe(true);
  });

  it('takes nothing any more once closed', async () => {
    const spool = await start();
    await stop(spool);
    expect(spool.writable).toBe(false);
    expect(() => spool.append(numberedRecord(1))).toThrow(AppError);
    await expect(spool.appendDurable(numberedRecord(1))).rejects.toBeInstanceOf(AppError);
  });

  it('writes frames of the JSON the contract names', async () => {
    const spool = await start();
    await spool.appendDurable(numberedRecord(1));
    const folder = join(dataDir, 'spool', String(spool.status.epoch));
    const file = await readFile(join(folder, '000000000001.seg'));
    expect(file.readUInt32LE(0)).toBe(file.length - 8);
    expect(JSON.parse(file.subarray(8).toString('utf8'))).toEqual({ sequence: 1, record: numberedRecord(1) });
  });
});
