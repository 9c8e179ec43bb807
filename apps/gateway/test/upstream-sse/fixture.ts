import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { HealthNotes } from '../../src/upstream/health-notes.js';
import { type ResidentLimits, ResidentSessions } from '../../src/upstream/resident-sessions.js';
import { ResidentUpstream } from '../../src/upstream/resident-upstream.js';
import { SseLink } from '../../src/upstream/sse-link.js';
import type { UpstreamSession } from '../../src/upstream/upstream.js';
import {
  type Answer,
  call,
  collect,
  http,
  httpEndpoint,
  peer,
  type RawRequest,
  type Running,
  rawServer,
  request,
} from '../upstream-harness.js';

export const ADA = peer({ client: { name: 'ada-client', version: '3' }, capabilities: { roots: {}, sampling: {} } });
export const BOB = peer({ principalId: 'bob', key: 'org/bob/server/1' });

interface Made {
  readonly upstream: ResidentUpstream;
  readonly notes: HealthNotes;
}

/** The HTTP+SSE transport alone, without the search for it. */
export const sseUpstream = (
  port: number,
  limits: Partial<ResidentLimits> = {},
  path = '/sse',
  endpointMs = 1_000,
): Made => {
  const endpoint = httpEndpoint(port, path);
  const times = { endpointMs, postMs: 1_000 };
  const residents = new ResidentSessions(
    (handlers, principalId) => new SseLink(endpoint, handlers, { principalId, times }),
    {
      replicaId: 'one',
      limits: { linksMax: 8, linksPerPrincipalMax: 8, idleMs: 60_000, ...limits },
      notes: endpoint.notes,
    },
  );
  const { notes } = endpoint;
  const upstream = new ResidentUpstream({
    residents,
    needsOwn: () => true,
    shared: null,
    healthOf: () => notes.health,
  });
  onTestFinished(async () => {
    await upstream.close();
    endpoint.close();
  });
  return { upstream, notes };
};

interface Message {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: { code: number };
}

interface Stream {
  readonly socket: Socket;
  readonly received: Message[];
  send(message: object): void;
}

interface SseServer {
  readonly port: number;
  /** One for each GET, in order. */
  readonly streams: Stream[];
  readonly heads: string[];
}

/** Answers `initialize` and `echo`; everything else is for the test to do. */
export const sseServer = async (
  place = (index: number, _port: number): string => `/messages?${index}`,
): Promise<SseServer> => {
  const streams: Stream[] = [];
  const heads: string[] = [];
  const { port } = await rawServer(({ socket, head, body }: RawRequest) => {
    heads.push(head);
    if (head.startsWith('GET')) {
      const send = (message: object) =>
        void socket.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
      const index = streams.push({ socket, received: [], send }) - 1;
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n');
      socket.write(`event: endpoint\ndata: ${place(index, port)}\n\n`);
      return;
    }
    const stream = streams[Number(/\?(\d+)/.exec(head)?.[1])];
    if (stream === undefined) return void socket.write(http('', 'X: 1', '404 Not Found'));
    socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 8\r\n\r\nAccepted');
    const message: Message = JSON.parse(body);
    stream.received.push(message);
    const { id, method, params } = message;
    const result = { protocolVersion: '2024-11-05', capabilities: {}, serverInfo: { name: 'old', version: '1' } };
    if (method === 'initialize') stream.send({ id, result });
    else if (method === 'echo' || method === 'resources/subscribe') stream.send({ id, result: { echoed: params } });
  });
  return { port, streams, heads };
};

export const methods = ({ received }: Stream): (string | undefined)[] => received.map(({ method }) => method);
export const start = (upstream: ResidentUpstream, session: UpstreamSession, id: number, method = 'hold'): Running =>
  collect((sink) => upstream.send(request(id, method, { n: id }, { session, peer: ADA }), sink));
export const echo = (upstream: ResidentUpstream, session: UpstreamSession, from = ADA): Promise<Answer> =>
  call(upstream, request('e', 'echo', { said: 1 }, { session, peer: from }));
export const messagesOf = ({ answer }: Running): Message[] =>
  answer.messages.map(({ raw }) => JSON.parse(raw.toString()));
export const listen = (upstream: ResidentUpstream, session: UpstreamSession, from = ADA): Running =>
  collect((sink) => upstream.listen({ peer: from, session, lastEventId: undefined }, sink));
