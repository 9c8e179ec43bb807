import { Dialler } from '@sallyport/safe-dial';
import { onTestFinished } from 'vitest';
import { remoteServer } from '../src/upstream/remote-server.js';
import type { Upstream } from '../src/upstream/upstream.js';
import {
  type Answer,
  call,
  http,
  modernPeer,
  modernRequest,
  openSession,
  peer,
  type RawRequest,
  rawServer,
  request,
} from './upstream-harness.js';

/** What a server does with one POST, as a status and a body; null when it does not know such requests. */
export type Speaks = (message: {
  id?: unknown;
  method: string;
  params?: object;
}) => { status: string; body: string } | null;

export const ok = (id: unknown, result: object) => ({
  status: '200 OK',
  body: JSON.stringify({ jsonrpc: '2.0', id, result }),
});
export const no = (status: string, id: unknown, code: number, data?: object) => ({
  status,
  body: JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: 'no', data } }),
});
export const bare = (status: string) => ({ status, body: '' });
export const BAD = '400 Bad Request';
export const ABSENT = '404 Not Found';
export const UNSUPPORTED = { supported: ['2026-07-28'], requested: '2025-11-25' };
export const serverInfo = { name: 'scripted', version: '1' };

export const speaksModern: Speaks = ({ id, method, params }) => {
  if (!JSON.stringify(params ?? {}).includes('io.modelcontextprotocol/protocolVersion')) return null;
  if (method === 'server/discover') {
    const _meta = { 'io.modelcontextprotocol/serverInfo': serverInfo };
    return ok(id, { resultType: 'complete', supportedVersions: ['2026-07-28'], capabilities: { tools: {} }, _meta });
  }
  return ok(id, { resultType: 'complete', tools: [], spoken: 'modern', ttlMs: 0, cacheScope: 'private' });
};
export const speaksLegacy: Speaks = ({ id, method, params }) => {
  if (JSON.stringify(params ?? {}).includes('io.modelcontextprotocol/protocolVersion')) return null;
  if (id === undefined) return bare('202 Accepted');
  if (method === 'initialize')
    return ok(id, { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo });
  return ok(id, { tools: [], spoken: 'legacy' });
};

export interface Persona {
  readonly posts: Speaks;
  /** Whether a GET opens an HTTP+SSE stream. */
  readonly events?: boolean;
  readonly sessionId?: string;
}

export const both =
  (...ways: Speaks[]): Speaks =>
  (message) =>
    ways.map((speaks) => speaks(message)).find((answer) => answer !== null) ?? null;
export const orElse =
  (speaks: Speaks, refuse: (id: unknown) => { status: string; body: string }): Speaks =>
  (message) =>
    speaks(message) ?? refuse(message.id ?? null);

export const PERSONAS = {
  'modern alone, refusing by the book': { posts: orElse(speaksModern, (id) => no(BAD, id, -32022, UNSUPPORTED)) },
  'modern alone, missing headers': { posts: orElse(speaksModern, () => no(BAD, null, -32020)) },
  'modern alone, not knowing initialize': { posts: orElse(speaksModern, (id) => no(ABSENT, id, -32601)) },
  'modern alone, with an empty refusal': { posts: orElse(speaksModern, () => bare(BAD)) },
  'of both eras': { posts: both(speaksModern, speaksLegacy) },
  'legacy, wanting a session': { posts: orElse(speaksLegacy, () => no(BAD, null, -32000)) },
  'legacy, giving sessions': { posts: orElse(speaksLegacy, () => no(BAD, null, -32000)), sessionId: 'their-own' },
  'legacy, with an empty refusal': { posts: orElse(speaksLegacy, () => bare(BAD)) },
  'legacy, not knowing the method': { posts: orElse(speaksLegacy, (id) => no('200 OK', id, -32601)) },
  'legacy, with a 404 of its own': { posts: orElse(speaksLegacy, () => bare(ABSENT)) },
  'legacy, accepting whatever comes': { posts: orElse(speaksLegacy, () => bare('202 Accepted')) },
  'HTTP+SSE, with a 404': { posts: () => bare(ABSENT), events: true },
  'HTTP+SSE, with a 405': { posts: () => bare('405 Method Not Allowed'), events: true },
  'HTTP+SSE, with a 400': { posts: () => bare(BAD), events: true },
} as const satisfies Record<string, Persona>;

export interface Scripted {
  readonly upstream: Upstream;
  /** What it was asked, in order: POSTs by method, and GETs. */
  readonly asked: string[];
  become(persona: Persona): void;
}

export const scripted = async (first: Persona, probe = { timeoutMs: 2_000, settledMs: 0 }): Promise<Scripted> => {
  let persona = first;
  const asked: string[] = [];
  const streams: RawRequest['socket'][] = [];
  const onRequest = ({ socket, head, body }: RawRequest): void => {
    if (head.startsWith('GET')) {
      asked.push('GET');
      if (persona.events !== true) return void socket.write(http('', 'X: 1', '405 Method Not Allowed'));
      const place = `/messages?${streams.push(socket) - 1}`;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: endpoint\ndata: ${place}\n\n`);
      return;
    }
    if (head.startsWith('DELETE')) return void socket.write(http('', 'X: 1', '405 Method Not Allowed'));
    const message = JSON.parse(body);
    asked.push(message.method);
    if (head.startsWith('POST /messages')) {
      socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n');
      const answer = speaksLegacy(message);
      const stream = streams[Number(/\?(\d+)/.exec(head)?.[1])];
      if (message.id !== undefined) stream?.write(`data: ${answer?.body}\n\n`);
      return;
    }
    const answer = persona.posts(message) ?? bare(BAD);
    const session = persona.sessionId === undefined ? '' : `\r\nMcp-Session-Id: ${persona.sessionId}`;
    socket.write(http(answer.body, `Content-Type: application/json${session}`, answer.status));
  };
  const { port } = await rawServer(onRequest);
  const dialler = new Dialler({ allow: [`127.0.0.1:${port}`] });
  const upstream = remoteServer(new URL(`http://127.0.0.1:${port}/mcp`), dialler, { replicaId: 'one', probe });
  onTestFinished(() => upstream.close());
  const become = (next: Persona): void => {
    persona = next;
  };
  return { upstream, asked, become };
};

export const listAsModern = (upstream: Upstream, key = 'm'): Promise<Answer> =>
  call(upstream, modernRequest(1, 'tools/list', {}, { peer: modernPeer({ key }) }));

export const listAsLegacy = async (upstream: Upstream): Promise<Answer> => {
  const session = await openSession(upstream, peer());
  return call(upstream, request(1, 'tools/list', {}, { session, peer: peer() }));
};
