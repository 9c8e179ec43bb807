import { describe, expect, it } from 'vitest';
import { call, initialize, openSession, peer, resultOf, until } from '../upstream-harness.js';
import { ADA, BOB, echo, sseServer, sseUpstream, start } from './fixture.js';

describe('connections', () => {
  it('are taken from the longest idle session when all are used, never from a busy one', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port, { linksMax: 2 });
    const first = await openSession(upstream, ADA);
    const second = await openSession(upstream, ADA);
    const running = start(upstream, first, 1);
    await until(() => server.streams[0]?.received.length === 3, 'the call');
    const third = await openSession(upstream, ADA);
    expect(server.streams[0]?.socket.destroyed).toBe(false);
    await until(() => server.streams[1]?.socket.destroyed === true, 'the idle one to close');
    const busy = start(upstream, third, 2);
    const refused = await call(upstream, { ...initialize(), peer: BOB });
    expect(refused.error).toMatchObject({ code: 'upstream.unavailable' });
    expect((await echo(upstream, second)).error).toMatchObject({ code: 'upstream.unavailable' });
    for (const { exchange } of [running, busy]) exchange.cancel('done');
    expect(resultOf(await echo(upstream, second))).toBeDefined();
  });

  it('are shared out among principals: who has most gives first, and nobody takes more than a share', async () => {
    const server = await sseServer();
    const { upstream } = sseUpstream(server.port, { linksMax: 3, linksPerPrincipalMax: 2 });
    const bobs = await openSession(upstream, BOB);
    const [adas] = [await openSession(upstream, ADA), await openSession(upstream, ADA)];
    await openSession(upstream, ADA);
    await until(() => server.streams[1]?.socket.destroyed === true, 'her own to make room');
    await openSession(upstream, peer({ principalId: 'gil', key: 'org/gil/server/1' }));
    await until(() => server.streams[2]?.socket.destroyed === true, 'one of hers to make room');
    expect(server.streams[0]?.socket.destroyed).toBe(false);
    expect(resultOf(await echo(upstream, bobs, BOB))).toBeDefined();
    expect(resultOf(await echo(upstream, adas))).toBeDefined();
  });

  it('break with the POST a server does not know any more', async () => {
    const server = await sseServer((index) => (index === 0 ? '/messages?99' : `/messages?${index}`));
    const { upstream } = sseUpstream(server.port);
    expect((await call(upstream, { ...initialize(), peer: ADA })).error?.code).toBe('upstream.unavailable');
    await until(() => server.streams[0]?.socket.destroyed === true, 'the stream to close');
  });
});
