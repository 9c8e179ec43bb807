import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@sallyport/service-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApiHttp } from '../control/api-http.js';
import { numberedRecord, numberOf } from './records.fixture.js';
import { type IngestFault, type ScriptedIngest, startScriptedIngest } from './scripted-ingest.fixture.js';
import { type Shipper, startShipper } from './shipper.js';
import { openSpool, type RecordSpool, type ShippableSpool, type SpoolOptions } from './spool.js';

const TOKEN = 'gateway-token-of-this-test';
const quiet = () => ({ info: vi.fn(), warn: vi.fn(), error: vi.fn() });
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

describe('the shipper', () => {
  let dataDir: string;
  let ingest: ScriptedIngest;
  let closers: (() => Promise<unknown>)[];
  let logger: ReturnType<typeof quiet>;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'shipper-'));
    ingest = await startScriptedIngest();
    logger = quiet();
    closers = [];
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await ingest.close();
    await rm(dataDir, { recursive: true });
  });

  const start = async (
    options: Partial<SpoolOptions> = {},
  ): Promise<{ spool: RecordSpool & ShippableSpool; shipper: Shipper; stop: () => Promise<void> }> => {
    const spool = await openSpool({ dataDir, logger, ...options });
    const api = createApiHttp({ apiUrl: ingest.url, token: new Secret(TOKEN) });
    const shipper = startShipper({ spool, api, gatewayId: 'gw-1', logger });
    const stop = async (): Promise<void> => {
      await shipper.close();
      await spool.close();
      api.close();
    };
    closers.push(stop);
    return { spool, shipper, stop };
  };
  const stopped = async (stop: () => Promise<void>): Promise<void> => {
    closers.splice(closers.indexOf(stop), 1);
    await stop();
  };
  const storedNumbers = (epoch: number): number[] => (ingest.stored.get(epoch) ?? []).map(numberOf);

  it('has a record stored well under 200 ms after it was taken', async () => {
    const { spool } = await start();
    const latencies: number[] = [];
    for (const n of numbers(1, 10)) {
      const takenAt = performance.now();
      spool.append(numberedRecord(n));
      await vi.waitFor(() => expect(storedNumbers(spool.status.epoch)).toHaveLength(n), { interval: 1 });
      latencies.push(performance.now() - takenAt);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    latencies.sort((a, b) => a - b);
    expect(latencies[5]).toBeLessThan(200);
  });

  it('sends batches of at most a thousand records, in order, with the gateway named and authenticated', async () => {
    const { spool, shipper } = await start();
    for (const n of numbers(1, 5000)) spool.append(numberedRecord(n));
    expect(await shipper.drain(10_000)).toBe(true);
    expect(storedNumbers(spool.status.epoch)).toEqual(numbers(1, 5000));
    expect(spool.status).toMatchObject({ acknowledged: 5000, bytes: 0 });
    expect(ingest.requests.every(({ gatewayId, records }) => gatewayId === 'gw-1' && records.length <= 1000)).toBe(
      true,
    );
    expect([...ingest.authorizations]).toEqual([`POST /gateway/v1/records Bearer ${TOKEN}`]);
  });

  it('loses and doubles nothing at an api that fails in every way at random', async () => {
    const faults: IngestFault[] = [
      'unavailable',
      'throttled',
      'stored_but_no_answer',
      'stored_but_half_an_answer',
      'cut_before_stored',
      'not_json',
      'stored_in_part',
    ];
    // In an order of chance, behind one that makes a batch come twice for certain.
    const order: IngestFault[] = ['stored_but_no_answer', ...shuffled(faults)];
    const seen = new Set<IngestFault>();
    let batches = 0;
    ingest.nextFault = () => {
      // Every third batch fails, so that waits stay short.
      const fault = (++batches % 3 === 0 && order[(batches / 3 - 1) % order.length]) || 'none';
      seen.add(fault);
      return fault;
    };
    const { spool, shipper } = await start({ limits: { segmentBytes: 40_000 } });
    for (const n of numbers(1, 1500)) {
      spool.append(numberedRecord(n));
      if (n % 15 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await vi.waitFor(() => expect(spool.status.acknowledged).toBe(1500), { timeout: 18_000, interval: 50 });
    ingest.nextFault = () => 'none';
    expect(await shipper.drain(5000)).toBe(true);
    expect(storedNumbers(spool.status.epoch)).toEqual(numbers(1, 1500));
    expect(ingest.duplicates()).toBeGreaterThan(0);
    expect(seen.size).toBeGreaterThan(3);
  });

  it('gives up on an answer that does not come, and sends again', async () => {
    const { spool } = await start();
    const api = { send: vi.fn().mockRejectedValueOnce(new Error('no answer within 30000 ms')) };
    api.send.mockResolvedValue({ status: 200, retryAfterSeconds: null, body: Buffer.from('{"acknowledged":1}') });
    const own = await openSpool({ dataDir: join(dataDir, 'own'), logger });
    const shipper = startShipper({ spool: own, api, gatewayId: 'gw-1', logger });
    own.append(numberedRecord(1));
    expect(await shipper.drain(5000)).toBe(true);
    expect(api.send).toHaveBeenCalledTimes(2);
    await shipper.close();
    await own.close();
    expect(spool.status.lastSequence).toBe(0);
  });

  it('keeps everything while the api is away, says so once, and ships it when the api is back', async () => {
    ingest.nextFault = () => 'unavailable';
    const { spool, shipper } = await start();
    for (const n of numbers(1, 100)) spool.append(numberedRecord(n));
    expect(await shipper.drain(1500)).toBe(false);
    expect(spool.status).toMatchObject({ lastSequence: 100, acknowledged: 0, writable: true });
    expect(logger.warn).toHaveBeenCalledTimes(1);
    ingest.nextFault = () => 'none';
    expect(await shipper.drain(10_000)).toBe(true);
    expect(storedNumbers(spool.status.epoch)).toEqual(numbers(1, 100));
    expect(logger.info).toHaveBeenCalledWith('records are shipped again');
  });

  it('ships what an earlier process left, and doubles nothing although that process never heard the answer', async () => {
    ingest.nextFault = () => 'stored_but_no_answer';
    const first = await start();
    for (const n of numbers(1, 20)) first.spool.append(numberedRecord(n));
    const { epoch } = first.spool.status;
    await vi.waitFor(() => expect(storedNumbers(epoch)).toHaveLength(20));
    await stopped(first.stop);
    ingest.nextFault = () => 'none';
    const second = await start();
    second.spool.append(numberedRecord(21));
    expect(await second.shipper.drain(5000)).toBe(true);
    expect(storedNumbers(epoch)).toEqual(numbers(1, 20));
    expect(storedNumbers(second.spool.status.epoch)).toEqual([21]);
    expect((await readdir(join(dataDir, 'spool'))).filter((name) => /^\d+$/.test(name))).toHaveLength(1);
  });

  it('goes back to what a restored api lacks when it is still here', async () => {
    const { spool, shipper } = await start();
    for (const n of numbers(1, 30)) spool.append(numberedRecord(n));
    expect(await shipper.drain(5000)).toBe(true);
    const { epoch } = spool.status;
    ingest.restoreTo(epoch, 12);
    spool.append(numberedRecord(31));
    expect(await shipper.drain(5000)).toBe(true);
    expect(storedNumbers(epoch)).toEqual(numbers(1, 31));
    expect(spool.status.epoch).toBe(epoch);
  });

  it('goes on in a new epoch, aloud, when a restored api lacks what is gone here', async () => {
    const { spool, shipper } = await start({ limits: { segmentBytes: 4_000 } });
    for (const n of numbers(1, 40)) {
      spool.append(numberedRecord(n));
      await spool.flushed();
    }
    expect(await shipper.drain(5000)).toBe(true);
    const before = spool.status.epoch;
    ingest.restoreTo(before, 5);
    for (const n of numbers(41, 50)) spool.append(numberedRecord(n));
    await vi.waitFor(() => expect(spool.status.epoch).toBeGreaterThan(before), { timeout: 5000 });
    spool.append(numberedRecord(51));
    expect(await shipper.drain(5000)).toBe(true);
    expect(storedNumbers(before)).toEqual(numbers(1, 5));
    expect([...storedNumbers(spool.status.epoch)].slice(-11)).toEqual(numbers(41, 51));
    expect(logger.error).toHaveBeenCalledWith(
      expect.objectContaining({ epoch: before, after: 5 }),
      expect.stringContaining('missing at the api'),
    );
  });

  it('ships what stands behind a damaged record under a new epoch, because the api takes nothing behind a gap', async () => {
    const first = await openSpool({ dataDir, logger });
    for (const n of numbers(1, 9)) await first.appendDurable(numberedRecord(n));
    const { epoch } = first.status;
    await first.close();
    const path = join(dataDir, 'spool', String(epoch), '000000000001.seg');
    const bytes = await readFile(path);
    bytes.fill('X', (bytes.length / 9) * 4 + 40, (bytes.length / 9) * 4 + 50);
    await writeFile(path, bytes);
    const { spool, shipper } = await start();
    expect(await shipper.drain(5000)).toBe(true);
    expect(storedNumbers(epoch)).toEqual([1, 2, 3, 4]);
    expect(storedNumbers(spool.status.epoch)).toEqual([6, 7, 8, 9]);
  });
});
