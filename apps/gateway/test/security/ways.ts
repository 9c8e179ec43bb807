import type { Fixture } from '../harness/fixture.js';
import { modernRequest } from '../harness/modern.js';
import { initializeMessage, type RawRequest, send } from '../harness/raw-client.js';

/** One way for a client to reach the gateway: an endpoint, spoken to in one of the transports and revisions. */
export interface Way {
  readonly name: string;
  readonly path: string;
  readonly method: 'POST' | 'GET' | 'DELETE';
  /** Beside those that say who it is. */
  readonly headers: readonly string[];
  readonly body?: string;
}

const POST = ['Accept', 'application/json, text/event-stream', 'Content-Type', 'application/json'];
const CALL = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: { message: 'x' } } };
const SESSION = ['Mcp-Session-Id', 'somebody-elses'];

const modern = (method: string, params?: Record<string, unknown>) => {
  const request = modernRequest({ url: '', token: '', method, ...(params === undefined ? {} : { params }) });
  // Without the Authorization header, which comes first.
  return { method: 'POST', headers: request.headers.slice(2), body: request.body } as const;
};

const MESSAGES = [
  { what: 'initialize', method: 'POST', headers: POST, body: JSON.stringify(initializeMessage()) },
  { what: 'a call in a session', method: 'POST', headers: [...POST, ...SESSION], body: JSON.stringify(CALL) },
  { what: 'a batch', method: 'POST', headers: [...POST, ...SESSION], body: JSON.stringify([CALL]) },
  { what: 'the stream of a session', method: 'GET', headers: ['Accept', 'text/event-stream', ...SESSION] },
  {
    what: 'a replay',
    method: 'GET',
    headers: ['Accept', 'text/event-stream', ...SESSION, 'Last-Event-ID', '1'],
  },
  { what: 'the end of a session', method: 'DELETE', headers: SESSION },
  { what: 'a modern call', ...modern('tools/call', { name: 'echo', arguments: {} }) },
  { what: 'a modern list', ...modern('tools/list') },
  { what: 'a modern subscription', ...modern('subscriptions/listen', { notifications: { toolsListChanged: true } }) },
  { what: 'the stream of an HTTP+SSE client', method: 'GET', headers: ['Accept', 'text/event-stream'] },
  {
    what: 'a message of an HTTP+SSE client',
    query: '?channel=somebody-elses',
    method: 'POST',
    headers: POST,
    body: JSON.stringify(CALL),
  },
] as const;

export const ENDPOINTS = ['/o/acme/s/up/mcp', '/o/acme/mcp', '/o/acme/s/up/sse', '/o/acme/sse'] as const;

/** What the address of the oldest transport adds to the others. */
const OF_SSE: ReadonlySet<string> = new Set([
  'initialize',
  'the stream of an HTTP+SSE client',
  'a message of an HTTP+SSE client',
]);

/** Every message of {@link MESSAGES} at every endpoint where it means something else than at the others. */
export const WAYS: readonly Way[] = ENDPOINTS.flatMap((endpoint) =>
  MESSAGES.filter(({ what }) => endpoint.endsWith('/mcp') || OF_SSE.has(what)).map(({ what, ...message }) => ({
    name: `${what} at ${endpoint}`,
    method: message.method,
    headers: message.headers,
    path: `${endpoint}${'query' in message ? message.query : ''}`,
    ...('body' in message ? { body: message.body } : {}),
  })),
);

/** Takes this way, showing these headers. */
export const take = (fixture: Fixture, way: Way, headers: readonly string[], more: Partial<RawRequest> = {}) =>
  send({
    url: `${fixture.gateway.url}${way.path}`,
    method: way.method,
    headers: [...headers, ...way.headers],
    ...(way.body === undefined ? {} : { body: way.body }),
    ...more,
  });
