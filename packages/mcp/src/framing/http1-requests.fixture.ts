import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { FramingError, type FramingErrorCode } from './framing-error.js';
import { Http1RequestParser } from './http1-request-parser.js';

/** A request as a reader understood it. Names of headers in lower case, bytes as latin1. */
export interface ReadRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly body: string;
}

export interface Reading {
  /** Complete requests, in order. */
  readonly requests: readonly ReadRequest[];
  /** Why the rest was refused; null when nothing was. */
  readonly refused: FramingErrorCode | 'refused' | null;
}

/** Reads a connection's bytes with our parser, request after request. */
export const readOurs = (chunks: readonly Buffer[]): Reading => {
  const requests: ReadRequest[] = [];
  const parser = new Http1RequestParser();
  let current = { method: '', target: '', headers: [] as readonly string[], body: '' };
  let ended = false;
  let last = false;
  const handlers = {
    onHead: ({ method, target, rawHeaders, keepAlive }: Parameters<HeadHandler>[0]) => {
      current = { method, target, headers: rawHeaders, body: '' };
      last = !keepAlive;
    },
    onBody: (slice: Buffer) => {
      current.body += slice.toString('latin1');
    },
    onEnd: () => {
      ended = true;
    },
  };
  try {
    for (const chunk of chunks) {
      for (let rest = chunk; rest.length > 0; ) {
        rest = rest.subarray(parser.push(rest, handlers));
        if (!ended) continue;
        requests.push(current);
        ended = false;
        if (last) return { requests, refused: null };
        parser.next();
      }
    }
    return { requests, refused: null };
  } catch (error) {
    if (!(error instanceof FramingError)) throw error;
    return { requests, refused: error.code };
  }
};

type HeadHandler = Parameters<Http1RequestParser['push']>[1]['onHead'];

export const bytewise = (bytes: Buffer): Buffer[] => [...bytes].map((byte) => Buffer.from([byte]));

/** node:http, which reads with llhttp, told what to read over a socket or, cut exactly as given, without one. */
export class Llhttp {
  private readonly server: Server;
  private requests: ReadRequest[] = [];
  private refused = false;
  private accepted: Socket | null = null;

  private constructor(server: Server) {
    this.server = server;
    server.on('request', (req: IncomingMessage, res: ServerResponse) => this.onRequest(req, res));
    server.on('connection', (socket: Socket) => {
      this.accepted = socket;
      socket.on('error', () => undefined);
    });
    // Not destroyed: the requests before the refused one have yet to be heard out.
    const refuse = (socket: Duplex): void => {
      if (socket === this.accepted) this.refused = true;
    };
    server.on('clientError', (_error, socket) => refuse(socket));
    server.on('checkExpectation', ({ socket }: IncomingMessage) => refuse(socket));
    server.on('connect', (_req, socket) => refuse(socket));
  }

