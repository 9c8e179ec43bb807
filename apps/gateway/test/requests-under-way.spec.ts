import { describe, expect, it } from 'vitest';
import { startGateway } from './harness/gateway-harness.js';
import { openSession } from './harness/raw-client.js';
import { json, openStream, rpcResult, text } from './harness/scripted-server.js';
import { httpServer } from './harness/snapshots.js';
import { sleep, toolCall, until, useStreams } from './harness/streams.js';

const { fixture, open } = useStreams();

describe('a request under way', () => {
  it('is cancelled at the server by the client, and the client gets an end and no answer', async () => {
    fixture.upstream.on('tools/call', (_received, res) => void openStream(res));
    const session = await fixture.session();
    const opened = open('POST', session, toolCall('cancel-me'));
    await until(() => fixture.upstream.of('tools/call').some(({ body }) => body.includes('cancel-me')));
    const stream = await Promise.race([opened, sleep(50).then(() => null)]);
    const told = await session.post({
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: 'cancel-me', reason: 'changed my mind' },
    });
    expect(told.status).toBe(202);
    const ended = stream ?? (await opened);
    await ended.ended;
    expect(ended.text()).not.toContain('"result"');
    await until(() => fixture.upstream.of('notifications/cancelled').length > 0);
    expect(fixture.upstream.of('notifications/cancelled')[0]?.message).toMatchObject({
      params: { requestId: 'cancel-me', reason: 'changed my mind' },
    });
    const call = await fixture.gateway.spool.waitFor(({ decided }) => decided.requestId === '"cancel-me"');
    expect(call.completed.outcome).toBe('cancelled');
  });

  it('cannot be cancelled by another session', async () => {
    let finish: () => void = () => undefined;
    fixture.upstream.on('tools/call', (received, res) => {
      finish = () => json(res, rpcResult(received, text('done')));
    });
    const session = await fixture.session();
    const stranger = await fixture.session();
    const pending = session.call('mine', 'echo');
    await until(() => fixture.upstream.of('tools/call').some(({ body }) => body.includes('"mine"')));
    await stranger.post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'mine' } });
    finish();
    expect((await pending).json()).toHaveProperty('result');
  });

  it('that takes too long ends with 5040, and the server is told to stop', async () => {
    const gateway = await startGateway({
      orgs: [{ ...fixture.org, servers: [httpServer('up', fixture.upstream.url, { timeoutMs: 300 })] }],
      allow: [fixture.upstream.address],
    });
    fixture.upstream.on('tools/call', () => undefined);
    const session = await openSession(gateway.endpoint('acme', 'up'), fixture.ada.token);
    const before = fixture.upstream.of('notifications/cancelled').length;
    const answer = await session.call('slow', 'echo');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ id: 'slow', error: { code: 5040, data: { code: 'upstream.timeout' } } });
    await until(() => fixture.upstream.of('notifications/cancelled').length > before);
    const call = await gateway.spool.waitFor(({ decided }) => decided.requestId === '"slow"');
    expect(call.completed).toMatchObject({ outcome: 'timeout', errorCode: 'upstream.timeout', effect: 'allow' });
    await gateway.close();
  });

  it('to a server that is not there ends with 5020', async () => {
    const gateway = await startGateway({
      orgs: [{ ...fixture.org, servers: [httpServer('up', 'http://127.0.0.1:9/mcp')] }],
      allow: ['127.0.0.1:9'],
    });
    await expect(openSession(gateway.endpoint('acme', 'up'), fixture.ada.token)).rejects.toThrow(/200 .*5020/);
    const call = await gateway.spool.waitFor(({ decided }) => decided.method === 'initialize');
    expect(call.completed).toMatchObject({ outcome: 'upstream_error', errorCode: 'upstream.unavailable' });
    await gateway.close();
  });
});
