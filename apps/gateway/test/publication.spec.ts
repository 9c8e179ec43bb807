import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '@sallyport/contracts';
import { Secret } from '@sallyport/service-kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startControlPlane } from '../src/control/control-plane.js';
import { ScriptedApi, SNAPSHOT_PUBLIC_KEY } from '../src/control/scripted-api.fixture.js';
import { type GatewayHarness, startGateway } from './harness/gateway-harness.js';
import { modernRequest, speakModern } from './harness/modern.js';
import { bearer, openSession, type RawSession, send } from './harness/raw-client.js';
import { openRawStream, type RawStream } from './harness/raw-stream.js';
import {
  json,
  openStream,
  rpcResult,
  type ScriptedServer,
  startScriptedServer,
  tool,
} from './harness/scripted-server.js';
import { httpServer, newPrincipal, type OrgSpec, toSnapshot } from './harness/snapshots.js';

/** What the issue allows from publication to enforcement, milliseconds. */
const ENFORCED_WITHIN_MS = 2_000;

const policy = (...rules: string[]): string =>
  ['version: 1', 'name: acme', 'rules:', '  - { id: all, effect: allow }', ...rules.map((rule) => `  - ${rule}`)].join(
    '\n',
  );
const OPEN = policy('{ id: may-ask, match: { methods: [elicitation/create] }, effect: allow }');
const CLOSED = policy(
  '{ id: no-calls, match: { methods: [tools/call] }, effect: deny, message: Not any more. }',
  '{ id: no-questions, match: { methods: [elicitation/create] }, effect: deny }',
  '{ id: no-news, match: { methods: [notifications/message] }, effect: deny }',
);

interface Enforced {
  readonly gateway: GatewayHarness;
  readonly session: RawSession;
  readonly stream: RawStream;
  /** Says something on the stream of the session, as its server. */
  readonly say: (message: object) => void;
  /** What a modern client brings back with its answers. */
  readonly requestState: string;
}

const ada = newPrincipal('ada');
const QUESTION = { method: 'elicitation/create', params: { mode: 'form', message: 'Name?', requestedSchema: {} } };
const capabilities = { elicitation: { form: {} } };

