import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { startGateway } from './harness/gateway-harness.js';
import { bearer, initializeMessage, openSession, post, send } from './harness/raw-client.js';
import { json, rpcResult, text } from './harness/scripted-server.js';
import { httpServer, newToken } from './harness/snapshots.js';

const POLICY = `
version: 1
name: records
rules:
  - { id: all, match: { direction: request }, effect: allow }
  - { id: watched, match: { tools: [other] }, effect: deny, mode: observe }
  - { id: never, match: { tools: [fetch] }, effect: deny }
`;

const fixture = useFixture({ policy: POLICY });

const last = async (method: string) => {
  const call = await fixture.gateway.spool.waitFor(
    ({ decided }) => decided.method === method && !seen.has(decided.callId),
  );
  seen.add(call.decided.callId);
  return call;
};
const seen = new Set<string>();

describe('a call', () => {
  it('leaves who, client, server, target, definition, arguments, digests, rules, sizes, timings and trace', async () => {
    const session = await fixture.session();
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    await post(
      fixture.url,
      fixture.ada.token,
      {
        jsonrpc: '2.0',
        id: 'q',
        method: 'tools/call',
        params: { name: 'echo', arguments: { message: 'hello', n: 1 } },
      },
      [...session.headers, 'Traceparent', `00-${trace}-00f067aa0ba902b7-01`],
    );
    const { decided, completed } = await last('tools/call');
    expect(decided).toMatchObject({
      stage: 'decided',
      origin: 'client',
      effect: 'allow',
      reasons: ['rule-matched'],
      principal: { id: fixture.ada.principal.id, name: 'ada', groups: ['engineering'] },
      client: { name: 'raw', version: '1.0.0' },
      server: { slug: 'up' },
      protocolVersion: '2025-11-25',
      method: 'tools/call',
      target: { kind: 'tool', name: 'echo' },
      definitionDigest: expect.stringMatching(/^sha256:/),
      argumentsDigest: expect.stringMatching(/^sha256:/),
      argumentsBytes: '{"message":"hello","n":1}'.length,
      arguments: { message: 'hello', n: 1 },
      argumentsTruncated: false,
      snapshotVersion: 1,
      requestId: '"q"',
      traceId: trace,
    });
    expect(decided.rules).toMatchObject([{ ruleId: 'all', effect: 'allow' }]);
    expect(completed).toMatchObject({ outcome: 'delivered', errorCode: null, decidedAt: decided.at });
    expect(completed.resultDigest).toMatch(/^sha256:/);
    expect(completed.resultBytes).toBeGreaterThan(0);
    expect(completed.timing.totalUs).toBeGreaterThan(completed.timing.upstreamUs);
    expect(completed.timing.upstreamUs).toBeGreaterThan(0);
  });

  it('has the same argument digest however its arguments are spelled', async () => {
    const session = await fixture.session();
    const spell = (args: string) =>
      session.post(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":${args}}}`);
    await spell('{"a":1,"b":"\\u0041"}');
    await spell('{ "b":"A", "a":1.0 }');
    // As digests and records have it, and with its members in another order.
    await spell('{"a":1,"b":"A"}');
    await spell('{"b":"A","a":1}');
    const digests = new Set<unknown>();
    for (let i = 0; i < 4; i++) {
      const { decided } = await last('tools/call');
      expect(decided).toMatchObject({ arguments: { a: 1, b: 'A' }, argumentsTruncated: false });
      digests.add(decided.argumentsDigest);
    }
    expect(digests.size).toBe(1);
  });

  it('names the rules that only watch', async () => {
    await (await fixture.session()).call(1, 'other');
    const { decided } = await last('tools/call');
    expect(decided.effect).toBe('allow');
    expect(decided.rules).toContainEqual(expect.objectContaining({ ruleId: 'watched', mode: 'observe' }));
  });

  it('keeps no arguments over 8 KB, and none where the organisation wants none', async () => {
    const session = await fixture.session();
    await session.call(1, 'echo', { message: 'x'.repeat(9_000) });
    expect((await last('tools/call')).decided).toMatchObject({ arguments: null, argumentsTruncated: true });
    const gateway = await startGateway({
      orgs: [{ ...fixture.org, settings: { keepArguments: false } }],
      allow: [fixture.upstream.address],
    });
    await (await openSession(gateway.endpoint('acme', 'up'), fixture.ada.token)).call(1, 'echo', {
      message: 'confidante',
    });
    await gateway.spool.waitFor(({ decided }) => decided.method === 'tools/call');
    expect(JSON.stringify(gateway.spool.records)).not.toContain('confidante');
    await gateway.close();
  });

  it('that a tool fails is told apart from one that worked', async () => {
    const session = await fixture.session();
    fixture.upstream.on('tools/call', (request, res) =>
      json(res, rpcResult(request, { ...(text('no') as object), isError: true })),
    );
    await session.call(1, 'echo');
    expect((await last('tools/call')).completed.outcome).toBe('tool_error');
    fixture.upstream.on('tools/call', (request, res) => json(res, rpcResult(request, text('mentions "isError":true'))));
    await session.call(2, 'echo');
    expect((await last('tools/call')).completed.outcome).toBe('delivered');
  });

  it('leaves none for a ping that goes well', async () => {
    const session = await fixture.session();
    await session.post({ jsonrpc: '2.0', id: 1, method: 'ping' });
    expect(fixture.gateway.spool.calls().some(({ decided }) => decided.method === 'ping')).toBe(false);
  });
});

describe('a refusal', () => {
  it.each([
    [
      'of a call a rule denies',
      'tools/call',
      'denied',
      'policy.denied',
      ['rule-matched'],
      (s: Parts) => s.session.call(1, 'fetch'),
    ],
    [
      'of an unknown tool',
      'tools/call',
      'denied',
      'mcp.target_unknown',
      ['target-unknown'],
      (s: Parts) => s.session.call(1, 'none'),
    ],
    [
      'of an unknown method',
      'x/y',
      'denied',
      'mcp.method_unknown',
      ['method-unknown'],
      (s: Parts) => s.session.post({ jsonrpc: '2.0', id: 1, method: 'x/y' }),
    ],
    [
      'of a malformed body',
      'POST',
      'rejected',
      'request.unparseable',
      ['message-malformed'],
      (s: Parts) => s.session.post('{'),
    ],
    [
      'of a foreign session',
      'ping',
      'rejected',
      'mcp.session_not_found',
      ['session-foreign'],
      (s: Parts) => post(fixture.url, fixture.bob.token, { jsonrpc: '2.0', id: 1, method: 'ping' }, s.session.headers),
    ],
    [
      'of an unknown server',
      'POST',
      'rejected',
      'server.not_found',
      ['target-unknown'],
      () => post(fixture.gateway.endpoint('acme', 'none'), fixture.ada.token, initializeMessage()),
    ],
    [
      'of a missing token',
      'POST',
      'rejected',
      'auth.token_missing',
      ['token-missing'],
      () => send({ url: fixture.url, headers: ['Accept', '*/*', 'Content-Type', 'application/json'], body: '{}' }),
    ],
    [
      'of an unknown token',
      'POST',
      'rejected',
      'auth.token_invalid',
      ['token-invalid'],
      () => post(fixture.url, newToken(), initializeMessage()),
    ],
    [
      'of a foreign origin',
      'POST',
      'rejected',
      'request.origin_forbidden',
      ['origin-forbidden'],
      () =>
        send({
          url: fixture.url,
          headers: [...bearer(fixture.ada.token), 'Origin', 'https://evil.example'],
          body: '{}',
        }),
    ],
  ] as const)(
    '%s leaves a decided and a completed record',
    async (_name, method, outcome, errorCode, reasons, attempt) => {
      const session = await fixture.session();
      const before = new Set(fixture.gateway.spool.calls().map(({ decided }) => decided.callId));
      await attempt({ session });
      const call = await fixture.gateway.spool.waitFor(
        ({ decided }) => decided.method === method && !before.has(decided.callId),
      );
      expect(call.decided).toMatchObject({ effect: 'deny', reasons });
      expect(call.completed).toMatchObject({ effect: 'deny', outcome, errorCode, reasons });
    },
  );

  it('of strangers fills the log only so fast, and is counted all the same', async () => {
    const gateway = await startGateway({ orgs: [fixture.org], allow: [fixture.upstream.address] });
    const url = gateway.endpoint('acme', 'up');
    for (let i = 0; i < 60; i++) await post(url, newToken(), '{}');
    expect(gateway.spool.calls().length).toBeLessThanOrEqual(30);
    const metrics = (await send({ url: `${gateway.url}/metrics`, method: 'GET', headers: [] })).body;
    expect(metrics).toContain('gateway_refusals_total{code="auth.token_invalid"} 60');
    expect(metrics).toMatch(/gateway_unrecorded_refusals_total\{code="auth\.token_invalid"\} [3-5]\d/);
    await gateway.close();
  });
});

describe('evidence before effect', () => {
  it('a sensitive server hears of a call only after its decision is on stable storage', async () => {
    const order: string[] = [];
    const gateway = await startGateway({
      orgs: [{ ...fixture.org, servers: [httpServer('up', fixture.upstream.url, { tier: 'sensitive' })] }],
      allow: [fixture.upstream.address],
      onSpoolEvent: (event) => void order.push(event),
    });
    const session = await openSession(gateway.endpoint('acme', 'up'), fixture.ada.token);
    fixture.upstream.on('tools/call', (request, res) => {
      order.push('forwarded');
      json(res, rpcResult(request, text('ok')));
    });
    order.length = 0;
    await session.call(1, 'echo');
    expect(order.slice(0, 3)).toEqual(['decided taken', 'decided durable', 'forwarded']);
    await gateway.close();
  });

  it('nothing is allowed when records cannot be written: 503, Retry-After, and the server hears nothing', async () => {
    const gateway = await startGateway({ orgs: [fixture.org], allow: [fixture.upstream.address] });
    const session = await openSession(gateway.endpoint('acme', 'up'), fixture.ada.token);
    const before = fixture.upstream.of('tools/call').length;
    gateway.spool.refuse();
    const answer = await session.call(1, 'echo');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.json()).toMatchObject({ error: { code: 5031, data: { code: 'gateway.spool_unavailable' } } });
    expect(fixture.upstream.of('tools/call').length).toBe(before);
    expect((await send({ url: `${gateway.url}/readyz`, method: 'GET', headers: [] })).status).toBe(503);
    await gateway.close();
  });

  it('a client that leaves before the answer changes nothing about the records', async () => {
    fixture.upstream.on('tools/call', (request, res) => {
      setTimeout(() => json(res, rpcResult(request, text('late'))), 150);
    });
    const session = await fixture.session();
    const body = JSON.stringify({ jsonrpc: '2.0', id: 'left', method: 'tools/call', params: { name: 'echo' } });
    const socket = connect(fixture.gateway.port, '127.0.0.1');
    const head = [
      'POST /o/acme/s/up/mcp HTTP/1.1',
      `Host: 127.0.0.1:${fixture.gateway.port}`,
      `Authorization: Bearer ${fixture.ada.token}`,
      `Mcp-Session-Id: ${session.id}`,
      'Accept: application/json, text/event-stream',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    setTimeout(() => socket.destroy(), 50);
    const call = await fixture.gateway.spool.waitFor(({ decided }) => decided.requestId === '"left"');
    expect(call.completed).toMatchObject({ outcome: 'cancelled', effect: 'allow' });
    expect(call.completed.resultDigest).not.toBeNull();
  });
});

interface Parts {
  readonly session: Awaited<ReturnType<typeof openSession>>;
}
