import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRedis, type RunningRedis, startRedis } from '../../../infra/local/redis.mjs';
import { openSession, type RawSession } from './harness/raw-client.js';
import { type RoundRobin, startRoundRobin } from './harness/round-robin.js';
import { json, rpcResult, type ScriptedServer, startScriptedServer, text, tool } from './harness/scripted-server.js';
import { httpServer, newPrincipal, type OrgSpec, stdioServer, toSnapshot } from './harness/snapshots.js';

const program = await findRedis({ install: true });
if (program === null)
  console.warn('SKIPPED: loss of a replica. There is no redis-server; install it to run these tests.');

const CHILD = fileURLToPath(new URL('./replica.child.mjs', import.meta.url));
const HOSTED_SERVER = fileURLToPath(new URL('./replica-hosted.child.mjs', import.meta.url));
const CALL_MS = 30;
/** Calls after the loss may take longer by what it takes to know of it, and not by more. */
const SLOWEST_MS = 4_000;

interface Replica {
  readonly child: ChildProcess;
  readonly port: number;
  readonly exited: Promise<void>;
}

/** What became of one call. */
interface Call {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ok: boolean;
  readonly what: string;
}

const ada = newPrincipal('ada');

describe.skipIf(program === null /* no redis-server */)('of two gateway processes behind one address', () => {
  let redis: RunningRedis;
  let upstream: ScriptedServer;
  let balancer: RoundRobin;
  let folder: string;
  let one: Replica;
  let two: Replica;
  const ports: number[] = [];

  const start = (file: string): Promise<Replica> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [CHILD, file], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = new Promise<void>((done) => child.once('exit', () => done()));
      void exited.then(() => reject(new Error('the gateway ended before it listened')));
      child.stdout.on('data', (chunk: Buffer) => resolve({ child, port: Number(chunk.toString()), exited }));
    });

  beforeAll(async () => {
    redis = await startRedis();
    upstream = await startScriptedServer([tool('nonce')]);
    upstream.on('tools/call', (request, res) => {
      const { params } = request.message as { params: { arguments: { nonce: string } } };
      setTimeout(() => json(res, rpcResult(request, text(params.arguments.nonce))), CALL_MS);
    });
    balancer = await startRoundRobin(ports);
    folder = await mkdtemp(join(tmpdir(), 'sallyport-replicas-'));
    const org: OrgSpec = {
      slug: 'acme',
      servers: [httpServer('remote', upstream.url), stdioServer('hosted', 'scripted')],
      principals: [ada],
    };
    const file = join(folder, 'replica.json');
    const settings = {
      redisUrl: redis.url,
      prefix: `${randomUUID()}:`,
      sessionKey: randomBytes(32).toString('base64'),
      snapshot: toSnapshot(org),
      launchers: {
        scripted: { command: process.execPath, args: [HOSTED_SERVER], env: {}, passEnv: ['PATH'] },
      },
      allow: [upstream.address],
      allowedHosts: [balancer.address],
    };
    await writeFile(file, JSON.stringify(settings));
    [one, two] = await Promise.all([start(file), start(file)]);
    ports.push(one.port, two.port);
  });

  afterAll(async () => {
    for (const replica of [one, two]) {
      replica?.child.kill('SIGKILL');
      await replica?.exited;
    }
    await balancer.close();
    await upstream.close();
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const endpoint = (server: string): string => `http://${balancer.address}/o/acme/s/${server}/mcp`;

  /** Calls one after the other until it is told to stop. */
  const keepCalling = async (session: RawSession, calls: Call[], isOver: () => boolean): Promise<void> => {
    for (let id = 1; !isOver(); id++) {
      const startedAt = performance.now();
      const nonce = randomUUID();
      const { ok, what } = await session.call(id, 'nonce', { nonce }).then(
        ({ body }) => ({ ok: body.includes(nonce) && body.includes('"result"'), what: body }),
        (err: unknown) => ({ ok: false, what: String(err) }),
      );
      calls.push({ startedAt, endedAt: performance.now(), ok, what });
    }
  };

  it('the loss of one loses the calls in flight on it and nothing else: no session, and no call made later', async () => {
    const sessions: RawSession[] = [];
    // A hosted session that can be asked has a process of its own on the gateway that opened it; the others have not.
    const kinds = [['remote', {}] as const, ['hosted', {}] as const, ['hosted', { elicitation: {} }] as const];
    for (const [server, capabilities] of [...kinds, ...kinds, ...kinds, ...kinds]) {
      sessions.push(await openSession(endpoint(server), ada.token, undefined, capabilities));
    }
    const calls: Call[] = [];
    let over = false;
    const clients = sessions.map((session) => keepCalling(session, calls, () => over));
    await new Promise((wake) => setTimeout(wake, 700));
    expect(calls.filter(({ ok }) => !ok)).toEqual([]);

    const killedAt = performance.now();
    one.child.kill('SIGKILL');
    await one.exited;
    const goneAt = performance.now();
    await new Promise((wake) => setTimeout(wake, 4_000));
    over = true;
    await Promise.all(clients);

    const lost = calls.filter(({ ok }) => !ok);
    // One call of each client is under way at any time: no more than those can have been on the killed process.
    expect(lost.length).toBeLessThanOrEqual(sessions.length);
    expect(lost.filter(({ startedAt }) => startedAt > goneAt)).toEqual([]);
    expect(lost.filter(({ endedAt }) => endedAt < killedAt)).toEqual([]);
    const later = calls.filter(({ startedAt }) => startedAt > goneAt);
    expect(later.length).toBeGreaterThan(sessions.length * 10);
    for (const { startedAt, endedAt } of later) expect(endedAt - startedAt).toBeLessThan(SLOWEST_MS);
  }, 30_000);
});
