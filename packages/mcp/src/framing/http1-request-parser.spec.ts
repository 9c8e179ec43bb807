import { describe, expect, it } from 'vitest';
import { FramingError } from './framing-error.js';
import type { Http1RequestHead } from './http1-request-head.js';
import { Http1RequestParser } from './http1-request-parser.js';
import { bytewise, readOurs } from './http1-requests.fixture.js';

const headOf = (text: string): Http1RequestHead => {
  const heads: Http1RequestHead[] = [];
  const handlers = {
    onHead: (head: Http1RequestHead) => heads.push(head),
    onBody: () => undefined,
    onEnd: () => undefined,
  };
  new Http1RequestParser().push(Buffer.from(text, 'latin1'), handlers);
  const [head] = heads;
  if (head === undefined) throw new Error('there is no head');
  return head;
};

const get = (lines = '') => `GET /a?b HTTP/1.1\r\nHost: a\r\n${lines}\r\n`;

describe('Http1RequestParser', () => {
  it('gives names in lower case, known or not, and values without the space around them', () => {
    expect(headOf(get('MCP-Session-Id:\t s \t\r\nX-Other:\r\nTraceParent: t\r\n'))).toEqual({
      method: 'GET',
      isHttp11: true,
      target: '/a?b',
      rawHeaders: ['host', 'a', 'mcp-session-id', 's', 'x-other', '', 'traceparent', 't'],
      framing: { kind: 'none' },
      keepAlive: true,
      expectsContinue: false,
    });
  });

  it.each([
    ['Content-Length: 7\r\n', { kind: 'length', bytes: 7 }],
    ['Content-Length: 0\r\n', { kind: 'none' }],
    ['Transfer-Encoding: Chunked\r\n', { kind: 'chunked' }],
    ['', { kind: 'none' }],
  ])('tells how the body is framed: %j', (lines, framing) => {
    expect(headOf(get(lines)).framing).toEqual(framing);
  });

  it.each([
    ['', true],
    ['Connection: keep-alive\r\n', true],
    ['Connection: close\r\n', false],
    ['Connection: x, Close\r\n', false],
    ['Connection: x\r\nConnection: close\r\n', false],
    ['Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n', false],
  ])('tells whether the connection lives on: %j', (lines, keepAlive) => {
    expect(headOf(get(lines)).keepAlive).toBe(keepAlive);
  });

  it('hears that a client waits for the word to go on, in HTTP/1.1 only', () => {
    expect(headOf(get('Expect: 100-Continue\r\n')).expectsContinue).toBe(true);
    expect(headOf('GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n').expectsContinue).toBe(false);
  });

  it.each([
    ['BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n', 'unsupported'],
    ['CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 'unsupported'],
    [get('Transfer-Encoding: gzip\r\n'), 'unsupported'],
    ['GET / HTTP/2.0\r\nHost: a\r\n\r\n', 'version'],
    ['GET / HTTP/1.2\r\nHost: a\r\n\r\n', 'version'],
    [get('Expect: the-impossible\r\n'), 'expectation'],
    [get('Expect: 100-continue\r\nExpect: x\r\n'), 'expectation'],
    [get('X: y\r\n'.repeat(128)), 'too_large'],
    [get(`X: ${'y'.repeat(16_400)}\r\n`), 'too_large'],
    [`GET /${'a'.repeat(17_000)}`, 'too_large'],
    ['\x16\x03\x01\x02\0\x01\0\x01\xfc\r\n\r\n', 'malformed'],
  ])('says why it refuses %#', (text, code) => {
    expect(readOurs([Buffer.from(text, 'latin1')])).toEqual({ requests: [], refused: code });
    expect(readOurs(bytewise(Buffer.from(text, 'latin1')))).toEqual({ requests: [], refused: code });
  });

  it('refuses a line end of the wrong kind when it comes, not when the head is full', () => {
    const parser = new Http1RequestParser();
    const handlers = { onHead: () => undefined, onBody: () => undefined, onEnd: () => undefined };
    expect(() => parser.push(Buffer.from('GET / HTTP/1.1\nHost: a\n\n'), handlers)).toThrow(FramingError);
  });

  it('takes a head of just the limit, whole and in pieces', () => {
    const short = get(`X: \r\n`).length;
    const bytes = Buffer.from(get(`X: ${'y'.repeat(16 * 1024 - short)}\r\n`));
    expect(bytes.length).toBe(16 * 1024);
    expect(readOurs([bytes]).requests).toHaveLength(1);
    expect(readOurs(bytewise(bytes)).requests).toHaveLength(1);
  });

  it('gives slices of the body as views of what came', () => {
    const chunk = Buffer.from(`${get('Content-Length: 5\r\n')}hello`);
    const bodies: Buffer[] = [];
    const handlers = { onHead: () => undefined, onBody: (slice: Buffer) => bodies.push(slice), onEnd: () => undefined };
    new Http1RequestParser().push(chunk, handlers);
    expect(bodies.map(String)).toEqual(['hello']);
    expect(bodies[0]?.buffer).toBe(chunk.buffer);
  });

  it('leaves what follows a request until it is asked for it', () => {
    const parser = new Http1RequestParser();
    const targets: string[] = [];
    const handlers = {
      onHead: ({ target }: Http1RequestHead) => targets.push(target),
      onBody: () => undefined,
      onEnd: () => undefined,
    };
    const two = Buffer.from(`${get()}${get().replace('/a?b', '/second')}`);
    const taken = parser.push(two, handlers);
    expect(taken).toBe(get().length);
    expect(parser.push(two.subarray(taken), handlers)).toBe(0);
    parser.next();
    expect(parser.untouched).toBe(true);
    parser.push(two.subarray(taken), handlers);
    expect(targets).toEqual(['/a?b', '/second']);
  });
});
