import { Dialler } from '@sallyport/safe-dial';
import { describe, expect, it, onTestFinished } from 'vitest';
import { remoteServer } from '../src/upstream/remote-server.js';
import { call, http, initialize, openSession, peer, rawServer, request, resultOf, until } from './upstream-harness.js';
import { BAD, bare, ok, type Persona, scripted, serverInfo, speaksLegacy } from './upstream-personas.js';

describe('the answer to initialize', () => {
  const answering = (protocolVersion: string): Persona => ({
    posts: (message) =>
      message.method === 'initialize'
        ? ok(message.id, { protocolVersion, capabilities: {}, serverInfo })
        : speaksLegacy(message),
  });
  const VERSIONS = [
    ['2025-03-26', '2025-11-25', '2025-03-26', 'a newer one it did not ask for'],
    ['2025-11-25', '2025-03-26', '2025-03-26', 'an older one'],
    ['2025-06-18', '2025-06-18', '2025-06-18', 'the one it asked for'],
    ['2025-06-18', '2099-01-01', '2099-01-01', 'one nobody knows'],
  ] as const;

  it.each(VERSIONS)('to %s with %s is told as %s: %s', async (asked, answered, told) => {
    const { upstream } = await scripted(answering(answered));
    const answer = await call(upstream, { ...initialize(0, asked), peer: peer({ protocolVersion: asked }) });
    expect(resultOf(answer)).toMatchObject({ protocolVersion: told });
  });

  it('leaves the session in the version of the server, whatever the client was told', async () => {
    const heads: string[] = [];
    const { port } = await rawServer(({ socket, head, body }) => {
      heads.push(head);
      const message = JSON.parse(body);
      const { status, body: text } = answering('2025-11-25').posts(message) ?? bare(BAD);
      socket.write(http(text, 'Content-Type: application/json\r\nMcp-Session-Id: their-own', status));
    });
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
    const upstream = remoteServer(new URL(`http://127.0.0.1:${port}/mcp`), dialler, { replicaId: 'one' });
    onTestFinished(() => upstream.close());
    const answer = await call(upstream, { ...initialize(0, '2025-03-26'), peer: peer() });
    const session = { id: answer.head?.sessionId ?? null, protocolVersion: '2025-03-26' };
    await call(upstream, request(1, 'tools/list', {}, { session, peer: peer() }));
    expect(heads[1]).toContain('mcp-protocol-version: 2025-11-25');
    expect(heads[1]).toContain('mcp-session-id: their-own');
  });

  it('in 2025-03-26 makes a session whose requests name no version', async () => {
    const heads: string[] = [];
    const { port } = await rawServer(({ socket, head, body }) => {
      heads.push(head);
      const { status, body: text } = answering('2025-03-26').posts(JSON.parse(body)) ?? bare(BAD);
      socket.write(http(text, 'Content-Type: application/json\r\nMcp-Session-Id: old', status));
    });
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
    const upstream = remoteServer(new URL(`http://127.0.0.1:${port}/mcp`), dialler, { replicaId: 'one' });
    onTestFinished(() => upstream.close());
    const session = await openSession(upstream, peer({ protocolVersion: '2025-03-26' }));
    await call(upstream, request(1, 'tools/list', {}, { session, peer: peer() }));
    await until(() => heads.length === 3, 'three requests');
    expect(heads.join('\n')).not.toContain('mcp-protocol-version');
    expect(heads[2]).toContain('mcp-session-id: old');
  });

  it('never binds a session to a replica a server names', async () => {
    const { port } = await rawServer(({ socket, body }) => {
      const { status, body: text } = speaksLegacy(JSON.parse(body)) ?? bare(BAD);
      socket.write(http(text, 'Content-Type: application/json\r\nMcp-Session-Id: @victim.abc', status));
    });
    const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
    const upstream = remoteServer(new URL(`http://127.0.0.1:${port}/mcp`), dialler, { replicaId: 'one' });
    onTestFinished(() => upstream.close());
    const session = await openSession(upstream, peer());
    expect(session.id).not.toMatch(/^@/);
    expect(resultOf(await call(upstream, request(1, 'tools/list', {}, { session, peer: peer() })))).toMatchObject({
      spoken: 'legacy',
    });
  });
});
