import { connect } from 'node:net';
import { mib } from '@sallyport/contracts';
import { expect, it } from 'vitest';
import { useFixture } from './harness/fixture.js';
import { bearer, initializeMessage, post, send } from './harness/raw-client.js';

const fixture = useFixture({ allowedOrigins: ['https://inspector.example'] });
const ACCEPT = ['Accept', 'application/json, text/event-stream', 'Content-Type', 'application/json'];
const body = JSON.stringify(initializeMessage());

const attempt = (headers: string[], options: { url?: string; method?: string; body?: string } = {}) =>
  send({ url: fixture.url, headers: [...bearer(fixture.ada.token), ...headers], body, ...options });

// T-ORIGIN: a web page must not reach a gateway that its visitor can reach.
it.each([
  ['a foreign origin', ['Origin', 'https://evil.example']],
  ['the null origin', ['Origin', 'null']],
  ['an origin that only begins like an allowed one', ['Origin', 'https://inspector.example.evil.example']],
  ['an allowed origin with another scheme', ['Origin', 'http://inspector.example']],
  ['a rebound host', ['Host', 'rebound.evil.example']],
  ['a rebound host with our port', ['Host', 'rebound.evil.example:4602']],
])('T-ORIGIN: refuses %s with 403, valid token or not', async (_name, headers) => {
  expect((await attempt([...headers, ...ACCEPT])).status).toBe(403);
  expect((await send({ url: fixture.url, headers: [...headers, ...ACCEPT], body })).status).toBe(403);
});

it('takes an allowed origin, lets its page read the answer, and needs no origin at all', async () => {
  const allowed = await attempt(['Origin', 'https://inspector.example', ...ACCEPT]);
  expect(allowed.status).toBe(200);
  expect(allowed.headers['access-control-allow-origin']).toBe('https://inspector.example');
  expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
  expect((await attempt(ACCEPT)).headers['access-control-allow-origin']).toBeUndefined();
  const preflight = (origin: string) => send({ url: fixture.url, method: 'OPTIONS', headers: ['Origin', origin] });
  expect((await preflight('https://inspector.example')).status).toBe(204);
  expect((await preflight('https://evil.example')).status).toBe(403);
});

it.each([
  [
    'a content type that is not JSON',
    ['Accept', 'application/json, text/event-stream', 'Content-Type', 'text/plain'],
    415,
  ],
  ['no content type', ['Accept', 'application/json, text/event-stream'], 415],
  ['a compressed body', [...ACCEPT, 'Content-Encoding', 'gzip'], 415],
  ['a client that takes no event stream', ['Accept', 'application/json', 'Content-Type', 'application/json'], 406],
  ['a client that takes no JSON', ['Accept', 'text/event-stream', 'Content-Type', 'application/json'], 406],
  ['no Accept header', ['Content-Type', 'application/json'], 406],
])('refuses %s', async (_name, headers, status) => {
  expect((await attempt(headers)).status).toBe(status);
});

it.each(['PUT', 'PATCH', 'HEAD', 'OPTIONS', 'QUERY'])('refuses the HTTP method %s', async (method) => {
  const answer = await send({ url: fixture.url, method, headers: bearer(fixture.ada.token) });
  expect(answer.status).toBe(405);
  expect(answer.headers.allow).toBe('POST, GET, DELETE');
});

// T-SIZE
it('T-SIZE: refuses a body over 4 MiB by its declared length before reading it, and keeps serving', async () => {
  const socket = connect(fixture.gateway.port, '127.0.0.1');
  const head = [
    'POST /o/acme/s/up/mcp HTTP/1.1',
    `Host: 127.0.0.1:${fixture.gateway.port}`,
    `Authorization: Bearer ${fixture.ada.token}`,
    'Accept: application/json, text/event-stream',
    'Content-Type: application/json',
    `Content-Length: ${mib(100)}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n{`);
  const answer = await new Promise<string>((done) => socket.once('data', (chunk) => done(chunk.toString())));
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('"code":"request.too_large"');
  socket.destroy();
  expect((await attempt(ACCEPT)).status).toBe(200);
});

it('T-SIZE: refuses a body over 4 MiB that does not declare its length', async () => {
  const socket = connect(fixture.gateway.port, '127.0.0.1');
  socket.on('error', () => undefined);
  const head = [
    'POST /o/acme/s/up/mcp HTTP/1.1',
    `Host: 127.0.0.1:${fixture.gateway.port}`,
    `Authorization: Bearer ${fixture.ada.token}`,
    'Accept: application/json, text/event-stream',
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
  for (let i = 0; i < 65; i++) socket.write(chunk);
  const answer = await new Promise<string>((done) => socket.once('data', (data) => done(data.toString())));
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
});

it('takes a message of nearly 4 MiB', async () => {
  const session = await fixture.session();
  const message = 'a'.repeat(mib(4) - 1000);
  fixture.upstream.on('tools/call', (_request, res) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end('{"jsonrpc":"2.0","id":1,"result":{"content":[]}}');
  });
  expect((await session.call(1, 'echo', { message })).status).toBe(200);
  expect(fixture.upstream.of('tools/call').at(-1)?.body.length).toBeGreaterThan(message.length);
});

