import { randomBytes, randomUUID } from 'node:crypto';
import { createRedisCoordination } from '@sallyport/service-kit/redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningRedis, startRedis } from '../../../infra/local/redis.mjs';
import { newReplicaId } from '../src/replicas/replica-id.js';
import { bindSessions } from './harness/bound-registry.js';
import { type GatewayHarness, startGateway } from './harness/gateway-harness.js';
import { bearer, openSession, post, send } from './harness/raw-client.js';
import { openRawStream } from './harness/raw-stream.js';
import { type RoundRobin, startRoundRobin } from './harness/round-robin.js';
import {
  json,
  openStream,
  rpcResult,
  type ScriptedServer,
  startScriptedServer,
  text,
  tool,
} from './harness/scripted-server.js';
import { httpServer, type OrgSpec } from './harness/snapshots.js';
import { ada, at, bob, call, headersOf, MAY_ELICIT, PATIENT, program } from './harness/two-gateways.js';

interface Replica extends GatewayHarness {
  /** Replicas whose sessions were begun anew here. */
  readonly anew: string[];
}

describe.skipIf(program === null /* no redis-server */)('two gateways over one Redis', () => {
  let redis: RunningRedis;
  let upstream: ScriptedServer;
  let org: OrgSpec;
  let one: Replica;
  let two: Replica;
  let balancer: RoundRobin;
  const ports: number[] = [];
  let closers: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  /** A gateway whose sessions live in its process, as those of hosted servers do. */
  const start = async (prefix: string, sessionKey: Buffer): Promise<Replica> => {
    const coordination = createRedisCoordination(redis.url, { prefix });
    closers.push(() => coordination.close());
    const replicaId = newReplicaId('gw.test');
    const anew: string[] = [];
    const gateway = await startGateway({
      orgs: [org],
      allow: [upstream.address],
      allowedHosts: [balancer.address],
      sessionKey,
      replicas: { coordination, replicaId },
      wrapRegistry: bindSessions(replicaId, anew),
    });
    closers.push(() => gateway.close());
    ports.push(gateway.port);
    return Object.assign(gateway, { anew });
  };

  beforeEach(async () => {
    ports.length = 0;
    balancer = await startRoundRobin(ports);
    closers.push(() => balancer.close());
    upstream = await startScriptedServer([tool('echo'), tool('slow')]);
    closers.push(() => upstream.close());
    org = { slug: 'acme', servers: [httpServer('up', upstream.url)], principals: [ada, bob] };
    const [prefix, key] = [`${randomUUID()}:`, randomBytes(32)];
    one = await start(prefix, key);
    two = await start(prefix, key);
  });
  afterEach(async () => {
    for (const close of closers.reverse()) await close();
    closers = [];
  });

  it('a session works whichever of them a balancer chooses, is one session at the server, and is recorded where it came', async () => {
    const session = await openSession(`http://${balancer.address}/o/acme/s/up/mcp`, ada.token);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => session.post(call(i, 'echo'))));
    for (const [i, answer] of answers.entries()) expect(answer.body).toContain(`m${i}`);
    expect(new Set(upstream.of('tools/call').map(({ headers }) => headers['mcp-session-id'])).size).toBe(1);
    expect([one.anew, two.anew]).toEqual([[], []]);
    const recorded = [one, two].map(({ spool }) =>
      spool.calls().filter(({ decided }) => decided.target.name === 'echo'),
    );
    expect(recorded.flat().length).toBe(20);
    for (const calls of recorded) expect(calls.length).toBeGreaterThan(0);
  });

  it('a stream is passed on as it comes, with what the server sends beside its answer', async () => {
    const session = await openSession(at(one), ada.token);
    let finish: (() => void) | undefined;
    upstream.on('tools/call', (request, res) => {
      const write = openStream(res);
      const params = { progressToken: 7, progress: 1 };
      write({ jsonrpc: '2.0', method: 'notifications/progress', params }, 'e1');
      finish = () => {
        write(rpcResult(request, text('done')), 'e2');
        res.end();
      };
    });
    const body = call(1, 'slow', { _meta: { progressToken: 7 } });
    const stream = await openRawStream({ url: at(two), headers: headersOf(session), method: 'POST', body });
    await vi.waitFor(() => expect(stream.messages().length).toBe(1), PATIENT);
    finish?.();
    expect(await stream.ended).toEqual({ complete: true });
    expect(stream.messages().map(({ method, id }) => method ?? id)).toEqual(['notifications/progress', 1]);
    expect(stream.text()).toContain('id: e2');
  });

  it('what a server sends by itself reaches a client that listens at the other', async () => {
    const session = await openSession(at(one), ada.token);
    let write: ReturnType<typeof openStream> | undefined;
    upstream.on('GET', (_request, res) => {
      write = openStream(res);
    });
    const stream = await openRawStream({ url: at(two), headers: headersOf(session), method: 'GET' });
    expect(stream.status).toBe(200);
    write?.({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
    await vi.waitFor(() => expect(stream.messages().length).toBe(1), PATIENT);
    stream.destroy();
  });

  it('an answer to a server’s question may come in at either', async () => {
    one.apply({ ...org, policy: MAY_ELICIT }, 2);
    two.apply({ ...org, policy: MAY_ELICIT }, 2);
    const session = await openSession(at(one), ada.token);
    let stream: ReturnType<typeof openStream> | undefined;
    let finish: (() => void) | undefined;
    upstream.on('tools/call', (request, res) => {
      stream = openStream(res);
      const params = { message: 'Which?', requestedSchema: { type: 'object', properties: {} } };
      stream({ jsonrpc: '2.0', id: 'q1', method: 'elicitation/create', params });
      finish = () => {
        stream?.(rpcResult(request, text('thanks')));
        res.end();
      };
    });
    upstream.on('answer', (_request, res) => {
      res.writeHead(202).end();
      finish?.();
    });
    const client = await openRawStream({
      url: at(one),
      headers: headersOf(session),
      method: 'POST',
      body: call(1, 'slow'),
    });
    await vi.waitFor(() => expect(client.messages().length).toBe(1), PATIENT);
    const [question] = client.messages();
    const answer = { jsonrpc: '2.0', id: question?.id, result: { action: 'accept', content: {} } };
    expect((await post(at(two), ada.token, answer, session.headers)).status).toBe(202);
    await client.ended;
    expect(client.text()).toContain('thanks');
    const given = upstream.received.find(({ message }) => message !== null && 'result' in message);
    expect(given?.message).toMatchObject({ id: 'q1', result: { action: 'accept' } });
  });

  it('a cancellation that comes in at the other ends the call, here and at the server', async () => {
    const session = await openSession(at(one), ada.token);
    upstream.on('tools/call', () => undefined);
    const answer = session.post(call(5, 'slow'));
    await vi.waitFor(() => expect(upstream.of('tools/call').length).toBe(1), PATIENT);
    const params = { requestId: 5, reason: 'enough' };
    const cancellation = { jsonrpc: '2.0', method: 'notifications/cancelled', params };
    expect((await post(at(two), ada.token, cancellation, session.headers)).status).toBe(202);
    expect((await answer).body).toBe('');
    expect(upstream.of('notifications/cancelled').length).toBeGreaterThan(0);
    const recorded = await one.spool.waitFor(({ decided }) => decided.target.name === 'slow');
    expect(recorded.completed.outcome).toBe('cancelled');
  });

  it('nobody cancels a call of another session by its id', async () => {
    const session = await openSession(at(one), ada.token);
    const stranger = await openSession(at(two), bob.token);
    let finish: (() => void) | undefined;
    upstream.on('tools/call', (request, res) => {
      finish = () => json(res, rpcResult(request, text('undisturbed')));
    });
    const answer = session.post(call(5, 'slow'));
    await vi.waitFor(() => expect(upstream.of('tools/call').length).toBe(1), PATIENT);
    await stranger.post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 5 } });
    await new Promise((wake) => setTimeout(wake, 100));
    finish?.();
    expect((await answer).body).toContain('undisturbed');
  });

  it('a session ended at one is over at the other', async () => {
    const session = await openSession(at(one), ada.token);
    await post(at(two), ada.token, call(1, 'echo'), session.headers);
    const headers = headersOf(session);
    expect((await send({ url: at(one), method: 'DELETE', headers })).status).toBe(200);
    await vi.waitFor(async () => {
      expect((await post(at(two), ada.token, call(2, 'echo'), session.headers)).status).toBe(404);
    });
  });

  it('a task made at one belongs to its maker at the other, and to nobody else', async () => {
    const session = await openSession(at(one), ada.token);
    upstream.on('tools/call', (request, res) =>
      json(res, rpcResult(request, { task: { taskId: 'task-1', status: 'working' } })),
    );
    upstream.on('tasks/get', (request, res) => json(res, rpcResult(request, { taskId: 'task-1', status: 'working' })));
    upstream.on('tasks/list', (request, res) =>
      json(res, rpcResult(request, { tasks: [{ taskId: 'task-1' }, { taskId: 'task-2' }] })),
    );
    await session.post(call(1, 'slow', { task: { ttl: 60_000 } }));
    const list = { jsonrpc: '2.0', id: 3, method: 'tasks/list' };
    const own = await post(at(two), ada.token, list, session.headers);
    expect(own.json().result).toEqual({ tasks: [{ taskId: 'task-1' }] });
    const get = { jsonrpc: '2.0', id: 2, method: 'tasks/get', params: { taskId: 'task-1' } };
    expect((await post(at(two), ada.token, get, session.headers)).json()).toHaveProperty('result');
    const stranger = await openSession(at(two), bob.token);
    expect((await stranger.post(list)).json().result).toEqual({ tasks: [] });
    expect((await stranger.post(get)).json().error).toMatchObject({ data: { code: 'mcp.target_unknown' } });
  });

  it('a task is looked up at the other when it is asked for first, without a list', async () => {
    const session = await openSession(at(one), ada.token);
    upstream.on('tools/call', (request, res) =>
      json(res, rpcResult(request, { task: { taskId: 'task-9', status: 'working' } })),
    );
    upstream.on('tasks/cancel', (request, res) => json(res, rpcResult(request, { taskId: 'task-9' })));
    await session.post(call(1, 'slow', { task: { ttl: 60_000 } }));
    const cancel = { jsonrpc: '2.0', id: 2, method: 'tasks/cancel', params: { taskId: 'task-9' } };
    expect((await post(at(two), ada.token, cancel, session.headers)).json()).toHaveProperty('result');
  });

  it('a server switched off at the replica that holds a session serves it nowhere', async () => {
    const session = await openSession(at(one), ada.token);
    one.apply({ ...org, servers: org.servers.map((server) => ({ ...server, enabled: false })) }, 2);
    expect((await post(at(two), ada.token, call(1, 'echo'), session.headers)).status).toBe(404);
    expect(upstream.of('tools/call')).toEqual([]);
  });

  it('a client whose stream ended before the answer gets it at the other, judged and recorded as the answer it is', async () => {
    const session = await openSession(at(one), ada.token);
    let question: Parameters<typeof rpcResult>[0] | undefined;
    upstream.on('tools/call', (request, res) => {
      question = request;
      openStream(res)('', 'e1');
      res.end();
    });
    upstream.on('GET', (request, res) => {
      expect(request.headers['last-event-id']).toBe('e1');
      const write = openStream(res);
      write({ jsonrpc: '2.0', id: 99, result: { not: 'asked for' } }, 'e2');
      if (question !== undefined) write(rpcResult(question, text('after all')), 'e3');
    });
    const first = await openRawStream({
      url: at(one),
      headers: headersOf(session),
      method: 'POST',
      body: call(4, 'slow'),
    });
    await first.ended;
    const headers = [...headersOf(session), 'Last-Event-ID', 'e1'];
    const again = await openRawStream({ url: at(two), headers, method: 'GET' });
    await vi.waitFor(() => expect(again.messages().length).toBe(1), PATIENT);
    expect(again.messages()).toEqual([{ jsonrpc: '2.0', id: 4, result: text('after all') }]);
    again.destroy();
    const { completed } = await one.spool.waitFor(({ decided }) => decided.target.name === 'slow');
    expect(completed.outcome).toBe('delivered');
  });

  it('a client of HTTP+SSE may post at either what is answered on its stream, and nobody else may', async () => {
    const stream = await openRawStream({ url: at(one), headers: bearer(ada.token), method: 'GET' });
    await vi.waitFor(() => expect(stream.text()).toContain('event: endpoint'), PATIENT);
    const path = /data: (\S+)/.exec(stream.text())?.[1] ?? '';
    const there = (message: object, token = ada.token) => post(new URL(path, two.url).href, token, message);
    const params = { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'old', version: '1' } };
    expect((await there({ jsonrpc: '2.0', id: 1, method: 'initialize', params })).status).toBe(202);
    await vi.waitFor(() => expect(stream.text()).toContain('"protocolVersion":"2024-11-05"'), PATIENT);
    await there({ jsonrpc: '2.0', method: 'notifications/initialized' });
    expect((await there(call(2, 'echo'))).status).toBe(202);
    await vi.waitFor(() => expect(stream.text()).toContain('"id":2'), PATIENT);
    expect((await there(call(3, 'echo'), bob.token)).status).toBe(404);
    await one.close();
    expect((await there(call(4, 'echo'))).status).toBe(404);
  });

  it('a session outlives the orderly end of its replica: it is begun anew where it is asked for', async () => {
    const session = await openSession(at(one), ada.token);
    await one.close();
    const answer = await post(at(two), ada.token, call(1, 'echo'), session.headers);
    expect(answer.body).toContain('m1');
    expect(two.anew.length).toBeGreaterThan(0);
  });
});