describe('a published rule change', () => {
  const api = new ScriptedApi();
  const ends: (() => unknown)[] = [];
  const enforced: Enforced[] = [];
  let legacy: ScriptedServer;
  let modern: ScriptedServer;
  let org: OrgSpec;
  let version = 0;

  const publish = (text: string, change: Partial<Snapshot> = {}): void => {
    const snapshot = { ...toSnapshot({ ...org, policy: text }, ++version), ...change };
    api.publish(snapshot);
    api.announce(snapshot.orgId, snapshot.version);
  };

  const ask = (url: string, more: object) =>
    send({
      url,
      ...modernRequest({
        url,
        token: ada.token,
        method: 'tools/call',
        params: { name: 'ask', arguments: {}, ...more },
        capabilities,
      }),
    });

  const start = async (name: string): Promise<Enforced> => {
    const gateway = await startGateway({ orgs: [], allow: [legacy.address, modern.address] });
    const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-publication-'));
    const plane = startControlPlane({
      apiUrl: api.url,
      token: new Secret('gateway-token'),
      gatewayId: name,
      version: '1',
      snapshotPublicKey: SNAPSHOT_PUBLIC_KEY,
      dataDir,
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      onSnapshot: (snapshot) => gateway.applySnapshot(snapshot),
      onOrgRemoved: () => undefined,
      onSnapshotRefused: (refusal) => gateway.snapshotRefused(refusal),
      heartbeat: () => ({ spool: gateway.spool.status, servers: [] }),
      intervalMs: 200,
    });
    ends.push(async () => {
      await plane.close();
      await gateway.close();
      await rm(dataDir, { recursive: true });
    });
    await plane.ready;
    const url = gateway.endpoint('acme', 'up');
    const session = await openSession(url, ada.token, '2025-11-25', { elicitation: {} });
    const speaking = new Promise<(message: object) => void>((resolve) => {
      legacy.on('GET', (_request, res) => resolve(openStream(res)));
    });
    const headers = [...bearer(ada.token), ...session.headers];
    const stream = await openRawStream({ url, method: 'GET', headers });
    ends.push(() => stream.destroy());
    const parked = (await ask(gateway.endpoint('acme', 'asks'), {})).json() as { result: { requestState: string } };
    return { gateway, session, stream, say: await speaking, requestState: parked.result.requestState };
  };

  beforeAll(async () => {
    legacy = await startScriptedServer([tool('echo')]);
    modern = await startScriptedServer([tool('ask')]);
    speakModern(modern, [tool('ask')]);
    modern.on('tools/call', (request, res) => {
      const { params } = request.message as { params: { inputResponses?: object } };
      const asked = { resultType: 'input_required', inputRequests: { q: QUESTION }, requestState: 'own' };
      json(
        res,
        rpcResult(request, params.inputResponses === undefined ? asked : { resultType: 'complete', content: [] }),
      );
    });
    const servers = [httpServer('up', legacy.url), httpServer('asks', modern.url)];
    org = { slug: 'acme', servers, principals: [ada] };
    await api.start();
    publish(OPEN);
    for (const name of ['gw-one', 'gw-two']) enforced.push(await start(name));
    await vi.waitFor(() => expect(api.counts.streams).toBe(2));
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
    await api.stop();
    await Promise.all([legacy.close(), modern.close()]);
  });

  const callOf = async ({ session }: Enforced): Promise<string> => {
    const answer = (await session.call(1, 'echo', { message: 'm' })).json() as { error?: { data: { code: string } } };
    return answer.error?.data.code ?? 'allowed';
  };
  const untilBoth = (code: string) =>
    vi.waitFor(async () => expect(await Promise.all(enforced.map(callOf))).toEqual([code, code]), {
      timeout: ENFORCED_WITHIN_MS,
      interval: 5,
    });

  it('is in force at both gateways within 2 s, in the sessions, streams and exchanges that are open', async () => {
    await untilBoth('allowed');
    for (const { say, stream } of enforced) {
      say({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'before' } });
      await vi.waitFor(() => expect(stream.text()).toContain('before'));
    }
    const tookMs: number[] = [];
    for (let round = 0; round < 5; round++) {
      for (const [text, code] of [
        [CLOSED, 'policy.denied'],
        [OPEN, 'allowed'],
      ] as const) {
        const publishedAt = performance.now();
        publish(text);
        await untilBoth(code);
        tookMs.push(performance.now() - publishedAt);
      }
    }
    process.stdout.write(`enforced at two gateways after ms: ${tookMs.map((ms) => ms.toFixed(0)).join(' ')}\n`);
    expect(Math.max(...tookMs)).toBeLessThan(ENFORCED_WITHIN_MS);

    publish(CLOSED);
    await untilBoth('policy.denied');
    for (const { gateway, say, stream, requestState } of enforced) {
      // The stream was opened under the old rules; what it carries is judged by the new ones.
      say({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'after' } });
      say({ jsonrpc: '2.0', id: 'q', ...QUESTION });
      say({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
      await vi.waitFor(() => expect(stream.text()).toContain('list_changed'));
      expect(stream.text()).not.toMatch(/after|elicitation/);
      // What was asked before may not be answered any more.
      const inputResponses = { q: { action: 'accept', content: {} } };
      const late = (await ask(gateway.endpoint('acme', 'asks'), { inputResponses, requestState })).json();
      expect(late).toMatchObject({ error: { data: { code: 'policy.denied' } } });
    }
    expect(modern.of('tools/call').filter(({ body }) => body.includes('inputResponses'))).toEqual([]);
  });

  it('that does not compile is refused as a whole: the last good one stays, and console and metrics are told', async () => {
    publish(OPEN);
    await untilBoth('allowed');
    const good = version;
    const gone = toSnapshot(org).policies.map((each) => ({
      ...each,
      text: 'version: 1\nname: broken\nrules: [{ id: x',
    }));
    // Its other half, a server that is switched off, is not taken either.
    const servers = org.servers.map((server) => ({ ...server, enabled: false }));
    publish(OPEN, { policies: gone, servers });
    const broken = version;
    await vi.waitFor(() => {
      const heard = ['gw-one', 'gw-two'].map((id) => api.heartbeats.filter((beat) => beat.gatewayId === id).at(-1));
      for (const beat of heard) {
        expect(beat?.refusedSnapshots).toEqual([
          { orgId: expect.any(String), version: broken, reason: 'not_compiled' },
        ]);
        expect(beat?.snapshots).toMatchObject([{ version: good }]);
      }
    });
    for (const each of enforced) {
      expect(await callOf(each)).toBe('allowed');
      const metrics = await fetch(`${each.gateway.url}/metrics`).then((answer) => answer.text());
      expect(metrics).toContain('gateway_snapshot_refusals_total{reason="not_compiled"} 1');
    }
    publish(CLOSED);
    await untilBoth('policy.denied');
    await vi.waitFor(() => expect(api.heartbeats.at(-1)?.refusedSnapshots).toEqual([]));
  });
});
