import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuditRecord } from '@sallyport/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aDecidedRecord, numberOf } from '../src/spool/records.fixture.js';
import { openSpool } from '../src/spool/spool.js';

const CHILD = fileURLToPath(new URL('./spool-writer.child.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../dist/spool/spool.js', import.meta.url));
const CYCLES = 15;

interface Killed {
  readonly epoch: number;
  readonly durable: number[];
}

/** Runs a writer and kills it at once, without warning, when so many of its records are durable. */
async function writeUntilKilled(dataDir: string, durableRecords: number): Promise<Killed> {
  const child = spawn(process.execPath, [CHILD, dataDir, JSON.stringify(aDecidedRecord())], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
    if ((output.match(/^durable/gm)?.length ?? 0) >= durableRecords) child.kill('SIGKILL');
  });
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  const durable = [...output.matchAll(/^durable (\d+)$/gm)].map(([, n]) => Number(n));
  return { epoch: Number(/^epoch (\d+)$/m.exec(output)?.[1]), durable };
}

describe('a gateway killed while it writes', () => {
  let dataDir: string;
  beforeAll(async () => {
    expect(existsSync(BUILT), 'build the gateway first: pnpm tsc -b apps/gateway').toBe(true);
    dataDir = await mkdtemp(join(tmpdir(), 'spool-crash-'));
  });
  afterAll(() => rm(dataDir, { recursive: true }));

  it(`loses no record it called durable, ${CYCLES} times over, and leaves no gap`, async () => {
    const runs: Killed[] = [];
    for (let cycle = 0; cycle < CYCLES; cycle += 1) {
      runs.push(await writeUntilKilled(dataDir, 1 + Math.floor(Math.random() * 400)));
    }
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const spool = await openSpool({ dataDir, logger });
    const recovered = new Map<number, number[]>();
    for (let batch = await spool.next(); batch !== null; batch = await spool.next()) {
      const items = JSON.parse(`[${batch.body}]`) as { sequence: number; record: AuditRecord }[];
      const sequences = recovered.get(batch.epoch.epoch) ?? [];
      for (const { sequence, record } of items) {
        expect(numberOf(record)).toBe(sequence);
        sequences.push(sequence);
      }
      recovered.set(batch.epoch.epoch, sequences);
      spool.acknowledge(batch, batch.lastSequence);
    }
    await spool.close();

    expect(logger.error).not.toHaveBeenCalled();
    expect([...recovered.keys()]).toEqual(runs.map(({ epoch }) => epoch));
    for (const { epoch, durable } of runs) {
      const sequences = recovered.get(epoch) ?? [];
      expect(sequences).toEqual(Array.from({ length: sequences.length }, (_, i) => i + 1));
      expect(sequences.length).toBeGreaterThanOrEqual(Math.max(...durable));
    }
  }, 60_000);
});
