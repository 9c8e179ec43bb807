import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FramingError } from './framing-error.js';
import { type Http1Head, headerValue } from './http1-head.js';
import { Http1ResponseParser } from './http1-response-parser.js';

interface Seen {
  heads: Http1Head[];
  body: string;
  ends: number;
  leftover: string;
}

/** Feeds chunks, then the close when asked to; what a response did not take is left over. */
const read = (chunks: readonly Buffer[], close = false): Seen => {
  const seen: Seen = { heads: [], body: '', ends: 0, leftover: '' };
  const handlers = {
    onHead: (head: Http1Head) => void seen.heads.push(head),
    onBody: (slice: Buffer) => {
      seen.body += slice.toString('latin1');
    },
    onEnd: () => {
      seen.ends++;
    },
  };
  const parser = new Http1ResponseParser();
  for (const chunk of chunks) seen.leftover += chunk.toString('latin1', parser.push(chunk, handlers));
  if (close) parser.finish(handlers);
  return seen;
};

const readText = (text: string, close = false): Seen => read([Buffer.from(text, 'latin1')], close);
const bytewise = (text: string): Buffer[] => [...Buffer.from(text, 'latin1')].map((byte) => Buffer.from([byte]));

const RESPONSES: [name: string, text: string, body: string, leftover: string][] = [
  ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'hello', ''],
  [
    'a length and bytes nobody asked for',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200',
    'hello',
    'HTTP/1.1 200',
  ],
  ['an empty body', 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n', '', ''],
  ['no body by status', 'HTTP/1.1 204 No Content\r\n\r\n', '', ''],
  ['no body by status, whatever the length says', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nx', '', 'x'],
  [
    'chunks',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0a\r\n0123456789\r\n0\r\n\r\n',
    'abc0123456789',
    '',
  ],
  [
    'chunks with extensions and trailers',
    'HTTP/1.1 200 OK\r\ntransfer-encoding:CHUNKED\r\n\r\n3;a=b;c="d"\r\nabc\r\n00 ;x\r\nX-Sum: 1\r\n\r\n',
    'abc',
    '',
  ],
  [
    'chunks and bytes nobody asked for',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\r\n',
    '',
    '\r\n',
  ],
  [
    'interim answers first',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    'ok',
    '',
  ],
  ['an empty reason and obs-text', 'HTTP/1.1 200\r\nX: \xe9\r\nContent-Length: 1\r\n\r\n!', '!', ''],
];

describe('Http1ResponseParser', () => {
  it.each(RESPONSES)('reads %s', (_, text, body, leftover) => {
    expect(readText(text)).toMatchObject({ body, leftover, ends: 1 });
    expect(readText(text).heads).toHaveLength(1);
  });

  it.each(RESPONSES)('reads %s the same when cut at every byte', (_, text, body, leftover) => {
    const bytes = Buffer.from(text, 'latin1');
    for (let at = 0; at <= bytes.length; at++) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toMatchObject({ body, leftover, ends: 1 });
    }
    expect(read(bytewise(text))).toMatchObject({ body, leftover, ends: 1 });
  });

  it('gives header names in lower case and values without the space around them', () => {
    const { heads } = readText('HTTP/1.1 200 OK\r\nMcp-Session-Id:\t abc \t\r\nX-Empty:\r\nContent-Length:0\r\n\r\n');
    expect(heads[0]?.rawHeaders).toEqual(['mcp-session-id', 'abc', 'x-empty', '', 'content-length', '0']);
    expect(heads[0] && headerValue(heads[0], 'mcp-session-id')).toBe('abc');
    expect(heads[0] && headerValue(heads[0], 'abc')).toBeUndefined();
  });

  it.each([
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', true],
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x, Close\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n', true],
    ['HTTP/1.1 200 OK\r\n\r\n', false],
  ])('tells whether the connection lives on: %j', (text, keepAlive) => {
    expect(readText(text).heads[0]?.keepAlive).toBe(keepAlive);
  });

  it('ends a body without a length with the connection', () => {
    expect(readText('HTTP/1.1 200 OK\r\n\r\nall of it', true)).toMatchObject({ body: 'all of it', ends: 1 });
    expect(readText('HTTP/1.1 200 OK\r\n\r\nall of it')).toMatchObject({ ends: 0 });
  });

  it.each([
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n',
    'HTTP/1.1 200 OK\r\nContent-Le',
    'HTTP/1.1 100 Continue\r\n\r\n',
  ])('never takes a response that was cut off for a whole one: %j', (text) => {
    expect(() => readText(text, true)).toThrow(expect.objectContaining({ code: 'truncated' }));
  });

  it('reads responses one after another only when asked for the next', () => {
    const parser = new Http1ResponseParser();
    const bodies: string[] = [];
    const handlers = {
      onHead: () => undefined,
      onBody: (slice: Buffer) => void bodies.push(slice.toString()),
      onEnd: () => undefined,
    };
    const one = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na');
    expect(parser.push(Buffer.concat([one, one]), handlers)).toBe(one.length);
    expect(parser.push(one, handlers)).toBe(0);
    parser.next();
    expect(parser.untouched).toBe(true);
    expect(parser.push(one, handlers)).toBe(one.length);
    expect(bodies).toEqual(['a', 'a']);
  });

  it('reads a head that comes again, with other digits in its length, as what it is', () => {
    const parser = new Http1ResponseParser();
    const heads: Http1Head[] = [];
    let body = '';
    const handlers = {
      onHead: (head: Http1Head) => void heads.push(head),
      onBody: (slice: Buffer) => {
        body += slice.toString();
      },
      onEnd: () => undefined,
    };
    const answer = (status: string, length: string, text: string) =>
      Buffer.from(`HTTP/1.1 ${status}\r\nX: content-length\r\nContent-Length: ${length}\r\n\r\n${text}`);
    const read = (chunk: Buffer) => {
      body = '';
      expect(parser.push(chunk, handlers)).toBe(chunk.length);
      expect(parser.done).toBe(true);
      parser.next();
      return body;
    };
    const texts = ['hello', 'world', '', 'x'.repeat(12), 'hey'];
    expect(texts.map((text) => read(answer('200 OK', String(text.length).padStart(2, '0'), text)))).toEqual(texts);
    expect(heads.map(({ rawHeaders }) => rawHeaders[3])).toEqual(['05', '05', '00', '12', '03']);
    // A length that says nothing must not come to say something, nor the other way round.
    expect(read(answer('304 Not Modified', '5', ''))).toBe('');
    expect(read(answer('304 Not Modified', '7', ''))).toBe('');
    expect(() => read(answer('200 OK', '+3', 'abc'))).toThrow(FramingError);
  });

  const head = (lines: string) => `HTTP/1.1 200 OK\r\n${lines}\r\n\r\n`;
  it.each([
    ['length and transfer coding', head('Content-Length: 3\r\nTransfer-Encoding: chunked')],
    ['transfer coding and length', head('Transfer-Encoding: chunked\r\nContent-Length: 3')],
    ['two equal lengths', head('Content-Length: 3\r\nContent-Length: 3')],
    ['two lengths in one', head('Content-Length: 3, 3')],
    ['a signed length', head('Content-Length: +3')],
    ['a hexadecimal length', head('Content-Length: 0x3')],
    ['a length beyond counting', head('Content-Length: 99999999999999999999')],
    ['an empty length', head('Content-Length:')],
    ['another transfer coding', head('Transfer-Encoding: gzip, chunked')],
    ['chunked twice', head('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked')],
    ['identity', head('Transfer-Encoding: identity')],
    ['chunked with a vertical tab', head('Transfer-Encoding: \x0bchunked')],
    ['chunked in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['chunked in 204', 'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['a folded header', head('X-A: 1\r\n folded')],
    ['a header folded with a tab', head('X-A: 1\r\n\tContent-Length: 3')],
    ['a space before the colon', head('Content-Length : 3')],
    ['a header without a name', head(': x')],
    ['a header without a colon', head('Content-Length')],
    ['a name that is no token', head('Content Length: 3')],
    ['NUL in a value', head('X-A: a\0b')],
    ['CR alone in a value', head('X-A: a\rContent-Length: 3')],
    ['LF alone in the head', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
    ['LF alone before the body', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\n'],
    ['CR CR LF', 'HTTP/1.1 200 OK\r\r\nContent-Length: 0\r\n\r\n'],
    ['an empty line first', '\r\nHTTP/1.1 200 OK\r\n\r\n'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
    ['lower case', 'http/1.1 200 OK\r\n\r\n'],
    ['two spaces in the status line', 'HTTP/1.1  200 OK\r\n\r\n'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n'],
    ['a status below 100', 'HTTP/1.1 099 OK\r\n\r\n'],
    ['a protocol switch', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'],
    ['endless interim answers', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(9)],
    ['too many headers', head(Array.from({ length: 129 }, (_, i) => `X-${i}: 1`).join('\r\n'))],
    ['something that is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
  ])('refuses %s', (_, text) => {
    expect(() => readText(text)).toThrow(FramingError);
    expect(() => read(bytewise(text))).toThrow(FramingError);
  });

  const chunked = (body: string) => `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
  it.each([
    ['a size of nine digits', '100000000\r\n'],
    ['a size beyond counting', 'ffffffffffffffffffff\r\n'],
    ['a signed size', '-1\r\n'],
    ['a size with 0x', '0x3\r\nabc\r\n'],
    ['no size', '\r\nabc\r\n'],
    ['a space before the size', ' 3\r\nabc\r\n'],
    ['LF alone after the size', '3\nabc\r\n'],
    ['LF alone after the data', '3\r\nabc\n'],
    ['data longer than its size', '3\r\nabcd\r\n0\r\n\r\n'],
    ['CR alone after the data', '3\r\nabc\rx'],
    ['CR in an extension', '3;a\rb\r\nabc\r\n'],
    ['NUL in an extension', '3;a\0b\r\nabc\r\n'],
    ['an endless extension', `3;${'a'.repeat(300)}\r\nabc\r\n`],
    ['a folded trailer', '0\r\nX: 1\r\n y\r\n\r\n'],
    ['endless trailers', `0\r\n${'X: 1\r\n'.repeat(3_000)}\r\n`],
    ['an endless trailer', `0\r\nX: ${'a'.repeat(9_000)}\r\n\r\n`],
  ])('refuses chunks with %s', (_, body) => {
    expect(() => readText(chunked(body))).toThrow(FramingError);
    expect(() => read(bytewise(chunked(body)))).toThrow(FramingError);
  });

  it('refuses a head beyond its limit, in one piece or byte by byte', () => {
    const text = `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(17_000)}\r\n\r\n`;
    const tooLarge = expect.objectContaining({ code: 'too_large' });
    expect(() => readText(text)).toThrow(tooLarge);
    expect(() => read(bytewise(text))).toThrow(tooLarge);
    expect(() => readText(`HTTP/1.1 200 ${'a'.repeat(20_000)}`)).toThrow(tooLarge);
  });

  it('sees the same whether bytes come together or apart, for any bytes at all', () => {
    const piece = fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 100 C\r\n\r\n',
      'Content-Length: 4\r\n',
      'Transfer-Encoding: chunked\r\n',
      'X: y\r\n',
      '\r\n',
      '\r',
      '\n',
      '4\r\nabcd\r\n',
      '0\r\n\r\n',
      'abcd',
      ' ',
      ':',
    );
    const outcome = (chunks: readonly Buffer[]) => {
      try {
        const { body, ends, leftover } = read(chunks);
        return { body, ends, leftover };
      } catch (error) {
        return (error as FramingError).code;
      }
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        expect(outcome(bytewise(text))).toEqual(outcome([Buffer.from(text)]));
      }),
      { numRuns: 2_000 },
    );
  });
});
