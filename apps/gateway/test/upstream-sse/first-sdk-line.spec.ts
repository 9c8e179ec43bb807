import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../bridge/peers/servers.js';
import { answerTo, call, collect, openSession, request, textOf, until } from '../upstream-harness.js';
import { ADA, messagesOf, sseUpstream } from './fixture.js';

describe('with a server of the first SDK line', () => {
  it('initialises, lists, calls, streams progress, asks its client, and ends', async () => {
    const server = await startServer('http-sse');
    onTestFinished(() => server.close());
    if (!('url' in server.address)) throw new Error('not behind a URL');
    const { port } = new URL(server.address.url);
    const { upstream, notes } = sseUpstream(Number(port));
    const session = await openSession(upstream, ADA);
    expect(session.id).toMatch(/^@one\./);
    expect(notes.health).toMatchObject({ state: 'up', protocolVersion: session.protocolVersion });

    const slow = { name: 'slow', arguments: { key: 'k', steps: 2 } };
    const answer = await call(upstream, request('s', 'tools/call', slow, { session, peer: ADA, progressToken: 'p' }));
    expect(textOf(answer)).toBe('done k');
    expect(answer.messages.length).toBeGreaterThan(1);

    const roots = collect((sink) =>
      upstream.send(request(2, 'tools/call', { name: 'roots', arguments: {} }, { session, peer: ADA }), sink),
    );
    await until(() => roots.answer.messages.length === 1, 'the question');
    const [question] = messagesOf(roots);
    expect(question).toMatchObject({ method: 'roots/list' });
    await call(upstream, answerTo(question?.id ?? 0, { roots: [{ uri: 'file:///one' }] }, session, ADA));
    expect(textOf(await roots.done)).toBe('file:///one');
  });
});
