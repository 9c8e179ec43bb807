import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { DecidedRecord } from '@sallyport/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecords } from './records.js';
import { sweepRecords } from './sweep-records.js';

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-records-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const record = (argumentsBytes: number): DecidedRecord => ({
  format: 1,
  callId: 'call_1',
  orgId: 'local',
  at: 1,
  effect: 'allow',
  reasons: ['rule-matched'],
  rules: [],
  findings: [],
  stage: 'decided',
  principal: null,
  client: null,
  server: null,
  protocolVersion: null,
  origin: 'client',
  method: 'tools/call',
  target: { kind: 'tool', name: 'echo' },
  definitionDigest: null,
  argumentsDigest: null,
  argumentsBytes,
  arguments: 'x'.repeat(argumentsBytes),
  argumentsTruncated: false,
  snapshotVersion: 1,
  requestId: '1',
  traceId: null,
});

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, String(name))))
    .filter((file) => file.isFile())
    .reduce((sum, { size }) => sum + size, 0);

describe('records', () => {
  it('stay within their bytes: the oldest go', async () => {
    const dataDir = scratch();
    const bytesMax = 3_000_000;
    const records = await openRecords({ dataDir, keep: true, echo: null, logger, bytesMax });
    for (let i = 0; i < 1_000; i++) await records.appendDurable(record(8_000));
    await records.close();
    const kept = bytesBelow(dataDir);
    // What is dropped is dropped by whole segments, so one of them may be left over.
    expect(kept).toBeLessThan(bytesMax + 1_200_000);
    expect(kept).toBeGreaterThan(bytesMax / 2);
  }, 60_000);

  it('are written where they are wanted too, a JSON object a line', async () => {
    const echo = new PassThrough();
    const records = await openRecords({ dataDir: scratch(), keep: true, echo, logger });
    records.append(record(1));
    await records.appendDurable(record(2));
    await records.close();
    const lines = String(echo.read()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).argumentsBytes)).toEqual([1, 2]);
  });

  it('that cannot be written are told in a sentence', async () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    const opened = openRecords({ dataDir: file, keep: true, echo: null, logger });
    await expect(opened).rejects.toThrow('Name another folder with --data-dir');
  });
});

describe('sweepRecords', () => {
  const leave = async (dataDir: string, ageDays: number): Promise<string> => {
    const records = await openRecords({ dataDir, keep: true, echo: null, logger });
    await records.appendDurable(record(1_000));
    await records.close();
    const folder = records.folder ?? '';
    const changed = Date.now() / 1000 - ageDays * 86_400;
    for (const name of readdirSync(folder, { recursive: true }))
      utimesSync(join(folder, String(name)), changed, changed);
    return folder;
  };

  it('deletes what is old, then the oldest until the rest fits, and nothing of a running process', async () => {
    const dataDir = scratch();
    const root = join(dataDir, 'records');
    const folders = [];
    for (const age of [40, 20, 10, 1]) folders.push(await leave(dataDir, age));
    const running = await openRecords({ dataDir, keep: true, echo: null, logger });
    await running.appendDurable(record(500_000));
    onTestFinished(() => running.close());
    const one = bytesBelow(folders[1] ?? '');
    await sweepRecords(root, {
      ageMsMax: 30 * 86_400_000,
      bytesMax: bytesBelow(running.folder ?? '') + 2.5 * one,
      foldersMax: 9,
    });
    expect(
      readdirSync(root)
        .map((name) => join(root, name))
        .sort(),
    ).toEqual([folders[2], folders[3], running.folder].sort());
    await sweepRecords(root, { ageMsMax: Number.POSITIVE_INFINITY, bytesMax: Number.POSITIVE_INFINITY, foldersMax: 2 });
    expect(readdirSync(root)).toHaveLength(2);
    await sweepRecords(root, { ageMsMax: -1, bytesMax: 0, foldersMax: 0 });
    expect(readdirSync(root).map((name) => join(root, name))).toEqual([running.folder]);
  });
});