  static async start(): Promise<Llhttp> {
    const server = createServer({ insecureHTTPParser: false, keepAliveTimeout: 0 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Llhttp(server);
  }

  /**
   * Sends the bytes over a loopback connection, each chunk by a write of its own.
   * @param expected  how many requests to wait for: node:http tells them later than it reads them
   */
  async readSocket(chunks: readonly Buffer[], expected: number): Promise<Reading> {
    this.begin();
    const { port } = this.server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.on('error', () => undefined);
    socket.resume();
    await once(socket, 'connect');
    const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
    for (const chunk of chunks) socket.write(chunk);
    await this.settle(expected, () => (this.accepted?.bytesRead ?? 0) >= bytes || this.accepted?.destroyed === true);
    socket.destroy();
    return this.end();
  }

  /** Gives the parser exactly these chunks, one after the other. */
  async readChunks(chunks: readonly Buffer[], expected: number): Promise<Reading> {
    this.begin();
    const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    stream.on('error', () => undefined);
    this.server.emit('connection', stream);
    for (const chunk of chunks) {
      stream.push(chunk);
      await turn();
      if (this.refused) break;
    }
    await this.settle(expected, () => stream.readableLength === 0 || stream.destroyed);
    stream.destroy();
    return this.end();
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private begin(): void {
    this.requests = [];
    this.refused = false;
    this.accepted = null;
  }

  private end(): Reading {
    return { requests: this.requests, refused: this.refused ? 'refused' : null };
  }

  /** Waits until all was read and told. */
  private async settle(expected: number, allRead: () => boolean): Promise<void> {
    for (let turns = 0; turns < 10_000 && !allRead() && !this.refused; turns++) await turn();
    for (let turns = 0; turns < 200 && this.requests.length < expected; turns++) await turn();
  }

  private onRequest(req: IncomingMessage, res: ServerResponse): void {
    const { requests } = this;
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('error', () => undefined);
    req.on('end', () => {
      const headers = req.rawHeaders.map((text, index) => (index % 2 === 0 ? text.toLowerCase() : text));
      const body = Buffer.concat(parts).toString('latin1');
      requests.push({ method: req.method ?? '', target: req.url ?? '', headers, body });
      res.end();
    });
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Mostly the first, so that most of a request is well formed and what is odd stands alone. */
const mostly = <T>(usual: T, ...odd: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 40, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

const LINE_END = mostly('\r\n', '\n', '\r', '\r\r\n', '\r\n ', '\r\n\t', ' \r\n', '\0\r\n');
const METHOD = fc.oneof(
  { weight: 24, arbitrary: fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS', 'PUT') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'get',
      'CONNECT',
      'PRI',
      'QUERY',
      'TRACE',
      'M-SEARCH',
      'POSTS',
      'PO',
      '',
      'SOURCE',
      'G\0T',
      '\r\nGET',
    ),
  },
);
const TARGET = fc.oneof(
  { weight: 24, arbitrary: fc.constantFrom('/', '/o/a/s/b/mcp', '/a?b=c&d={}', '/%00') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '*',
      'http://h/x',
      'h:80',
      '/a#b',
      '/\x80',
      '/a b',
      '',
      '//x',
      '/"<>|\\^`',
      '/\t',
      '/\x7f',
      '?a',
      'a',
    ),
  },
);
const VERSION = mostly(
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/1.2',
  'http/1.1',
  'HTTP/1.1 ',
  'HTTP/11',
  'HTP/1.1',
  '',
);
const SPACE = mostly(' ', '  ', '\t', '', '\x0b');
const COLON = mostly(': ', ':', ' : ', ':\t', '\t:', ' :', ':\x0b', ':\0', '', '::');
const CODING = fc.constantFrom(
  'chunked',
  'chunked',
  'CHUNKED',
  'gzip',
  'gzip, chunked',
  'chunked, identity',
  'identity',
  '\x0bchunked',
  'chunked;x',
  ',chunked',
  '',
  '"chunked"',
  'xchunked',
  'chun ked',
);
const LENGTH = fc.constantFrom(
  '0',
  '3',
  '4',
  '03',
  '+3',
  '-1',
  '3, 3',
  '3,3',
  '0x3',
  '',
  ' 3\t',
  '3 3',
  '99999999999999999999',
  '18446744073709551619',
  '3a',
  '³',
);
const FIELD = fc.oneof(
  fc.tuple(
    fc.constantFrom('Content-Length', 'content-length', 'CONTENT-LENGTH', 'Content_Length', 'Content-Length\0'),
    LENGTH,
  ),
  fc.tuple(
    fc.constantFrom('Transfer-Encoding', 'transfer-encoding', 'Transfer\xadEncoding', 'Transfer-Encoding '),
    CODING,
  ),
  fc.tuple(
    fc.constant('Connection'),
    fc.constantFrom('close', 'keep-alive', 'Close, x', 'upgrade', 'transfer-encoding', 'closed'),
  ),
  fc.tuple(fc.constantFrom('Host', 'host'), fc.constantFrom('a', 'a:1', '', 'a b', 'a,b')),
  fc.tuple(fc.constant('Expect'), fc.constantFrom('100-continue', '100-Continue', '200-ok', '')),
  fc.tuple(fc.constant('Upgrade'), fc.constantFrom('h2c', 'websocket', '')),
  fc.tuple(
    fc.constantFrom('X-A', 'X', 'x"y', 'x y', '', 'x(y)', 'X\x80', 'Authorization', 'accept', 'Keep-Alive'),
    fc.constantFrom(
      'b',
      '',
      ' b\t ',
      'a\tb',
      'a\0b',
      'a\x01b',
      'a\x7fb',
      'a\x80\xffb',
      'a\rb',
      'a\nb',
      'GET / HTTP/1.1',
    ),
  ),
);
const LINE = fc.tuple(FIELD, COLON, LINE_END).map(([[name, value], colon, end]) => `${name}${colon}${value}${end}`);
const CHUNK = fc
  .tuple(
    fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom('3', '03', '003') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '3;a',
          '3;a=b',
          '3 ',
          '3 ;a',
          '0x3',
          '+3',
          '',
          '4',
          '3;a="\r\n"',
          '100000003',
          '3\t',
        ),
      },
    ),
    LINE_END,
    LINE_END,
  )
  .map(([size, before, behind]) => `${size}${before}abc${behind}`);
const CHUNKS = fc
  .tuple(
    fc.array(CHUNK, { maxLength: 3 }),
    mostly('0', '00', '0;a', '0 ', '-0', ''),
    LINE_END,
    mostly('', 'X: 1\r\n', 'Content-Length: 3\r\n', ': x\r\n', 'X\r\n'),
    LINE_END,
  )
  .map(([chunks, last, end, trailer, blank]) => `${chunks.join('')}${last}${end}${trailer}${blank}`);

/** What goes with a body: its framing and its bytes, in agreement. */
const BODY = fc.oneof(
  fc.constant({ head: '', body: '' }),
  fc
    .constantFrom('', 'abc', '{"a":1}', '\0\r\n\r\n', 'GET / HTTP/1.1\r\n')
    .map((body) => ({ head: `Content-Length: ${body.length}\r\n`, body })),
  CHUNKS.map((body) => ({ head: 'Transfer-Encoding: chunked\r\n', body })),
);
const REQUEST = fc
  .record({
    line: fc.tuple(METHOD, SPACE, TARGET, SPACE, VERSION, LINE_END).map((parts) => parts.join('')),
    host: mostly('Host: a\r\n', ''),
    lines: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(LINE, { minLength: 1, maxLength: 2 }) },
    ),
    blank: LINE_END,
    body: BODY,
  })
  .map(({ line, host, lines, blank, body }) => `${line}${host}${body.head}${lines.join('')}${blank}${body.body}`);

const BYTE = fc.constantFrom(...'\r\n\0\t :;,09ax\x0b\x7f\x80\xff');
const MUTATION = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.integer({ min: 0, max: 2 }),
  put: fc.oneof(fc.constant(''), BYTE),
});

/** What a client, or somebody who wants two readers to disagree, might put on a connection. */
export const CONNECTION: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.array(REQUEST, { minLength: 1, maxLength: 3 }),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(MUTATION, { minLength: 1, maxLength: 2 }) },
    ),
  )
  .map(([requests, mutations]) => {
    // Some connections repeat themselves, as clients do.
    let text = requests.map((request, i) => request.repeat(1 + ((request.length + i) % 3 === 0 ? 1 : 0))).join('');
    for (const { at, cut, put } of mutations) {
      const index = Math.floor(at * text.length);
      text = text.slice(0, index) + put + text.slice(index + cut);
    }
    return Buffer.from(text, 'latin1');
  });
