import { describe, expect, it, onTestFinished } from 'vitest';
import { HttpEndpoint } from '../src/upstream/http-endpoint.js';
import { ModernHttpUpstream } from '../src/upstream/modern-http-upstream.js';
import {
  call,
  collect,
  http,
  httpEndpoint,
  lastMessage,
  modernPeer,
  modernRequest,
  notification,
  type RawRequest,
  rawServer,
  resultOf,
  rpcResult,
  until,
} from './upstream-harness.js';

const modernUpstream = (port: number, limits: ConstructorParameters<typeof HttpEndpoint>[2] = {}) => {
  const upstream = new ModernHttpUpstream(httpEndpoint(port, '/mcp', limits));
  onTestFinished(() => upstream.close());
  return upstream;
};

const answerAll = ({ socket, body }: RawRequest): void => void socket.write(http(rpcResult(body)));
const STREAM_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const event = (message: object, id?: string): string =>
  chunk(`${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
const END = '0\r\n\r\n';

/** Header lines but the ones that are the same for every request. */
const ownHeaders = (head: string): string[] =>
  head.split('\r\n').filter((line) => /^(mcp-|authorization|cookie|traceparent|last-event)/i.test(line));

describe('a modern request', () => {
  it('T-HEADERS: repeats its version, method and name in headers, and is the body byte for byte', async () => {
    const server = await rawServer(answerAll);
    const asked = modernRequest('a', 'tools/call', { name: 'echo', arguments: {} });
    await call(modernUpstream(server.port), asked);
    const [seen] = server.requests;
    expect(seen?.body).toBe(asked.body.toString());
    expect(seen?.head.split('\r\n')).toEqual([
      'POST /mcp HTTP/1.1',
      `Host: 127.0.0.1:${server.port}`,
      'User-Agent: Sallyport',
      'Content-Type: application/json',
      'Accept: application/json, text/event-stream',
      `Content-Length: ${asked.body.length}`,
      'mcp-protocol-version: 2026-07-28',
      'mcp-method: tools/call',
      'mcp-name: echo',
    ]);
  });

  const NAMES = [
    ['tools/call', { name: 'größe' }, 'mcp-name: =?base64?Z3LDtsOfZQ==?='],
    ['tools/call', { name: ' padded ' }, 'mcp-name: =?base64?IHBhZGRlZCA=?='],
    ['tools/call', { name: 'two\r\nX-Evil: 1' }, 'mcp-name: =?base64?dHdvDQpYLUV2aWw6IDE=?='],
    ['resources/read', { uri: 'file:///a b' }, 'mcp-name: file:///a b'],
    ['prompts/get', { name: 'greet' }, 'mcp-name: greet'],
    ['tools/list', {}, undefined],
  ] as const;

  it.each(NAMES)('%s of %o says %s', async (method, params, expected) => {
    const server = await rawServer(answerAll);
    await call(modernUpstream(server.port), modernRequest(1, method, params));
    const lines = ownHeaders(server.requests[0]?.head ?? '');
    expect(lines.find((line) => line.startsWith('mcp-name'))).toBe(expected);
    expect(lines).not.toContain('X-Evil: 1');
  });

  it('repeats the arguments its tool wants in headers, as they are now', async () => {
    const server = await rawServer(answerAll);
    const inputSchema = {
      type: 'object',
      properties: {
        region: { type: 'string', 'x-mcp-header': 'Region' },
        limit: { type: 'integer', 'x-mcp-header': 'Limit' },
        dry: { type: 'boolean', 'x-mcp-header': 'Dry' },
        absent: { type: 'string', 'x-mcp-header': 'Absent' },
        query: { type: 'string' },
      },
    };
    const args = { region: 'Zürich', limit: -7, dry: true, absent: null, query: 'secret' };
    await call(
      modernUpstream(server.port),
      modernRequest(1, 'tools/call', { name: 'run', arguments: args }, { inputSchema }),
    );
    expect(ownHeaders(server.requests[0]?.head ?? '').slice(3)).toEqual([
      'Mcp-Param-Region: =?base64?WsO8cmljaA==?=',
      'Mcp-Param-Limit: -7',
      'Mcp-Param-Dry: true',
    ]);
  });

  it('is refused before it is sent when an argument is too long for a header', async () => {
    const server = await rawServer(answerAll);
    const inputSchema = { type: 'object', properties: { text: { type: 'string', 'x-mcp-header': 'Text' } } };
    const params = { name: 'run', arguments: { text: 'x'.repeat(9_000) } };
    const answer = await call(modernUpstream(server.port), modernRequest(1, 'tools/call', params, { inputSchema }));
    expect(answer.error?.code).toBe('request.invalid');
    expect(server.requests).toHaveLength(0);
  });

  it('is refused before it is sent when the tool breaks the rules for headers', async () => {
    const server = await rawServer(answerAll);
    const inputSchema = { type: 'object', properties: { list: { type: 'array', 'x-mcp-header': 'List' } } };
    const params = { name: 'run', arguments: { list: [] } };
    const answer = await call(modernUpstream(server.port), modernRequest(1, 'tools/call', params, { inputSchema }));
    expect(answer.error?.code).toBe('upstream.invalid');
    expect(server.requests).toHaveLength(0);
  });

  it('has no session: none is sent, none is asked for, nothing is ended', async () => {
    const server = await rawServer(({ socket, body }) =>
      socket.write(http(rpcResult(body), 'Content-Type: application/json\r\nMcp-Session-Id: s')),
    );
    const upstream = modernUpstream(server.port);
    const session = { id: 'abc', protocolVersion: '2025-11-25' };
    await call(upstream, modernRequest(1, 'tools/list', {}, { session }));
    await upstream.end();
    const listening = await collect((sink) =>
      upstream.listen({ peer: modernPeer(), session, lastEventId: undefined }, sink),
    ).done;
    expect(listening.error?.code).toBe('request.method_not_allowed');
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.head).not.toMatch(/session|abc/i);
  });
});

describe('answers of a modern server', () => {
  it('may stream, with comments between', async () => {
    const server = await rawServer(({ socket, body }) => {
      const { id } = JSON.parse(body);
      socket.write(`${STREAM_HEAD}${chunk(':\r\n\r\n')}`);
      socket.write(event({ method: 'notifications/progress', params: { progressToken: 't', progress: 1 } }));
      socket.write(`${chunk(': still here\n\n')}${event({ id, result: { resultType: 'complete' } })}${END}`);
    });
    const answer = await call(modernUpstream(server.port), modernRequest(1, 'tools/call', { name: 'x' }));
    expect(answer.head).toMatchObject({ status: 200, stream: true });
    expect(answer.messages).toHaveLength(2);
    expect(resultOf(answer)).toEqual({ resultType: 'complete' });
  });

  it('cannot be resumed: a stream that ends before the response has failed, event ids or not', async () => {
    const server = await rawServer(({ socket }) =>
      socket.write(`${STREAM_HEAD}${event({ method: 'notifications/message', params: {} }, 'e1')}${END}`),
    );
    const answer = await call(modernUpstream(server.port), modernRequest(1, 'tools/call', { name: 'x' }));
    expect(answer.error).toMatchObject({ code: 'upstream.invalid' });
  });

  const REFUSALS = [
    ['400 Bad Request', -32020, 'headers that do not match'],
    ['400 Bad Request', -32021, 'a missing capability'],
    ['400 Bad Request', -32022, 'an unsupported version'],
    ['404 Not Found', -32601, 'an unknown method'],
  ] as const;

  it.each(REFUSALS)('under %s with %i are answers: %s', async (status, code) => {
    const error = { code, message: 'no', data: { kept: true } };
    const server = await rawServer(({ socket, body }) =>
      socket.write(http(JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(body).id, error }), undefined, status)),
    );
    const answer = await call(modernUpstream(server.port), modernRequest('q', 'tools/list'));
    expect(answer.head?.status).toBe(Number(status.slice(0, 3)));
    expect(lastMessage(answer)).toEqual({ jsonrpc: '2.0', id: 'q', error });
  });

  it.each(['"id":null,', ''])('that name no request (%j) are to the one they answer', async (id) => {
    const server = await rawServer(({ socket }) =>
      socket.write(http(`{"jsonrpc":"2.0",${id}"error":{"code":-32020,"message":"no"}}`, undefined, '400 Bad Request')),
    );
    const answer = await call(modernUpstream(server.port), modernRequest('q', 'tools/list'));
    expect(lastMessage(answer)).toEqual({ jsonrpc: '2.0', id: 'q', error: { code: -32020, message: 'no' } });
  });

  it.each(['401 Unauthorized', '429 Too Many Requests', '500 Oops'])(
    'under %s that name no request are about something else',
    async (status) => {
      const server = await rawServer(({ socket }) =>
        socket.write(http('{"jsonrpc":"2.0","id":null,"error":{"code":-32020,"message":"no"}}', undefined, status)),
      );
      const answer = await call(modernUpstream(server.port), modernRequest('q', 'tools/list'));
      expect(answer.error?.code).toMatch(/^upstream\./);
    },
  );

  it('to another request are never taken', async () => {
    const server = await rawServer(({ socket }) =>
      socket.write(
        http('{"jsonrpc":"2.0","id":7,"error":{"code":-32020,"message":"no"}}', undefined, '400 Bad Request'),
      ),
    );
    const answer = await call(modernUpstream(server.port), modernRequest('q', 'tools/list'));
    expect(answer.error).toMatchObject({ code: 'upstream.invalid', params: { upstreamStatus: 400 } });
  });

  it('to a notification are a status and nothing more', async () => {
    const server = await rawServer(({ socket }) => socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'));
    const told = { ...notification('notifications/cancelled', null, { requestId: 1 }), peer: modernPeer() };
    const answer = await call(modernUpstream(server.port), told);
    expect(answer).toMatchObject({ head: { status: 202 }, messages: [], ended: true });
  });
});

describe('the end of a modern call', () => {
  it('by the client closes the connection and sends nothing', async () => {
    const server = await rawServer(({ socket }) =>
      socket.write(`${STREAM_HEAD}${event({ method: 'notifications/progress', params: {} })}`),
    );
    const running = collect((sink) =>
      modernUpstream(server.port).send(modernRequest(1, 'tools/call', { name: 'x' }), sink),
    );
    await until(() => running.answer.messages.length === 1, 'progress');
    running.exchange.cancel('enough');
    await until(() => server.connections.size === 0, 'the connection to close');
    expect(server.requests).toHaveLength(1);
  });

  it('by the clock does the same', async () => {
    const server = await rawServer(() => undefined);
    const answer = await call(
      modernUpstream(server.port),
      modernRequest(1, 'tools/call', { name: 'x' }, { timeoutMs: 100 }),
    );
    expect(answer.error?.code).toBe('upstream.timeout');
    await until(() => server.connections.size === 0, 'the connection to close');
    expect(server.requests).toHaveLength(1);
  });

  it('of a subscription comes when either side wants, and takes no connection of a call', async () => {
    const server = await rawServer((seen) => {
      const { id, method } = JSON.parse(seen.body);
      if (method !== 'subscriptions/listen') return answerAll(seen);
      const params = { _meta: { 'io.modelcontextprotocol/subscriptionId': id }, notifications: {} };
      seen.socket.write(`${STREAM_HEAD}${event({ method: 'notifications/subscriptions/acknowledged', params })}`);
    });
    const upstream = modernUpstream(server.port, { connectionsMax: 1 });
    const streams = [1, 2, 3].map((id) =>
      collect((sink) => upstream.send(modernRequest(id, 'subscriptions/listen', {}, { timeoutMs: null }), sink)),
    );
    await until(() => streams.every(({ answer }) => answer.messages.length === 1), 'three acknowledgements');
    expect(resultOf(await call(upstream, modernRequest(4, 'tools/list')))).toEqual({});
    for (const { exchange } of streams) exchange.cancel('done');
    await until(() => server.connections.size === 1, 'the streams to close');
  });
});

describe('T-REDIR', () => {
  const STATUSES = [301, 302, 303, 307, 308];
  const ways = STATUSES.flatMap((status) => [
    { status, method: 'tools/call' },
    { status, method: 'server/discover' },
  ]);

  it.each(ways)('a redirect $status of $method to another origin sends nothing there', async ({ status, method }) => {
    const elsewhere = await rawServer(answerAll);
    const server = await rawServer(({ socket }) =>
      socket.write(http('', `Location: http://127.0.0.1:${elsewhere.port}/mcp`, `${status} Elsewhere`)),
    );
    const answer = await call(modernUpstream(server.port), modernRequest(1, method, { name: 'x' }));
    expect(answer.error?.code).toBe('upstream.invalid');
    expect(elsewhere.accepted).toBe(0);
    expect(server.requests).toHaveLength(1);
  });
});
