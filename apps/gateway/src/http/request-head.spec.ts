import { expect, it } from 'vitest';
import { readRequestHead } from './request-head.js';

it('reads what decides something, whatever the case of the names, and nothing else', () => {
  const head = readRequestHead('POST', '/', [
    ...['HOST', 'a:1', 'AuThOrIzAtIoN', 'Bearer x', 'mcp-session-id', 's', 'MCP-Protocol-Version', 'v'],
    ...['Content-Type', 'application/json', 'Content-Length', '7', 'Content-Encoding', 'gzip', 'Origin', 'o'],
    ...['Last-Event-ID', 'e', 'Traceparent', 't', 'Accept', 'a', 'Cookie', 'c', 'x-forwarded-host', 'evil'],
  ]);
  expect({ ...head }).toEqual({
    method: 'POST',
    host: 'a:1',
    address: null,
    forwarded: null,
    authorization: 'Bearer x',
    sessionId: 's',
    protocolVersion: 'v',
    contentType: 'application/json',
    contentLength: 7,
    contentEncoding: 'gzip',
    origin: 'o',
    lastEventId: 'e',
    traceparent: 't',
    accept: 'a',
    path: '/',
    channel: null,
    mcpMethod: null,
    mcpName: null,
    params: null,
    repeated: null,
  });
});

it.each([
  'Authorization',
  'Mcp-Session-Id',
  'Mcp-Protocol-Version',
  'Content-Type',
  'Content-Encoding',
  'Host',
  'Origin',
  'Last-Event-ID',
  'Traceparent',
])('notices %s sent twice and keeps the first', (name) => {
  const head = readRequestHead('GET', '/', [name, 'first', name.toLowerCase(), 'second']);
  expect(head.repeated).toBe(name.toLowerCase());
  expect(Object.values(head)).toContain('first');
  expect(Object.values(head)).not.toContain('second');
});

it('joins Accept, which is a list', () => {
  const head = readRequestHead('POST', '/', ['Accept', 'application/json', 'accept', 'text/event-stream']);
  expect(head).toMatchObject({ accept: 'application/json, text/event-stream', repeated: null });
});

it('asks for the address of the client once, with all that proxies said of it', () => {
  const asked: (string | null)[] = [];
  const addressOf = (forwarded: string | null): string => {
    asked.push(forwarded);
    return '203.0.113.9';
  };
  const lines = ['X-Forwarded-For', '203.0.113.9', 'x-forwarded-for', '10.0.0.1, 10.0.0.2'];
  const head = readRequestHead('POST', '/', lines, addressOf);
  expect(head).toMatchObject({ address: '203.0.113.9', repeated: null });
  expect(asked).toEqual(['203.0.113.9, 10.0.0.1, 10.0.0.2']);
});
