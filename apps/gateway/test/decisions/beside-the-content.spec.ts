import { describe, expect, it } from 'vitest';
import { startGateway } from '../harness/gateway-harness.js';
import { initializeMessage, openSession, post } from '../harness/raw-client.js';
import { json, rpcResult, startScriptedServer, tool } from '../harness/scripted-server.js';
import { httpServer, newPrincipal } from '../harness/snapshots.js';
import { AWS_KEY, errorOf, INJECTION, POLICY, useDecisions } from './fixture.js';

const fixture = useDecisions();

/** A session with a server that nobody else meets. */
const openOwn = async () => {
  const upstream = await startScriptedServer([tool('echo')]);
  const ada = newPrincipal('ada');
  const org = { slug: 'acme', policy: POLICY, principals: [ada], servers: [httpServer('up', upstream.url)] };
  const gateway = await startGateway({ orgs: [org], allow: [upstream.address] });
  const url = gateway.endpoint('acme', 'up');
  return { upstream, ada, gateway, url, session: await openSession(url, ada.token) };
};

describe('what stands beside the content', () => {
  it.each(['initialize', 'tools/list'])('is inspected too in an error that answers %s', async (method) => {
    const { upstream, ada, gateway, url, session } = await openOwn();
    upstream.on(method, (request, res) =>
      json(res, JSON.stringify({ jsonrpc: '2.0', id: request.message?.id, error: { code: 1, message: INJECTION } })),
    );
    const answer =
      method === 'initialize'
        ? await post(url, ada.token, initializeMessage())
        : await session.post({ jsonrpc: '2.0', id: 1, method });
    expect(errorOf(answer).code).toBe(4031);
    expect(answer.body).not.toContain('previous instructions');
    await gateway.close();
    await upstream.close();
  });

  it.each<[string, object]>([
    [
      'the _meta of a call',
      { id: 1, method: 'tools/call', params: { name: 'echo', arguments: {}, _meta: { x: AWS_KEY } } },
    ],
    ['a progress token', { id: 1, method: 'tools/call', params: { name: 'echo', _meta: { progressToken: AWS_KEY } } }],
    ['a member nobody knows', { id: 1, method: 'tools/call', params: { name: 'echo', note: AWS_KEY } }],
    ['a ping', { id: 1, method: 'ping', params: { _meta: { note: AWS_KEY } } }],
    ['a cursor', { id: 1, method: 'tools/list', params: { cursor: AWS_KEY } }],
    [
      'a notification',
      { method: 'notifications/progress', params: { progressToken: 1, progress: 1, message: AWS_KEY } },
    ],
  ])('is inspected too in %s: nothing leaves beside the arguments', async (_, message) => {
    const session = await fixture.session();
    const before = fixture.gateway.spool.records.length;
    const answer = await session.post({ jsonrpc: '2.0', ...message });
    expect(answer.body).toContain('policy.denied');
    expect(fixture.upstream.received.some(({ body }) => body.includes(AWS_KEY))).toBe(false);
    expect(fixture.gateway.spool.records.length).toBeGreaterThan(before);
  });

  it('is inspected too in a list, in the title of a server, and where a list should be', async () => {
    const { upstream, ada, gateway, url, session } = await openOwn();
    const list = async (result: object) => {
      upstream.on('tools/list', (request, res) => json(res, rpcResult(request, result)));
      return session.post({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    };
    expect(errorOf(await list({ tools: [tool('echo')], _meta: { note: INJECTION } })).code).toBe(4031);
    expect(errorOf(await list({ tools: { note: INJECTION } })).code).toBe(5021);
    const keyed = await list({ tools: [tool('echo')], nextCursor: AWS_KEY });
    expect(keyed.body).not.toContain(AWS_KEY);
    expect((await list({ tools: [tool('echo')], nextCursor: 'two' })).json().result).toMatchObject({
      tools: [{ name: 'echo' }],
      nextCursor: 'two',
    });
    upstream.on('initialize', (request, res) =>
      json(
        res,
        rpcResult(request, {
          protocolVersion: '2025-11-25',
          capabilities: { tools: {} },
          serverInfo: { name: 'x', version: '1', title: INJECTION },
        }),
      ),
    );
    await expect(openSession(url, ada.token)).rejects.toThrow(/no session: 200 .*4031/);
    await gateway.close();
    await upstream.close();
  });
});