// T-SHAPE: what is small in bytes can be large in work.
it.each([
  ['an array of two million zeros', `[${'0,'.repeat(1_999_999)}0]`],
  ['ten thousand and one members', `{${Array.from({ length: 10_001 }, (_, i) => `"a${i}":0`).join(',')}}`],
  ['depth 100,000', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['depth 65', `${'{"a":'.repeat(65)}0${'}'.repeat(65)}`],
])('T-SHAPE: refuses %s as arguments before anything is built from it', async (_name, value) => {
  const session = await fixture.session();
  const message = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":${value}}}}`;
  const started = performance.now();
  const answer = await session.post(message);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({ error: { code: -32700, data: { code: 'request.unparseable' } } });
});

// T-DIFF: two readers of one message must read the same message.
const call = (envelope: string) => `{"jsonrpc":"2.0","id":1,${envelope}}`;
it.each([
  ['a batch', `[${call('"method":"ping"')}]`],
  ['an empty batch', '[]'],
  ['the same key twice', call('"method":"ping","method":"tools/list"')],
  ['the same key twice, one escaped', call('"method":"ping","\\u006dethod":"tools/list"')],
  ['the same key twice, one escaped and spaced', call('"method":"ping","\\u006dethod" : "tools/list"')],
  [
    'the same argument twice',
    call('"method":"tools/call","params":{"name":"echo","arguments":{"path":"a","path":"/etc/shadow"}}'),
  ],
  ['the same tool name twice', call('"method":"tools/call","params":{"name":"echo","name":"other"}')],
  ['a method in other case', call('"Method":"tools/call","params":{"name":"echo"}')],
  ['a method and a look-alike', call('"method":"ping","METHOD":"tools/call"')],
  ['a tool name in other case', call('"method":"tools/call","params":{"Name":"other","name":"echo"}')],
  [
    'arguments in other case',
    call('"method":"tools/call","params":{"name":"echo","Arguments":{"path":"/etc/shadow"}}'),
  ],
  ['__proto__ in the envelope', call('"method":"ping","__proto__":{"method":"tools/call"}')],
  ['__proto__ in the parameters', call('"method":"tools/call","params":{"name":"echo","__proto__":{"name":"other"}}')],
  ['a request that is also an answer', call('"method":"ping","result":{}')],
  ['an id that is null', '{"jsonrpc":"2.0","id":null,"method":"ping"}'],
  ['an id with a fraction', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}'],
  ['an id beyond what a double tells apart', '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}'],
  ['another JSON-RPC', '{"jsonrpc":"1.0","id":1,"method":"ping"}'],
  ['a lone surrogate', call('"method":"tools/call","params":{"name":"\\ud800"}')],
  ['a byte order mark', `\ufeff${call('"method":"ping"')}`],
  ['trailing bytes', `${call('"method":"ping"')}x`],
  ['a comment', `/* */${call('"method":"ping"')}`],
  ['nothing', ''],
])('T-DIFF: refuses %s with 400, and the server hears nothing', async (_name, message) => {
  const session = await fixture.session();
  const before = fixture.upstream.received.length;
  const answer = await session.post(message);
  expect(answer.status).toBe(400);
  expect([-32700, -32600]).toContain((answer.json().error as { code: number }).code);
  expect(fixture.upstream.received.length).toBe(before);
});

it('refuses bytes that are not UTF-8', async () => {
  const session = await fixture.session();
  const bytes = Buffer.concat([
    Buffer.from('{"jsonrpc":"2.0","id":1,"method":"'),
    Buffer.from([0xc0, 0xaf]),
    Buffer.from('"}'),
  ]);
  expect((await session.post(bytes)).status).toBe(400);
});

it('T-DIFF: keeps __proto__ inside arguments as the data it is, and forwards the bytes that were inspected', async () => {
  const session = await fixture.session();
  const message =
    '{"jsonrpc":"2.0", "id":1,"method":"tools/call","params":{"name":"echo","arguments":{"__proto__":{"message":"x"},"PATH":"a","path":"b"}}}';
  expect((await session.post(message)).status).toBe(200);
  expect(fixture.upstream.of('tools/call').at(-1)?.body).toBe(message);
});

it('cuts a client that dribbles its head', async () => {
  const socket = connect(fixture.gateway.port, '127.0.0.1');
  const closed = new Promise<void>((done) => socket.once('close', () => done()));
  socket.on('error', () => undefined);
  socket.resume();
  socket.write('POST /o/acme/s/up/mcp HTTP/1.1\r\nHost:');
  const started = performance.now();
  await closed;
  expect(performance.now() - started).toBeLessThan(14_000);
}, 20_000);

it('T-SMUGGLE: refuses smuggling by two framings', async () => {
  const socket = connect(fixture.gateway.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST /o/acme/s/up/mcp HTTP/1.1\r\nHost: 127.0.0.1:${fixture.gateway.port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  );
  const answer = await new Promise<string>((done) => socket.once('data', (data) => done(data.toString())));
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
});

it('T-ROUTES: shows the operator health, readiness and metrics, and nothing of any tenant', async () => {
  await post(fixture.url, 'garbage', initializeMessage());
  await fixture.session();
  const get = (path: string) => send({ url: `${fixture.gateway.url}${path}`, method: 'GET', headers: [] });
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
  const metrics = (await get('/metrics')).body;
  expect(metrics).toMatch(/^gateway_calls_total\{outcome="delivered"\} \d+$/m);
  expect(metrics).toMatch(/^gateway_refusals_total\{code="auth\.token_invalid"\} \d+$/m);
  expect(metrics).toMatch(/^gateway_call_duration_seconds_bucket\{le="\+Inf"\} \d+$/m);
  for (const name of ['acme', 'ada', 'echo', 'org_', 'srv_', 'sa_']) expect(metrics).not.toContain(name);
  expect((await get('/nothing')).status).toBe(404);
  expect((await get('/constructor')).status).toBe(404);
});
