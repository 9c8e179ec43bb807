import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalize } from '@sallyport/audit';
import { heartbeatSchema, type Snapshot } from '@sallyport/contracts';
import { Secret } from '@sallyport/service-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ControlPlane, type ControlPlaneOptions, startControlPlane } from './control-plane.js';
import { aSnapshot, ORG_A, ORG_B, ScriptedApi, SNAPSHOT_PUBLIC_KEY, signSnapshot } from './scripted-api.fixture.js';

const quiet = () => ({ info: vi.fn(), warn: vi.fn(), error: vi.fn() });
const spool = { epoch: 1, lastSequence: 2, acknowledged: 1, bytes: 300, writable: true };
const INTERVAL_MS = 250;
/** Many polls away, for a machine that is busy. */
const POLLED = { timeout: 8000, interval: 20 };

describe('the control plane client', () => {
  let dataDir: string;
  let api: ScriptedApi;
  let planes: ControlPlane[];
  let inForce: Map<string, number>;
  let refused: string[];
  let logger: ReturnType<typeof quiet>;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'control-'));
    api = new ScriptedApi();
    await api.start();
    planes = [];
    inForce = new Map();
    refused = [];
    logger = quiet();
  });
  afterEach(async () => {
    await Promise.all(planes.map((plane) => plane.close()));
    await api.stop();
    await rm(dataDir, { recursive: true });
  });

  const start = async (options: Partial<ControlPlaneOptions> = {}): Promise<ControlPlane> => {
    const plane = startControlPlane({
      apiUrl: api.url,
      token: new Secret('gateway-token'),
      gatewayId: 'gw-1',
      version: '0.1.0',
      snapshotPublicKey: SNAPSHOT_PUBLIC_KEY,
      dataDir,
      logger,
      onSnapshot: ({ orgId, version }: Snapshot) => inForce.set(orgId, version),
      onOrgRemoved: (orgId: string) => inForce.delete(orgId),
      onSnapshotRefused: (refusal: string) => void refused.push(refusal),
      heartbeat: () => ({ spool, servers: [] }),
      intervalMs: INTERVAL_MS,
      ...options,
    });
    planes.push(plane);
    await plane.ready;
    return plane;
  };
  const stop = async (plane: ControlPlane): Promise<void> => {
    planes.splice(planes.indexOf(plane), 1);
    await plane.close();
  };
  const streaming = (): Promise<void> => vi.waitFor(() => expect(api.counts.streams).toBeGreaterThan(0));
  const refusals = (): unknown[] =>
    logger.error.mock.calls.map(([fields]) => (fields as { refusal?: string }).refusal).filter(Boolean);
  const snapshotFiles = (): Promise<string[]> => readdir(join(dataDir, 'snapshots'));

  it('has the snapshots of all organisations in force when it is ready', async () => {
    api.publish(aSnapshot(ORG_A, 3));
    api.publish(aSnapshot(ORG_B, 7));
    const plane = await start();
    expect(Object.fromEntries(inForce)).toEqual({ [ORG_A]: 3, [ORG_B]: 7 });
    expect(plane.contactAgeMs).toBeLessThan(1000);
    expect(plane.snapshotAgeMs(ORG_A)).toBeLessThan(1000);
    expect(plane.snapshotAgeMs('org_unknown')).toBe(Number.POSITIVE_INFINITY);
  });

  it('enforces a published version within a fraction of a second', async () => {
    api.publish(aSnapshot(ORG_A, 1));
    await start();
    await streaming();
    const latencies: number[] = [];
    for (let version = 2; version <= 6; version += 1) {
      const publishedAt = performance.now();
      api.publish(aSnapshot(ORG_A, version));
      api.announce(ORG_A, version);
      await vi.waitFor(() => expect(inForce.get(ORG_A)).toBe(version), { interval: 1 });
      latencies.push(performance.now() - publishedAt);
    }
    expect(Math.min(...latencies)).toBeLessThan(300);
    expect(Math.max(...latencies)).toBeLessThan(900);
  });

  it('finds by polling what no stream tells', async () => {
    api.publish(aSnapshot(ORG_A, 1));
    api.streamsAllowed = false;
    await start();
    api.publish(aSnapshot(ORG_A, 2));
    await vi.waitFor(() => expect(inForce.get(ORG_A)).toBe(2), POLLED);
  });

  it('asks at once when the stream is open again, for what was published while it was cut', async () => {
    api.publish(aSnapshot(ORG_A, 1));
    await start({ intervalMs: 60_000 });
    await streaming();
    api.cutStreams();
    api.publish(aSnapshot(ORG_A, 2));
    await vi.waitFor(() => expect(inForce.get(ORG_A)).toBe(2), { timeout: 5000 });
  });

  it.each([
    ['whose payload was changed after signing', 'signature_invalid', { payload: canonicalize(aSnapshot(ORG_A, 3)) }],
    ['without a signature', 'signature_invalid', { signature: '' }],
    ['of another organisation', 'foreign_org', signSnapshot(canonicalize(aSnapshot(ORG_B, 2)))],
    ['that does not parse', 'malformed', signSnapshot('{"format":1}')],
    ['older than the one in force', 'version_stale', signSnapshot(canonicalize(aSnapshot(ORG_A, 4)))],
  ])(
    'refuses a snapshot %s and keeps the one it has',
    async (_name, refusal, changes) => {
      api.publish(aSnapshot(ORG_A, 5));
      const plane = await start();
      await streaming();
      api.publish(aSnapshot(ORG_A, 6), changes);
      api.announce(ORG_A, 6);
      await vi.waitFor(() => expect(refusals()).toEqual([refusal]));
      expect(inForce.get(ORG_A)).toBe(5);
      // What it holds is not confirmed any more, so that it grows old and closes.
      const polls = api.counts.index;
      await vi.waitFor(() => expect(api.counts.index).toBeGreaterThan(polls + 2), POLLED);
      expect(plane.snapshotAgeMs(ORG_A)).toBeGreaterThan(2 * INTERVAL_MS * 0.9);
      expect(plane.contactAgeMs).toBeLessThan(plane.snapshotAgeMs(ORG_A));
      // A good one of a higher version is taken again.
      api.publish(aSnapshot(ORG_A, 7));
      api.announce(ORG_A, 7);
      await vi.waitFor(() => expect(inForce.get(ORG_A)).toBe(7));
    },
    15_000,
  );

  it('keeps the one it has when the new one cannot be put in force', async () => {
    api.publish(aSnapshot(ORG_A, 1));
    const onSnapshot = (snapshot: Snapshot): void => {
      if (snapshot.version === 2) throw new Error('does not compile');
      inForce.set(snapshot.orgId, snapshot.version);
    };
    await start({ onSnapshot });
    await streaming();
    api.publish(aSnapshot(ORG_A, 2));
    api.announce(ORG_A, 2);
    await vi.waitFor(() => expect(refusals()).toEqual(['not_compiled']));
    expect(refused).toEqual(['not_compiled']);
    expect(inForce.get(ORG_A)).toBe(1);
    expect(JSON.parse((await readFile(join(dataDir, 'snapshots', `${ORG_A}.json`))).toString()).payload).toContain(
      '"version":1}',
    );
  });

  it('does not let a listed version that is older take effect', async () => {
    api.publish(aSnapshot(ORG_A, 5));
    await start();
    api.publish(aSnapshot(ORG_A, 4));
    await vi.waitFor(() => expect(refusals()).toEqual(['version_stale']), POLLED);
    expect(inForce.get(ORG_A)).toBe(5);
  });

  it('starts from disk when the api is down, as old as the snapshot really is', async () => {
    api.publish(aSnapshot(ORG_A, 5));
    await stop(await start());
    const path = join(dataDir, 'snapshots', `${ORG_A}.json`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const tenMinutesAgo = new Date(Date.now() - 600_000);
    await utimes(path, tenMinutesAgo, tenMinutesAgo);
    await api.stop();
    inForce.clear();

    const plane = await start();
    expect(inForce.get(ORG_A)).toBe(5);
    expect(plane.contactAgeMs).toBe(Number.POSITIVE_INFINITY);
    expect(plane.snapshotAgeMs(ORG_A)).toBeGreaterThanOrEqual(600_000);
    expect(plane.snapshotAgeMs(ORG_A)).toBeLessThan(605_000);

    api.published.clear();
    api.publish(aSnapshot(ORG_A, 6));
    await api.start();
    await vi.waitFor(() => expect(inForce.get(ORG_A)).toBe(6), POLLED);
    expect(plane.snapshotAgeMs(ORG_A)).toBeLessThan(10_000);
  }, 15_000);

  it('refuses a snapshot on disk that was tampered with, or half written', async () => {
    api.publish(aSnapshot(ORG_A, 5));
    api.publish(aSnapshot(ORG_B, 5));
    await stop(await start());
    await api.stop();
    const path = join(dataDir, 'snapshots', `${ORG_A}.json`);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(String.raw`\"keepArguments\":true`, String.raw`\"keepArguments\":false`));
    await writeFile(join(dataDir, 'snapshots', `${ORG_B}.json`), '{"payl');
    inForce.clear();
    await start();
    expect(inForce.size).toBe(0);
    expect(refusals().sort()).toEqual(['malformed', 'signature_invalid']);
    await api.start();
  });

  it('forgets an organisation the api no longer lists', async () => {
    api.publish(aSnapshot(ORG_A, 1));
    api.publish(aSnapshot(ORG_B, 1));
    await start();
    await vi.waitFor(async () => expect(await snapshotFiles()).toHaveLength(2));
    api.published.delete(ORG_A);
    await vi.waitFor(() => expect([...inForce.keys()]).toEqual([ORG_B]), POLLED);
    await vi.waitFor(async () => expect(await snapshotFiles()).toEqual([`${ORG_B}.json`]));
  });

  it('reports its health, with the versions it enforces', async () => {
    api.publish(aSnapshot(ORG_A, 9));
    await start();
    await vi.waitFor(() => expect(api.heartbeats.length).toBeGreaterThan(0));
    expect(heartbeatSchema.parse(api.heartbeats[0])).toMatchObject({
      gatewayId: 'gw-1',
      version: '0.1.0',
      snapshots: [{ orgId: ORG_A, version: 9 }],
      spool,
    });
  });

  it('delivers reports of definitions, again until they are taken, the newest of a server and kind only', async () => {
    const plane = await start();
    const report = (serverId: string, observedAt: number) =>
      plane.reportDefinitions({ orgId: ORG_A, serverId, kind: 'tool', observedAt, definitions: [] });
    api.reportStatuses = [500, 429, 404];
    report('srv_1', 1);
    report('srv_2', 1);
    report('srv_2', 2);
    report('srv_2', 3);
    await vi.waitFor(() => expect(api.reports).toHaveLength(1), { timeout: 3000 });
    // The first was refused for good with 404 after two tries that were not, and does not hold up the second.
    expect(api.reports[0]).toMatchObject({ gatewayId: 'gw-1', serverId: 'srv_2', observedAt: 3 });
    report('srv_1', 4);
    await vi.waitFor(() => expect(api.reports).toHaveLength(2), { timeout: 3000 });
    expect(api.reports[1]).toMatchObject({ serverId: 'srv_1', observedAt: 4 });
  });

  it('says once that the api is away and once that it is back, and a malformed event harms nothing', async () => {
    api.publish(aSnapshot(ORG_A, 1));
    await start();
    await streaming();
    api.say('event: snapshot\ndata: {"orgId":1}\n\nevent: snapshot\ndata: nonsense\n\nevent: other\ndata: 1\n\n');
    api.publish(aSnapshot(ORG_A, 2));
    api.announce(ORG_A, 2);
    await vi.waitFor(() => expect(inForce.get(ORG_A)).toBe(2));
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('refuses to start with a key that is none', () => {
    expect(() => startControlPlane({ snapshotPublicKey: 'AAAA' } as ControlPlaneOptions)).toThrow();
  });
});
